"""What the pages of imports call what the library knows by other names: options, tables."""

from __future__ import annotations

from encours.i18n import _, mark
from encours.importers.catalogue import named

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
    "mapping": mark("What each column is"),
    "undo": mark("Undo this import"),
}
TABLES = {
    "entities": mark("Entities"),
    "customers": mark("Customers"),
    "items": mark("Items"),
    "allocations": mark("Matchings"),
    "rates": mark("Exchange rates"),
    "promises": mark("Promises"),
    "disputes": mark("Disputes"),
    "actions": mark("Actions"),
    "limits": mark("Credit limits"),
    "covers": mark("Insurance covers"),
    "ratings": mark("Ratings"),
    "orders": mark("Orders"),
    "surveys": mark("Surveys"),
}


def field_named(option: str) -> str:
    """An option of the library as the page shows it: its field, or the place where it is said."""
    label = OPTIONS.get(option) or ELSEWHERE[option]
    return _('"{0}"').format(_(label))


def format_named(importer: str) -> str:
    """A format in a word or two; one there is no more by its code."""
    found = named(importer)
    return _(found.label) if found else importer


def table_named(table: str) -> str:
    """A table of the book in the reader's words; another one by its own name."""
    return _(TABLES[table]) if table in TABLES else table
