"""Plans of payment people agreed on: those that may be seen, how far each has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from encours.api.customers import rows_of
from encours.api.listing import refuse_negative
from encours.api.recorded import BATCH, Records, Row, Sought, read
from encours.cube import plans as cube
from encours.cube.listing import unknown_order
from encours.cube.plans import COLUMNS, MONEY, STATES
from encours.cube.promises import PROMISES
from encours.cube.recorded import Sought as Asked
from encours.errors import UsageError
from encours.i18n import _
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook


def plans(
    book: OpenBook,
    of: Sought,
    states: Sequence[str] = (),
    order: str = "-made_on",
    limit: int = 50,
    offset: int = 0,
) -> Records:
    """A page of the plans that the promises sought belong to, with the count of all and their totals by currency.

    Columns: entity, customer, customer_name, portfolio, plan, state (running, broken, kept, cancelled), made_on,
    first_on and last_on (the dates of its instalments), next_due_on (of the next one awaited), instalments, kept (how
    many), broken_at and broken_on (the first one missed), cancelled_on, amount, received, currency, collector.
    UsageError for a state or an order there is not.
    """
    refuse_negative(limit, offset)
    count, totals = 0, dict[str, dict[str, Decimal]]()
    for cell in sums(book, of, states):
        count += cell["count"]
        held = totals.setdefault(cell["currency"], dict.fromkeys(MONEY, from_units(0, cell["currency"])))
        for column in MONEY:
            held[column] += cell[column]
    return Records(_page(book, of, states, order, limit, offset), count, totals)


def every(book: OpenBook, of: Sought, states: Sequence[str] = (), order: str = "-made_on") -> Iterator[Row]:
    """All of them, some thousands at a time."""
    offset, found = 0, BATCH
    while found == BATCH:
        rows = _page(book, of, states, order, BATCH, offset)
        yield from rows
        offset, found = offset + BATCH, len(rows)


def sums(book: OpenBook, of: Sought, states: Sequence[str] = ()) -> list[Row]:
    """How many plans, and what they come to, by state and currency: `count`, `amount`, `received`."""
    text = cube.sums(_read(book, of), book.confines, _known(states))
    return [_in_money(row) for row in rows_of(book, text)]


def _page(
    book: OpenBook, of: Sought, states: Sequence[str], order: str, limit: int, offset: int
) -> list[Row]:
    column = order.removeprefix("-")
    if column not in COLUMNS:
        raise UsageError(unknown_order(column, dict.fromkeys(COLUMNS)))
    text = cube.page(_read(book, of), book.confines, _known(states), order, limit, offset)
    return [_in_money(row) for row in rows_of(book, text)]


def _read(book: OpenBook, of: Sought) -> Asked:
    return replace(read(book, PROMISES, of), present=(*of.present, "plan"))


def _known(states: Sequence[str]) -> Sequence[str]:
    for state in states:
        if state not in STATES:
            known = ", ".join(STATES)
            raise UsageError(_("There is no {0} {1}. Known: {2}").format("state", state, known))
    return states


def _in_money(row: Row) -> Row:
    return {**row, **{column: from_units(row[column], row["currency"]) for column in MONEY}}
