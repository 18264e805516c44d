"""A statement as PDF/A, by typst: what it says is data of the layout, never its code."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from encours.errors import UsageError
from encours.i18n import _
from encours.reports.statement.content import Statement, refuse_too_long
from encours.reports.statement.drawn import drawn
from encours.reports.typeset import ARCHIVED, typeset, typst_or_why

LAYOUT = Path(__file__).with_name("layout.typ")


def pdf_of(statement: Statement) -> bytes:
    """The document. UsageError where typst is not installed, DataError beyond the items paper holds."""
    refuse_too_long(statement)
    return typeset(LAYOUT.read_bytes(), drawn(statement), statement.day, ARCHIVED)


def refuse_unprintable(logo: bytes, kind: str) -> None:
    """UsageError for a picture that does not draw."""
    layout = b"""#let said = json(bytes(sys.inputs.data))
        #set document(title: "logo")
        #image(bytes(said.logo), format: said.kind, height: 16mm, width: 62mm, fit: "contain", alt: "logo")"""
    typst = typst_or_why()
    try:
        typeset(layout, {"logo": list(logo), "kind": kind}, datetime(2026, 1, 1, tzinfo=UTC).date(), ARCHIVED)
    except typst.TypstError:
        said = _("This picture cannot be read: save it again as PNG, JPEG or SVG.")
        raise UsageError(said) from None
