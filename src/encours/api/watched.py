"""What is watched of all the customers at once: those over their limit, those who pay later than they used to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from encours.api.customers import Account, rows_of
from encours.cube import watched as cube
from encours.cube.dimensions import dimension
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

HABIT_MONTHS, RECENT_DAYS = 24, 90
EVERY = 10_000_000  # accounts: no page ends a list that is watched


@dataclass(frozen=True, slots=True)
class Used:
    """The gross exposure of an account, in the currency of its limit, and that limit."""

    entity: str
    customer: str
    customer_name: str
    portfolio: str
    exposure: Decimal
    limit: Decimal
    currency: str
    from_date: date


@dataclass(frozen=True, slots=True)
class Pace:
    """How many days late, by the median, an account paid its invoices of the last days and those of the months before;
    `deviation` is the median distance from the latter."""

    entity: str
    customer: str
    customer_name: str
    portfolio: str
    recent_count: int
    usual_count: int
    lately: Decimal
    usually: Decimal
    deviation: Decimal


def limits_used(book: OpenBook, as_of: date) -> list[Used]:
    """Every account that may be seen and has a limit in force, with what it owes; DataError for a missing rate."""
    text = cube.limits_in_force(book.confines, as_of)
    by_currency: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(book, text):
        by_currency[row["currency"]].append(row)
    found = []
    for currency, rows in sorted(by_currency.items()):
        gross = _gross(book, as_of, currency)
        for row in rows:
            said = {**row, "customer_name": row["customer_name"] or "", "portfolio": row["portfolio"] or ""}
            limit = from_units(said.pop("amount"), currency)
            account = row["entity"], row["customer"]
            found.append(Used(**said, exposure=gross.get(account, Decimal(0)), limit=limit))
    return found


def paces(book: OpenBook, as_of: date) -> list[Pace]:
    """The accounts that lately paid later than by their median of before, whatever their usual spread."""
    text = cube.paying_lately(book.confines, as_of, HABIT_MONTHS, RECENT_DAYS, book.about.since)
    return [
        Pace(**{**row, "customer_name": row["customer_name"] or "", "portfolio": row["portfolio"] or ""})
        for row in rows_of(book, text)
    ]


def attributes(book: OpenBook, names: Sequence[str]) -> dict[Account, tuple[str, ...]]:
    """What each account that may be seen is, by dimensions of customers ("" where nobody said)."""
    text = cube.attributes([dimension(name, book.about.custom) for name in names], book.confines)
    rows = book.engine.rows(text.sql, text.parameters)
    return {(entity, customer): tuple(one or "" for one in said) for entity, customer, *said in rows}


def _gross(book: OpenBook, as_of: date, currency: str) -> dict[Account, Decimal]:
    """By account, what is owed before credits."""
    by = ("entity", "customer")
    found = book.ranked(
        "gross", by=by, as_of=as_of, currency=currency, order="-gross", having="gross>0", limit=EVERY
    )
    return {(row["entity"], row["customer"]): row["gross"] for row in found}
