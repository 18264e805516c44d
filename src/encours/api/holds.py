"""Holds people recorded: those that may be seen, and whom they keep from being chased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from encours.api import recorded
from encours.api.arguments import Conditions, Names
from encours.api.arguments import listed as names
from encours.api.recorded import Records, Row, Sought
from encours.cube.holds import HOLDS, IN_FORCE

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

Days = tuple[date | None, date | None]


def sought(
    as_of: date,
    *,
    until: date | None = None,
    state: Names = (),
    ends: Days = (None, None),
    among: Mapping[str, Sequence[str]] | None = None,
    where: Conditions = (),
    search: str = "",
) -> Sought:
    """Holds begun by a day, in these states (in_force, over, lifted), whose last day is between two, by other columns
    (`among`: reason, author, entity, customer, item, portfolio…), by what the customers are (`where`)."""
    chosen = {**({"state": names(state)} if state else {}), **(among or {})}
    between = {"until_date": ends} if any(ends) else {}
    return Sought(as_of, until, chosen, between, where, search)


def holds(book: OpenBook, of: Sought, order: str = "-from_date", limit: int = 50, offset: int = 0) -> Records:
    """A page of the holds sought, with the count of all.

    Columns: hold, state, reason, from_date, until_date (None: until it is lifted), cancelled_on (once it is lifted),
    author, entity, customer, customer_name, portfolio, item and document (None for the whole account), currency.
    """
    return recorded.listed(book, HOLDS, of, order, limit, offset)


def sums(book: OpenBook, of: Sought, by: Sequence[str]) -> list[Row]:
    """How many holds, by cell of columns and currency: `count`."""
    return recorded.sums(book, HOLDS, of, by)


def in_force(book: OpenBook, entity: str, customer: str, as_of: date, until: date | None = None) -> list[Row]:
    """The holds in force of an account and of its items on a day, that of the whole account first, then the last to
    end."""
    asked = sought(as_of, until=until, state=IN_FORCE, among={"entity": [entity], "customer": [customer]})
    rows = list(recorded.every(book, HOLDS, asked, "-until_date"))
    return sorted(rows, key=lambda row: (bool(row["item"]), row["until_date"] is not None))
