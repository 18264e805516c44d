"""Promises kept and broken, month by month, by the day on which their days of grace ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from encours.api.promises import ended, sums
from encours.api.recorded import Row
from encours.cube.periods import add_months, month_end
from encours.cube.promises import NOT_KEPT
from encours.i18n import _
from encours.web import typography
from encours.web.labels import work
from encours.web.promises.query import ending
from encours.web.records.amounts import Amounts
from encours.web.tables import Column, Frame, Kind, Table, of_rows
from encours.web.visit.visit import Visit

KEY = "months"
MONTHS = 12


@dataclass(slots=True)
class Month:
    """The promises that came to their end in a month, in the currency of the page at the rates of its day."""

    first: date
    ended: int = 0
    kept: int = 0
    missed: int = 0
    promised: Decimal = Decimal(0)
    received: Decimal = Decimal(0)
    unknown: bool = False

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.kept) / self.ended if self.ended else None

    @property
    def value_rate(self) -> Decimal | None:
        return self.received / self.promised if self.promised and not self.unknown else None


def by_month(visit: Visit) -> Table | None:
    """The last twelve months, the newest first; None when no promise ended in any."""
    since = add_months(visit.day.replace(day=1), 1 - MONTHS)
    months = _months(sums(visit.book, ended(visit.day, since), ("ends_on", "state")), Amounts(visit))

    def there(state: str) -> Callable[[Month], str]:
        return lambda month: visit.url(
            "promises", state=state, **ending(month.first, min(visit.day, month_end(month.first)))
        )

    columns = [
        Column("first", _("Month"), value=lambda month: typography.month(month.first), href=there("ended")),
        Column("ended", _("Come to their end"), Kind.COUNT, total=True),
        Column("kept", work.promise("kept"), Kind.COUNT, href=there("kept"), total=True),
        Column("missed", _("Broken or partly kept"), Kind.COUNT, href=there("not_kept"), total=True),
        Column("rate", _("Share kept"), Kind.RATE, sortable=False),
        Column("promised", _("Promised"), Kind.MONEY, currency=visit.currency, total=True),
        Column("received", _("Received in time"), Kind.MONEY, currency=visit.currency, total=True),
        Column("value_rate", _("Share received"), Kind.RATE, sortable=False),
    ]
    frame = Frame(_("Kept and broken, by month"), prefix=KEY, size=25, search=False)
    return of_rows(visit.request, KEY, columns, months, frame) if months else None


def _months(rows: list[Row], amounts: Amounts) -> list[Month]:
    found: dict[date, Month] = {}
    for row in rows:
        first = row["ends_on"].replace(day=1)
        month = found.setdefault(first, Month(first))
        month.ended += row["count"]
        month.kept += row["count"] * (row["state"] == "kept")
        month.missed += row["count"] * (row["state"] in NOT_KEPT)
        month.promised += amounts.of(row, "amount")
        month.received += amounts.of(row, "received")
        month.unknown = bool(amounts.why_not)
    return [found[first] for first in sorted(found, reverse=True)]
