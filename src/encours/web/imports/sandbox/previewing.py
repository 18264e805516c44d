"""The first rows of files as the book will read them, what they hold in all, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from encours.book.reading import Known, Options, Reading
from encours.book.report import as_facts
from encours.errors import DataError
from encours.importers.catalogue import choose
from encours.said import keep, kept, reason
from encours.web.imports.sandbox.first_rows import first_rows
from encours.web.imports.sandbox.recognising import named
from encours.web.imports.sandbox.totals import held

PROBLEMS = 20
NOTHING: Mapping[str, Any] = {"error": "", "tables": [], "problems": [], "count": 0, "notes": [], "held": {}}


def preview(part: Mapping[str, Any], entities: Sequence[str]) -> dict[str, Any]:
    """`tables` (each with its `columns` and `rows`), what is `held` in all, the `problems` found, `notes`; `error` when
    nothing can be read at all; `part` when only the beginning was."""
    with named(part["files"]) as paths:
        importer = choose(paths[0], part["importer"])
        begun = _begin(paths, importer.whole)
        try:
            reading = importer.read(paths, options_of(part["options"]), Known(entities=tuple(entities)))
            tables = first_rows(reading, [path.name for path in paths])
        except DataError as error:
            return {**NOTHING, "error": kept(reason(error)), "part": begun}
    return {**keep(_told(reading, begun)), "tables": tables, "part": begun}


def options_of(said: Mapping[str, Any], **more: Any) -> Options:
    """Options as an upload keeps them."""
    snapshot = date.fromisoformat(said["snapshot"]) if said.get("snapshot") else None
    texts = {name: said.get(name) or None for name in ("entity", "currency", "date_order", "terms")}
    return Options(**texts, mapping=said.get("mapping") or None, snapshot=snapshot, **more)


def _told(reading: Reading, begun: bool) -> dict[str, Any]:
    """Of a beginning, what is said of the whole (totals, balances) is not known yet."""
    problems = [problem for problem in reading.problems if problem.line or not begun]
    return {
        "error": "",
        "problems": [as_facts(problem) for problem in problems[:PROBLEMS]],
        "count": len(problems),
        "notes": [] if begun and reading.ties else list(reading.notes),
        "held": {} if begun else held(reading),
    }


def _begin(paths: Sequence[Path], most: int | None) -> bool:
    """Keep the first lines of long texts; whether that was done."""
    if most is None or sum(path.stat().st_size for path in paths) <= most:
        return False
    cuts = [_cut(path, most // len(paths)) for path in paths]
    return any(cuts)


def _cut(path: Path, most: int) -> bool:
    """A spreadsheet or an archive is opened whole anyway."""
    with path.open("rb") as stream:
        start = stream.read(most + 1)
    if len(start) <= most or start[:2] == b"PK" or start[:4] == b"PAR1" or b"\n" not in start:
        return False
    path.unlink()  # the name alone: the stored file stays
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    path.write_bytes(start[: most // 2 * 2] if wide else start[: start.rindex(b"\n") + 1])
    return True
