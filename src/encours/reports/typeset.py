"""Documents set by typst: what a document says is data of its layout, never its code."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from encours.errors import UsageError
from encours.i18n import _

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def typeset(layout: bytes, said: dict[str, Any], day: date) -> bytes:
    """A PDF of a layout that reads `said` as `json(bytes(sys.inputs.data))`, dated that day, so that the same document
    is the same bytes. UsageError where typst is not installed."""
    try:
        import typst
    except ImportError:
        said_why = _("The PDF is made by typst, which is not installed: pip install 'encours[pdf]'")
        raise UsageError(said_why) from None
    made: bytes = typst.compile(
        layout,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": _CONTROL.sub(" ", json.dumps(said, ensure_ascii=False))},
        timestamp=datetime.combine(day, time(), UTC),
    )
    return made


def font_folder() -> Path:
    """Where the letters of the product are."""
    import fontpkg_inter

    return Path(fontpkg_inter.__file__).parent / "files"


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Inter first; what it cannot show is taken from the fonts of the machine."""
    import typst

    return typst.Fonts(include_system_fonts=True, font_paths=[str(font_folder())])
