"""The chart engine is written once for its version."""

from __future__ import annotations

from pathlib import Path

import vl_convert

from encours.web.charts import bundle


def test_the_engine_is_written_once_and_again_after_an_upgrade(tmp_path: Path) -> None:
    path = bundle.write(tmp_path / "built")
    assert path == tmp_path / "built" / "vega.js"
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"/* vl-convert {vl_convert.__version__}")
    assert text.rstrip().endswith("as embed};")
    written = path.stat().st_mtime_ns
    assert bundle.write(tmp_path / "built").stat().st_mtime_ns == written
    path.write_text("/* vl-convert 0.1 */\n", encoding="utf-8")
    assert bundle.write(tmp_path / "built").read_text(encoding="utf-8") == text
