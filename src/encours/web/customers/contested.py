"""The disputes of a customer, those that ended with those still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from encours.api.asked import filters_of
from encours.api.question import slice_of
from encours.api.rows import Behind, rows_behind
from encours.cube.measures import BY_NAME
from encours.cube.periods import Window
from encours.web.customers.account import Account

EVERY = "disputes_opened"
LONG_AGO = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Contest:
    """A dispute about an item, or about none (`item` is ""). `closed_on` is None while it is open on the day."""

    dispute: str
    cause: str
    item: str
    document: str
    amount: Decimal | None
    currency: str
    opened_on: date
    closed_on: date | None


def contests(account: Account) -> list[Contest]:
    """Disputes opened by the day of the page, newest first."""
    book, day = account.book, account.visit.day
    where = (*book.confines, *filters_of(account.where, book.about.custom))
    asked = Behind(
        EVERY,
        BY_NAME[EVERY],
        Window(LONG_AGO, day),
        slice_of([], where, {}),
        book.converter(account.visit.currency),
        book.data_date,
    )
    found = [_contest(row, day) for row in rows_behind(book.engine, asked, 0)]
    return sorted(found, key=lambda one: (one.opened_on, one.dispute), reverse=True)


def _contest(row: dict[str, object], day: date) -> Contest:
    closed = _date(row["closed_on"])
    amount = row["amount"]
    return Contest(
        str(row["dispute"]),
        str(row["dispute_cause"] or ""),
        str(row["item"] or ""),
        str(row["document"] or row["item"] or ""),
        amount if isinstance(amount, Decimal) else None,
        str(row["currency"] or ""),
        _date(row["opened_on"]) or day,
        closed if closed and closed <= day else None,
    )


def _date(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
