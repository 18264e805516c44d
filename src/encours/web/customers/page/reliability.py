"""How far a customer keeps its promises, quarter by quarter, and the plans of payment agreed with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from encours.api.plans import every
from encours.api.promises import ended, sought, sums
from encours.cube.periods import add_months
from encours.i18n import _
from encours.web.promises.plan_table import columns as plan_columns
from encours.web.records.amounts import Amounts
from encours.web.tables import Column, Kind, Row

if TYPE_CHECKING:
    from encours.web.customers.page.account import Account

QUARTERS = 8
FEWEST = 3  # promises that came to their end: fewer say nothing of a habit


@dataclass(slots=True)
class Quarter:
    """Promises whose days of grace ended in a quarter; amounts in the currency of the page, at the rates of its day."""

    first: date
    ended: int = 0
    kept: int = 0
    promised: Decimal = Decimal(0)
    received: Decimal = Decimal(0)
    unknown: bool = False

    @property
    def name(self) -> str:
        return _("Q{0} {1}").format((self.first.month + 2) // 3, self.first.year)

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.kept) / self.ended if self.ended >= FEWEST else None

    @property
    def value_rate(self) -> Decimal | None:
        return self.received / self.promised if self.ended >= FEWEST and not self.unknown else None


def quarters(account: Account) -> list[Quarter]:
    """The quarters in which some promise came to its end, the newest first, over two years."""
    visit, amounts, found = account.visit, Amounts(account.visit), dict[date, Quarter]()
    since = add_months(_quarter(visit.day), 3 * (1 - QUARTERS))
    for row in sums(account.ledger, ended(visit.day, since), ("ends_on", "state")):
        first = _quarter(row["ends_on"])
        quarter = found.setdefault(first, Quarter(first))
        quarter.ended += row["count"]
        quarter.kept += row["count"] * (row["state"] == "kept")
        quarter.promised += amounts.of(row, "amount")
        quarter.received += amounts.of(row, "received")
        quarter.unknown = quarter.unknown or bool(amounts.why_not)
    return [found[first] for first in sorted(found, reverse=True)]


def quarter_columns(account: Account) -> list[Column]:
    """Shares are not told of fewer than three promises."""
    currency = account.visit.currency
    return [
        Column("first", _("Quarter"), Kind.DATE, template="customers/quarter.html"),
        Column("ended", _("Come to their end"), Kind.COUNT, total=True),
        Column("kept", _("Kept"), Kind.COUNT, total=True),
        Column("rate", _("Share kept"), Kind.RATE),
        Column("promised", _("Promised"), Kind.MONEY, currency=currency, total=True),
        Column("received", _("Received in time"), Kind.MONEY, currency=currency, total=True),
        Column("value_rate", _("Share received"), Kind.RATE),
    ]


def plans(account: Account) -> tuple[list[Row], list[Column]]:
    """Its plans of payment and how they are shown."""
    visit = account.visit
    found = list(every(account.ledger, sought(visit.day, until=visit.until)))
    return found, plan_columns(visit)


def _quarter(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
