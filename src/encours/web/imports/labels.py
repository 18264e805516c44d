"""What the pages of imports call what the library knows by other names: options, formats."""

from __future__ import annotations

from typing import Any

from encours.api import words
from encours.errors import naming
from encours.i18n import _, mark
from encours.importers.catalogue import named
from encours.importers.standing import Standing
from encours.said import told

OPTIONS = {
    "entity": mark("Entity"),
    "currency": mark("Currency"),
    "terms": mark("Payment terms"),
    "snapshot": mark("All that is open on"),
    "date_order": mark("Dates"),
    "decimal": mark("Decimal mark"),
    "sheet": mark("Sheet"),
    "header_row": mark("Line of the headers"),
    "separator": mark("Separator"),
    "encoding": mark("Encoding"),
}
ELSEWHERE = {
    "accounts": mark("Customer accounts"),
    "format": mark("Format"),
    "headers": OPTIONS["header_row"],
    "imports": mark("History of imports"),
    "kinds": mark("What each type is"),
    "mapping": mark("What each column is"),
    "statuses": mark("What each status says"),
    "undo": mark("Undo this import"),
}


STANDINGS = {
    Standing.SETTLED: mark("Settled"),
    Standing.PARTIAL: mark("Paid in part"),
    Standing.DUE: mark("Owed"),
    Standing.VOID: mark("Cancelled"),
    Standing.DRAFT: mark("Draft"),
    Standing.LOST: mark("Written off"),
    Standing.NEUTRAL: mark("Says nothing of settlement"),
}


def field_named(option: str) -> str:
    """An option of the library as the page shows it: its field, or the place where it is said."""
    label = OPTIONS.get(option) or ELSEWHERE[option]
    return _('"{0}"').format(_(label))


def told_here(kept: Any) -> Any:
    """What a report keeps, in the reader's language; options bear the names of their fields."""
    with naming(field_named):
        return told(kept)


def format_named(importer: str) -> str:
    """A format in a word or two; one there is no more by its code."""
    found = named(importer)
    return _(found.label) if found else words.table(importer)
