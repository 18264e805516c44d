"""What the pages of imports call what the library knows by other names: statuses, formats."""

from __future__ import annotations

from encours.api import words
from encours.i18n import _, mark
from encours.importers.catalogue import named
from encours.importers.standing import Standing

STANDINGS = {
    Standing.SETTLED: mark("Settled"),
    Standing.PARTIAL: mark("Paid in part"),
    Standing.DUE: mark("Owed"),
    Standing.VOID: mark("Cancelled"),
    Standing.DRAFT: mark("Draft"),
    Standing.LOST: mark("Written off"),
    Standing.NEUTRAL: mark("Says nothing of settlement"),
}


def format_named(importer: str) -> str:
    """A format in a word or two; one there is no more by its code."""
    found = named(importer)
    return _(found.label) if found else words.table(importer)
