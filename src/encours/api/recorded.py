"""Records of people's work as lists tell them: a page, what all of them come to, one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from encours.api.arguments import Conditions, filters_of
from encours.api.customers import rows_of
from encours.api.listing import refuse_negative
from encours.cube import recorded as cube
from encours.cube.listing import unknown_order
from encours.cube.recorded import Recorded
from encours.errors import UsageError
from encours.i18n import _
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

Row = dict[str, Any]
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Sought:
    """Which records: `as_of` is the day whose ledger is looked at, `until` the last on which people are heard (the same
    unless given); `among` values of columns ("" for none), `between` two days, either of which may be None, `where`
    conditions on the customers, `search` words. `imported` reads those of the book, whatever people wrote since;
    `present` are columns that must say something."""

    as_of: date
    until: date | None = None
    among: Mapping[str, Sequence[str]] = field(default_factory=dict)
    between: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    where: Conditions = ()
    search: str = ""
    imported: bool = False
    present: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """`rows` are those of a page; `count` and `totals` (currency, then column) those of the whole list."""

    rows: list[Row]
    count: int
    totals: Mapping[str, Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Named:
    """An item by the number people know it by."""

    document: str
    currency: str


def listed(
    book: OpenBook, of: Recorded, sought: Sought, order: str = "", limit: int = 50, offset: int = 0
) -> Records:
    """A page of the records sought that may be seen, with `custom`, fields of one's own; beyond the last one it is
    empty.

    `order` is a column, after `-` from the largest down; their key by default. UsageError for a column there is not.
    """
    refuse_negative(limit, offset)
    count, totals = 0, {}
    for cell in sums(book, of, sought):
        count += cell["count"]
        totals[cell["currency"]] = {column: cell[column] for column in of.money}
    text = cube.page(of, read(book, of, sought), book.confines, _known(of, order or of.key), limit, offset)
    return Records([in_money(of, row) for row in rows_of(book, text)], count, totals)


def every(book: OpenBook, of: Recorded, sought: Sought, order: str = "") -> Iterator[Row]:
    """All of them, some thousands at a time."""
    offset, found = 0, BATCH
    while found == BATCH:
        text = cube.page(
            of, read(book, of, sought), book.confines, _known(of, order or of.key), BATCH, offset
        )
        rows = rows_of(book, text)
        yield from (in_money(of, row) for row in rows)
        offset, found = offset + BATCH, len(rows)


def sums(book: OpenBook, of: Recorded, sought: Sought, by: Sequence[str] = ()) -> list[Row]:
    """How many there are and what they come to, by cell: columns of `by`, `currency`, `count`, those of money."""
    text = cube.sums(of, read(book, of, sought), book.confines, [_known(of, column) for column in by])
    return [in_money(of, row) for row in rows_of(book, text)]


def one(
    book: OpenBook,
    of: Recorded,
    key: str,
    as_of: date,
    until: date | None = None,
    *,
    imported: bool = False,
) -> Row | None:
    """One record; None when there is none by then that may be seen.
    `imported`: as the book has it, whatever people wrote since."""
    asked = Sought(as_of, until, {of.key: [key]}, imported=imported)
    rows = rows_of(book, cube.page(of, read(book, of, asked), book.confines, of.key, 1, 0))
    if not rows:
        return None
    return in_money(of, rows[0])


def named(book: OpenBook, entity: str, customer: str, items: Iterable[str]) -> dict[str, Named]:
    """Of these items of an account, those that may be seen."""
    wanted = sorted(set(items) - {""})
    text = cube.named((entity, customer), wanted, book.confines)
    rows = book.engine.rows(text.sql, text.parameters) if wanted else []
    return {item: Named(document, currency) for item, document, currency in rows}


def read(book: OpenBook, of: Recorded, sought: Sought) -> cube.Sought:
    """As the book is asked; what people recorded is laid over it."""
    book.lay(of.table)
    for column in (*sought.among, *sought.between, *sought.present):
        _known(of, column)
    for column, choices in of.choices.items():
        for value in sought.among.get(column, ()):
            if value not in choices:
                known = ", ".join(choices)
                raise UsageError(_("There is no {0} {1}. Known: {2}").format(column, value, known))
    return cube.Sought(
        sought.as_of,
        sought.until or sought.as_of,
        *cube.facts(book.engine, of, imported=sought.imported),
        sought.among,
        sought.between,
        filters_of(sought.where, book.about.custom),
        sought.search,
        sought.present,
    )


def _known(of: Recorded, order: str) -> str:
    column = order.removeprefix("-")
    if column not in of.every:
        raise UsageError(unknown_order(column, dict.fromkeys(of.every)))
    return order


def in_money(of: Recorded, row: Row) -> Row:
    """Its money in units of its currency; its fields of one's own, where it has some, as a dictionary."""
    return {
        **row,
        **({"custom": dict(row["custom"] or {})} if "custom" in row else {}),
        **{
            column: None if row[column] is None else from_units(row[column], row["currency"])
            for column in of.money
            if column in row
        },
    }
