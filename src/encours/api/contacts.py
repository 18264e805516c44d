"""The people of customers: those that may be seen, and whom to ask first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from encours.api import recorded
from encours.api.arguments import Conditions, Names
from encours.api.arguments import listed as names
from encours.api.recorded import Row, Sought
from encours.cube.contacts import CONTACTS, HERE

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook


def sought(
    as_of: date,
    *,
    until: date | None = None,
    state: Names = (),
    among: Mapping[str, Sequence[str]] | None = None,
    where: Conditions = (),
    search: str = "",
) -> Sought:
    """Contacts in these states (here, left), by other columns (`among`: role, language, entity, customer, portfolio…),
    by what the customers are (`where`)."""
    chosen = {**({"state": names(state)} if state else {}), **(among or {})}
    return Sought(as_of, until, chosen, {}, where, search)


def sums(book: OpenBook, of: Sought, by: Sequence[str]) -> list[Row]:
    """How many contacts, by cell of columns and currency: `count`."""
    return recorded.sums(book, CONTACTS, of, by)


def of_account(
    book: OpenBook, entity: str, customer: str, as_of: date, until: date | None = None
) -> list[Row]:
    """The people of an account who are still asked on a day, the main ones first, then by name."""
    among = {"entity": [entity], "customer": [customer]}
    rows = recorded.every(book, CONTACTS, sought(as_of, until=until, state=HERE, among=among), "name")
    return sorted(rows, key=lambda row: not row["main"])
