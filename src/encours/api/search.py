"""Finding a customer or a document by the beginning or the end of what is written on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from encours.api.customers import rows_of
from encours.book.finding import SHORTEST_END, WRITTEN
from encours.book.records import DEBITS
from encours.cube import lookup as cube
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook
    from encours.cube.branches import Text

SHORTEST, LEAST_PART = 2, SHORTEST_END
MOST_READ = 2_000_000  # items of which every number is read while someone types


@dataclass(frozen=True, slots=True)
class Found:
    """A customer account, or one of its items when `item` is not "".

    `label` is what it is called, `sub` where it belongs. Of an item, `by` says which of `document`, `item` and
    `reference` was found, and `kind`, `due_date`, `amount` and `currency` what it is.
    """

    entity: str
    customer: str
    label: str
    sub: str
    item: str = ""
    by: str = ""
    kind: str = ""
    due_date: date | None = None
    amount: Decimal | None = None
    currency: str = ""


def seek(book: OpenBook, text: str, limit: int = 8, anywhere: bool = False) -> list[Found]:
    """Customers by code or name, then items by document, or else by key, or else by reference: `limit` of each.

    Codes, SIREN and numbers are found by their beginning (numbers as typed, or else in capitals), names by any part of
    them, the closest first; then numbers by their end, of four characters or more, the newest first. Where none begins
    or ends so, numbers are found by any part of them, `anywhere` or in a book that `reads_parts`. Two characters at
    least are needed; items are looked for when there is a digit among them, as in every number.
    """
    wanted = typed(text)
    if len(wanted) < SHORTEST:
        return []
    rows = rows_of(book, cube.customers(wanted, book.confines, limit))
    return [*map(_customer, rows), *_items(book, wanted, limit, anywhere)]


def typed(text: str) -> str:
    """A text as a keyboard types it: what was pasted may hold other spaces and hyphens, and marks without width.

    >>> typed("732\u00a0829\u202f320\u200b "), typed("FA\u201112")
    ('732 829 320', 'FA-12')
    """
    kept = "".join(one for one in text if unicodedata.category(one) != "Cf")
    return " ".join(kept.replace("\N{NON-BREAKING HYPHEN}", "-").replace("\N{HYPHEN}", "-").split())


def is_part(text: str) -> bool:
    """Whether a text may be looked for within numbers."""
    return len(text.strip()) >= LEAST_PART and any(character.isdigit() for character in text)


def reads_parts(book: OpenBook) -> bool:
    """Whether every number of a book is read while someone types: of a larger one, when it is asked for."""
    return int(rows_of(book, cube.item_count())[0]["estimated_size"]) <= MOST_READ


def _customer(row: dict[str, Any]) -> Found:
    label = row["name"] or row["customer"]
    sub = " · ".join(filter(None, (row["customer"], row["entity"], row["country"])))
    return Found(row["entity"], row["customer"], label, sub)


def _items(book: OpenBook, wanted: str, limit: int, anywhere: bool) -> list[Found]:
    """Whether by document, by key or by reference is read off what is found, in this order."""
    if not any(character.isdigit() for character in wanted):
        return []
    capitals = wanted.upper()
    found = _first(book, cube.beginning, dict.fromkeys((wanted, capitals)), limit)
    if is_part(wanted):
        found += [row["item_id"] for row in rows_of(book, cube.ending(capitals, book.confines, limit))]
    if is_part(wanted) and not found and (anywhere or reads_parts(book)):
        found = _first(book, cube.holding, (capitals,), limit)
    found = list(dict.fromkeys(found))[:limit]
    rows = {row["item_id"]: row for row in rows_of(book, cube.told(found))} if found else {}
    found.sort(key=lambda number: rows[number]["kind"] not in DEBITS)  # what is looked for is mostly owed
    return [_item(rows[number], capitals) for number in found]


def _first(book: OpenBook, way: Callable[..., Text], texts: Iterable[str], limit: int) -> list[int]:
    """By document, or else by key, or else by reference."""
    for column in WRITTEN:
        for text in texts:
            if rows := rows_of(book, way(text, column, book.confines, limit)):
                return [row["item_id"] for row in rows]
    return []


def _item(row: dict[str, Any], capitals: str) -> Found:
    by = next((name for name in WRITTEN if capitals in (row[name] or "").upper()), "document")
    label = row["reference"] if by == "reference" else row["document"] or row["item"]
    sub = " · ".join((row["customer_name"] or row["customer"], row["entity"]))
    amount = from_units(row["amount"], row["currency"])
    what = (row["item"], by, row["kind"], row["due_date"], amount, row["currency"])
    return Found(row["entity"], row["customer"], label, sub, *what)
