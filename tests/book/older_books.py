"""Books as programs wrote them before files had checksums."""

from __future__ import annotations

import json
import shutil

from encours.book.home import Home


def without_checksums(home: Home) -> Home:
    """The same book, its manifests without checksums and copies, the note of what is published without its own."""
    for path in home.manifests.iterdir():
        facts = json.loads(path.read_text(encoding="utf-8"))
        for name in ("sum", "previous", "report"):
            facts.pop(name, None)
        for segment in facts["segments"]:
            segment.pop("sha256", None)
        path.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
    note = json.loads((home.serving / "current").read_text(encoding="utf-8"))
    kept = {name: note[name] for name in ("file", "version", "form")}
    (home.serving / "current").write_text(json.dumps(kept), encoding="utf-8")
    shutil.rmtree(home.copies, ignore_errors=True)
    return home
