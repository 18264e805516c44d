"""Disputes people recorded: those that may be seen, what each contests, what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from encours.api import recorded
from encours.api.arguments import Conditions, Names
from encours.api.arguments import listed as names
from encours.api.customers import rows_of
from encours.api.recorded import Records, Row, Sought
from encours.cube import disputes as cube
from encours.cube.disputes import DISPUTES
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

Days = tuple[date | None, date | None]


def sought(
    as_of: date,
    *,
    until: date | None = None,
    state: Names = (),
    opened: Days = (None, None),
    closed: Days = (None, None),
    among: Mapping[str, Sequence[str]] | None = None,
    where: Conditions = (),
    search: str = "",
) -> Sought:
    """Disputes opened by a day, in these states (open, late, closed), opened or closed between two days, by other
    columns (`among`: cause, owner, outcome, entity, customer, item, portfolio…), by what the customers are (`where`).
    """
    chosen = {**({"state": names(state)} if state else {}), **(among or {})}
    between = {name: days for name, days in (("opened_on", opened), ("closed_on", closed)) if any(days)}
    return Sought(as_of, until, chosen, between, where, search)


def disputes(
    book: OpenBook, of: Sought, order: str = "-opened_on", limit: int = 50, offset: int = 0
) -> Records:
    """A page of the disputes sought, with the count of all and their totals in each currency.

    Columns: dispute, state, cause, owner, outcome and closed_on (once it has ended), opened_on, answer_by, open_days
    (to its end, or to the day), amount (None for all that is open), disputed (what it contests of what is open on the
    day; None for one opened since), entity, customer, customer_name, portfolio, item and document (None for the whole
    account), currency.
    """
    return recorded.listed(book, DISPUTES, of, order, limit, offset)


def sums(book: OpenBook, of: Sought, by: Sequence[str]) -> list[Row]:
    """How many disputes, and what they contest, by cell of columns and currency: `count`, `amount`, `disputed`."""
    return recorded.sums(book, DISPUTES, of, by)


def again(book: OpenBook, of: Sought, fewest: int = 2, most: int = 1000) -> list[Row]:
    """Customers that contested so many times for one cause among the disputes sought, the most often first, in each
    currency: entity, customer, customer_name, cause, currency, `count`, `pending` (not closed), `claimed` (contested at
    the openings)."""
    text = cube.again(recorded.read(book, DISPUTES, of), book.confines, fewest, most)
    rows = rows_of(book, text)
    return [{**row, "claimed": from_units(row["claimed"], row["currency"])} for row in rows]


def said_before(book: OpenBook, as_of: date) -> tuple[set[str], set[str]]:
    """The causes that were given, and the people or services that had to answer."""
    cells = sums(book, Sought(as_of), ("cause", "owner"))
    return {cell["cause"] for cell in cells if cell["cause"]}, {
        cell["owner"] for cell in cells if cell["owner"]
    }
