"""Promises people obtained: those that may be seen, what each has come to, how far each customer keeps its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from encours.api import recorded
from encours.api.arguments import Conditions, Names
from encours.api.arguments import listed as names
from encours.api.recorded import Records, Row, Sought
from encours.cube.periods import window
from encours.cube.promises import ENDED, PROMISES

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

Account = tuple[str, str]  # entity, customer


@dataclass(frozen=True, slots=True)
class Reliability:
    """Promises that came to their end, and those kept: ever, and over the last twelve months."""

    kept: int = 0
    ended: int = 0
    kept_of_year: int = 0
    ended_of_year: int = 0


def sought(
    as_of: date,
    *,
    until: date | None = None,
    state: Names = (),
    due_from: date | None = None,
    due_to: date | None = None,
    ends_from: date | None = None,
    ends_to: date | None = None,
    among: Mapping[str, Sequence[str]] | None = None,
    where: Conditions = (),
    search: str = "",
) -> Sought:
    """Promises made by a day, in these states (awaited, kept, partly_kept, broken, renegotiated, cancelled), for days
    between two, whose days of grace end between two, by other columns (`among`: collector, plan, entity, customer,
    item, currency…), by what the customers are (`where`).
    """
    chosen = {**({"state": names(state)} if state else {}), **(among or {})}
    days = {"due_on": (due_from, due_to), "ends_on": (ends_from, ends_to)}
    between = {name: pair for name, pair in days.items() if any(pair)}
    return Sought(as_of, until, chosen, between, where, search)


def ended(as_of: date, since: date | None = None) -> Sought:
    """Promises whose date and grace ended by a day, from a day on: those the rates of promises are about."""
    return sought(as_of, state=ENDED, ends_from=since, ends_to=as_of)


def broken_since(book: OpenBook, as_of: date, since: date, until: date | None = None) -> Iterator[Row]:
    """Promises, instalments of plans among them, whose days of grace ended between two days without the money, and that
    no other promise replaces: the columns of `promises`, the first one broken first. One question, whatever their
    number."""
    of = sought(as_of, until=until, state=("partly_kept", "broken"), ends_from=since, ends_to=as_of)
    return recorded.every(book, PROMISES, of, "ends_on")


def promises(book: OpenBook, of: Sought, order: str = "-due_on", limit: int = 50, offset: int = 0) -> Records:
    """A page of the promises sought, with the count of all and their totals in each currency.

    Columns: promise, state, made_on, due_on, amount, received, collector, cancelled_on (once it has happened),
    grace_days, ends_on (the last day on which the money is in time), channel, promised_by, plan, renegotiated_on (when
    another promise took its place), entity, customer, customer_name, portfolio, item and document (null for the whole
    account), currency.
    """
    return recorded.listed(book, PROMISES, of, order, limit, offset)


def sums(book: OpenBook, of: Sought, by: Sequence[str]) -> list[Row]:
    """How many promises, promised and received by cell of columns and currency: `count`, `amount`, `received`."""
    return recorded.sums(book, PROMISES, of, by)


def reliability(book: OpenBook, as_of: date) -> dict[Account, Reliability]:
    """How far each customer that may be seen kept the promises that came to their end by a day."""
    since = window(as_of, "12m").start
    found: dict[Account, Reliability] = {}
    for cell in sums(book, ended(as_of), ("entity", "customer", "state", "ends_on")):
        account, count = (cell["entity"], cell["customer"]), cell["count"]
        kept, of_year = cell["state"] == "kept", cell["ends_on"] >= since
        held = found.get(account, Reliability())
        found[account] = Reliability(
            held.kept + count * kept,
            held.ended + count,
            held.kept_of_year + count * (kept and of_year),
            held.ended_of_year + count * of_year,
        )
    return found
