"""What a customer paid, what it was credited, which invoice each credit went to; and one item, whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from encours.api.customers import number_of, rows_of
from encours.api.listing import refuse_negative
from encours.book.records import CASH, Kind
from encours.cube import movements as cube
from encours.cube.branches import Text
from encours.cube.periods import Window
from encours.cube.rows import DESCRIBED
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

Row = dict[str, Any]
USED = ("amount", "matched", "unmatched")
NEWEST = "value_date DESC, item"
MATCHED = "date DESC, matching_ref, debit_item, credit_item, amount"


@dataclass(frozen=True, slots=True)
class Movements:
    """`rows` are those of a page; `count` and `totals` (currency, then column) those of the whole list."""

    rows: list[Row]
    count: int
    totals: Mapping[str, Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item: `columns` as the book reads them, with `open` on the day and `customer_name`; what is set against it,
    newest first; its disputes, the newest first."""

    columns: Row
    allocations: list[Row]
    disputes: list[Row]


def receipts(
    book: OpenBook, entity: str, customer: str, as_of: date, limit: int = 50, offset: int = 0
) -> Movements:
    """Payments and advances posted by a day, by value date, newest first.

    Columns: item, kind, document, posting_date, value_date, currency, amount, matched, unmatched (positive amounts in
    that currency, the last two as of the day), reference, payment_method, inferred.
    """
    return _credits(book, entity, customer, CASH, as_of, limit, offset)


def credits(
    book: OpenBook, entity: str, customer: str, as_of: date, limit: int = 50, offset: int = 0
) -> Movements:
    """Credit notes posted by a day, with the columns of `receipts`."""
    return _credits(book, entity, customer, (Kind.CREDIT_NOTE,), as_of, limit, offset)


def allocations(
    book: OpenBook, entity: str, customer: str, as_of: date, limit: int = 50, offset: int = 0
) -> Movements:
    """Which credit went to which debit by a day, newest first.

    Columns: date, debit_item, debit_kind, debit_document, debit_due_date, credit_item, credit_kind, credit_document,
    value_date, amount, currency, matching_ref, inferred, other_customer (when one side is another account's). Where
    one side is of an account this perimeter hides, nothing of that side is told.
    """
    number = number_of(book, entity, customer)
    if number is None:
        return Movements([], 0, {})
    kept, text, forget = cube.at_hand(cube.allocations(number, book.confines, as_of))
    book.engine.run(kept.sql, kept.parameters)
    try:
        return _listed(book, text, MATCHED, ("amount",), limit, offset)
    finally:
        book.engine.run(forget)


def last_receipts(book: OpenBook, entity: str, customer: str, as_of: date, limit: int) -> list[Row]:
    """The newest rows of `receipts`, when nobody asks for their number and their sums."""
    return _last_credits(book, entity, customer, CASH, as_of, limit)


def last_credits(book: OpenBook, entity: str, customer: str, as_of: date, limit: int) -> list[Row]:
    """The newest rows of `credits`."""
    return _last_credits(book, entity, customer, (Kind.CREDIT_NOTE,), as_of, limit)


def last_allocations(book: OpenBook, entity: str, customer: str, as_of: date, limit: int) -> list[Row]:
    """The newest rows of `allocations`."""
    number = number_of(book, entity, customer)
    if number is None:
        return []
    text = cube.page(cube.allocations(number, book.confines, as_of), MATCHED, limit, 0)
    return [_in_money(row, ("amount",)) for row in rows_of(book, text)]


def last_billed(book: OpenBook, entity: str, customer: str, over: Window, days: int) -> list[Row]:
    """Invoices and debit notes issued in a window and posted by its end, newest first: all those of the last `days`
    days on which some were posted.

    Columns: item, kind, document, posting_date, due_date, currency, amount.
    """
    number = number_of(book, entity, customer)
    if number is None:
        return []
    found = rows_of(book, cube.billed(number, book.confines, over, days))
    return [_in_money(row, ("amount",)) for row in found]


def item(book: OpenBook, entity: str, name: str, as_of: date) -> ItemCard | None:
    """One item on a day with its allocations and disputes; None when it is not posted by then or may not be seen."""
    book.lay(*DESCRIBED)
    wanted = cube.item_numbers(entity, name, book.confines, as_of)
    found = book.engine.rows(wanted.sql, wanted.parameters)
    if not found:
        return None
    ((number, customer),) = found
    (columns,) = rows_of(book, cube.item(number, as_of))
    columns |= rows_of(book, cube.standing(number, as_of))[0]
    columns["custom"] = dict(columns["custom"] or {})
    columns |= {
        name: columns[name] is True for name in ("doubtful", "inferred")
    }  # unsaid is false, as in rows
    set_against = cube.allocations(customer, book.confines, as_of, number)
    return ItemCard(
        _in_money(columns, ("amount", "amount_excl_vat", "open")),
        [_in_money(row, ("amount",)) for row in rows_of(book, cube.ordered(set_against, MATCHED))],
        [_in_money(row, ("amount",)) for row in rows_of(book, cube.disputes(number, as_of))],
    )


def _credits(
    book: OpenBook, entity: str, customer: str, of: tuple[Kind, ...], as_of: date, limit: int, offset: int
) -> Movements:
    number = number_of(book, entity, customer)
    if number is None:
        return Movements([], 0, {})
    text = cube.credits(number, of, book.confines, as_of)
    return _listed(book, text, NEWEST, USED, limit, offset)


def _last_credits(
    book: OpenBook, entity: str, customer: str, of: tuple[Kind, ...], as_of: date, limit: int
) -> list[Row]:
    number = number_of(book, entity, customer)
    if number is None:
        return []
    text = cube.page(cube.credits(number, of, book.confines, as_of), NEWEST, limit, 0)
    return [_in_money(row, USED) for row in rows_of(book, text)]


def _listed(
    book: OpenBook, text: Text, order: str, amounts: Sequence[str], limit: int, offset: int
) -> Movements:
    refuse_negative(limit, offset)
    page, sums = cube.page(text, order, limit, offset), cube.totals(text, amounts)
    counted = book.engine.rows(sums.sql, sums.parameters)
    totals = {
        currency: {name: from_units(int(units), currency) for name, units in zip(amounts, found, strict=True)}
        for currency, _count, *found in counted
    }
    rows = [_in_money(row, amounts) for row in rows_of(book, page)]
    return Movements(rows, sum(count for _currency, count, *_found in counted), totals)


def _in_money(row: Row, amounts: Sequence[str]) -> Row:
    money = {name: None if row[name] is None else from_units(row[name], row["currency"]) for name in amounts}
    return {**row, **money}
