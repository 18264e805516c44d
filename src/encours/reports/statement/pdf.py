"""A statement as PDF/A, by typst: what it says is data of the layout, never its code."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from encours.errors import UsageError
from encours.i18n import _
from encours.reports.statement.content import Statement, refuse_too_long
from encours.reports.statement.drawn import drawn

if TYPE_CHECKING:
    from datetime import date

LAYOUT = Path(__file__).with_name("layout.typ")
# Kept for years, and read aloud by who cannot see it.
STANDARDS = ["a-2a", "ua-1"]
_UNSHOWN = "could not be displayed"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def pdf_of(statement: Statement) -> bytes:
    """The document. UsageError where typst is not installed, DataError beyond the items paper holds."""
    refuse_too_long(statement)
    return printed(LAYOUT.read_bytes(), drawn(statement), statement.day)


def refuse_unprintable(logo: bytes, kind: str) -> None:
    """UsageError for a picture that does not draw."""
    layout = b"""#let said = json(bytes(sys.inputs.data))
        #set document(title: "logo")
        #image(bytes(said.logo), format: said.kind, height: 16mm, width: 62mm, fit: "contain", alt: "logo")"""
    typst = _typst()
    try:
        printed(layout, {"logo": list(logo), "kind": kind}, datetime(2026, 1, 1, tzinfo=UTC).date())
    except typst.TypstError:
        said = _("This picture cannot be read: save it again as PNG, JPEG or SVG.")
        raise UsageError(said) from None


def printed(layout: bytes, said: dict[str, Any], day: date) -> bytes:
    """A layout with its data. What Inter cannot show is taken from the fonts of the machine; what none of them can,
    as an empty box, and the document is then no PDF/A."""
    typst = _typst()
    asked = {
        "format": "pdf",
        "sys_inputs": {"data": json.dumps(_shown(said), ensure_ascii=False)},
        "timestamp": datetime.combine(day, time(), UTC),
    }
    for ways in ({"system": False}, {"system": True}):
        try:
            found: bytes = typst.compile(layout, font_paths=_fonts(**ways), pdf_standards=STANDARDS, **asked)
            return found
        except typst.TypstError as error:
            if _UNSHOWN not in str(error):
                raise
    plain: bytes = typst.compile(layout, font_paths=_fonts(system=True), **asked)
    return plain


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
    return _typst().Fonts(include_system_fonts=system, font_paths=[str(files)])


def _typst() -> Any:
    try:
        import fontpkg_inter  # noqa: F401 - the letters it prints with come in the same extra
        import typst
    except ImportError:
        said = _("The PDF is made by typst, which is not installed: pip install 'encours[pdf]'")
        raise UsageError(said) from None
    return typst
