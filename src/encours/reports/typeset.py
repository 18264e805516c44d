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

# Kept for years, and read aloud by who cannot see it.
ARCHIVED = ("a-2a", "ua-1")
_UNSHOWN = "could not be displayed"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def typeset(layout: bytes, said: dict[str, Any], day: date, standards: tuple[str, ...] = ()) -> bytes:
    """A PDF of a layout that reads `said` as `json(bytes(sys.inputs.data))`, dated that day, so that the same document
    is the same bytes. UsageError where typst is not installed.

    What Inter cannot show is taken from the fonts of the machine; what none of them can stands as an empty box, and
    the document then keeps to no standard.
    """
    typst = typst_or_why()
    asked = {
        "format": "pdf",
        "sys_inputs": {"data": json.dumps(_shown(said), ensure_ascii=False)},
        "timestamp": datetime.combine(day, time(), UTC),
    }
    for system in (False, True):
        try:
            made: bytes = typst.compile(
                layout, font_paths=_fonts(system), pdf_standards=[*standards], **asked
            )
            return made
        except typst.TypstError as error:
            if _UNSHOWN not in str(error):
                raise
    plain: bytes = typst.compile(layout, font_paths=_fonts(True), **asked)
    return plain


def typst_or_why() -> Any:
    """The compiler; UsageError saying what to install where it is not."""
    try:
        import fontpkg_inter  # noqa: F401 - the letters it prints with come in the same extra
        import typst
    except ImportError:
        said = _("The PDF is made by typst, which is not installed: pip install 'encours[pdf]'")
        raise UsageError(said) from None
    return typst


def _shown(said: Any) -> Any:
    """The same data with a space for what no page shows."""
    if isinstance(said, str):
        return _CONTROL.sub(" ", said)
    if isinstance(said, dict):
        return {name: _shown(value) for name, value in said.items()}
    return [_shown(one) for one in said] if isinstance(said, list) else said


@lru_cache(maxsize=2)
def _fonts(system: bool) -> Any:
    import fontpkg_inter

    files = Path(fontpkg_inter.__file__).parent / "files"
    return typst_or_why().Fonts(include_system_fonts=system, font_paths=[str(files)])
