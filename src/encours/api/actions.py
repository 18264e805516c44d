"""What people did about customers: the actions that may be seen, the last one of each customer or item, next steps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from encours.api import recorded
from encours.api.arguments import Conditions
from encours.api.customers import numbers_of, rows_of
from encours.api.recorded import Records, Row, Sought
from encours.cube import actions as cube
from encours.cube.actions import ACTIONS, Few
from encours.cube.branches import Text

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

Account = tuple[str, str]  # entity, customer
Days = tuple[date | None, date | None]


def sought(
    as_of: date,
    *,
    until: date | None = None,
    done: Days = (None, None),
    due: Days = (None, None),
    among: Mapping[str, Sequence[str]] | None = None,
    where: Conditions = (),
    search: str = "",
) -> Sought:
    """Actions done by a day, done or with a next step between two days, by other columns (`among`: kind, channel,
    author, outcome, entity, customer, item, portfolio…), by what the customers are (`where`)."""
    between = {name: days for name, days in (("done_on", done), ("next_on", due)) if any(days)}
    return Sought(as_of, until, among or {}, between, where, search)


def actions(book: OpenBook, of: Sought, order: str = "-done_at", limit: int = 50, offset: int = 0) -> Records:
    """A page of the actions sought, with the count of all.

    Columns: action, kind, level, channel, automatic, done_at (UTC), done_on, minutes, author, outcome, contact, note,
    next_step, next_on, entity, customer, customer_name, portfolio, item and document (None for the whole account).
    """
    return recorded.listed(book, ACTIONS, of, order, limit, offset)


def sums(book: OpenBook, of: Sought, by: Sequence[str]) -> list[Row]:
    """How many actions by cell of columns: `count`."""
    return recorded.sums(book, ACTIONS, of, by)


def last_of_customers(
    book: OpenBook, as_of: date, customers: Collection[Account] | None = None
) -> dict[Account, Row]:
    """The last action by the end of a day on each of these customers that may be seen, or on all of them; notes and
    statuses do not count. Rows have the columns of `actions`."""
    found = _rows(book, customers, partial(cube.last, "customer_id", as_of, book.confines))
    return {(row["entity"], row["customer"]): row for row in found}


def last_of_items(
    book: OpenBook, as_of: date, customers: Collection[Account] | None = None
) -> dict[tuple[str, str], Row]:
    """The last action that names an item, by entity and item, of the items of these customers or of all."""
    found = _rows(book, customers, partial(cube.last, "item_id", as_of, book.confines))
    return {(row["entity"], row["item"]): row for row in found}


def next_steps(
    book: OpenBook, as_of: date, by_then: date, customers: Collection[Account] | None = None
) -> list[Row]:
    """Next steps due by a day, the earliest first, one a customer: that of the last action on it, unless something was
    done since. `as_of` is the last day whose actions are known. Rows have the columns of `actions`."""
    return _rows(book, customers, partial(cube.next_steps, as_of, by_then, book.confines))


def said_before(book: OpenBook, of: Sought, column: str, most: int = 200) -> list[str]:
    """What these actions say in a column, the most usual first."""
    cells = sums(book, of, (column,))
    counts: dict[str, int] = {}
    for cell in cells:
        if cell[column]:
            counts[cell[column]] = counts.get(cell[column], 0) + cell["count"]
    return sorted(counts, key=lambda name: (-counts[name], name))[:most]


def _rows(book: OpenBook, customers: Collection[Account] | None, query: Callable[[Few], Text]) -> list[Row]:
    """The rows of a query about some customers, or about all."""
    book.lay(ACTIONS.table)
    if customers is None:
        return rows_of(book, query(Few()))
    numbers = list(numbers_of(book, list(customers)))
    return rows_of(book, query(Few(numbers))) if numbers else []
