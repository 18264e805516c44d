"""The disputes of a customer, those that ended with those still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api.customers import disputes
from encours.web.customers.page.account import Account


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
    return [_contest(row) for row in disputes(account.ledger, *account.key, account.visit.day)]


def _contest(row: dict[str, Any]) -> Contest:
    return Contest(
        row["dispute"],
        row["cause"] or "",
        row["item"] or "",
        row["document"] or row["item"] or "",
        row["amount"],
        row["currency"] or "",
        row["opened_on"],
        row["closed_on"],
    )
