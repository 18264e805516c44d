"""How many rows of which table: what an import added, changed, took away, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from encours.api import words
from encours.i18n import _, counted, language


def _rows(table: str, count: int) -> str:
    said = _ROWS.get(table)
    return (
        said(count).format(number(count)) if said else _("{0}: {1}").format(words.table(table), number(count))
    )


def number(count: int) -> str:
    """A count with its thousands set apart.

    >>> number(24261)
    '24,261'
    """
    return f"{count:,}".replace(",", "\u202f" if language() == "fr" else ",")


def by_table(tables: Mapping[str, Mapping[str, int]], what: str) -> str:
    """What became of the rows of each table (`new`, `changed`, `same`, `gone`); what people count by comes first.

    >>> by_table({"customers": {"new": 15}, "items": {"new": 30}, "entities": {"new": 0}}, "new")
    '30 items, 15 customers'
    """
    first = sorted(tables, key=lambda table: (table != "items", table != "customers"))
    counts = ((table, tables[table].get(what, 0)) for table in first)
    return ", ".join(_rows(table, count) for table, count in counts if count)


_ROWS: Mapping[str, Callable[[int], str]] = {
    "entities": lambda n: counted("{0} entity", "{0} entities", n),
    "customers": lambda n: counted("{0} customer", "{0} customers", n),
    "items": lambda n: counted("{0} item", "{0} items", n),
    "allocations": lambda n: counted("{0} matching", "{0} matchings", n),
    "rates": lambda n: counted("{0} exchange rate", "{0} exchange rates", n),
    "promises": lambda n: counted("{0} promise", "{0} promises", n),
    "disputes": lambda n: counted("{0} dispute", "{0} disputes", n),
    "actions": lambda n: counted("{0} action", "{0} actions", n),
    "holds": lambda n: counted("{0} hold", "{0} holds", n),
    "contacts": lambda n: counted("{0} contact", "{0} contacts", n),
    "limits": lambda n: counted("{0} credit limit", "{0} credit limits", n),
    "covers": lambda n: counted("{0} insurance cover", "{0} insurance covers", n),
    "ratings": lambda n: counted("{0} rating", "{0} ratings", n),
    "orders": lambda n: counted("{0} order", "{0} orders", n),
    "surveys": lambda n: counted("{0} survey", "{0} surveys", n),
}
