"""Customers that contest again for one cause: how many times in twelve months, and what it was about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from encours.api import words
from encours.api.disputes import again, sought
from encours.cube.periods import window
from encours.i18n import _
from encours.web.disputes.query import NONE
from encours.web.records.amounts import Amounts
from encours.web.tables import Column, Empty, Frame, Kind, Table, of_rows
from encours.web.visit.visit import Visit
from encours.web.workflow.disputes.causes import tree

KEY = "again"
OVER = "12m"
FEWEST = 2


@dataclass(slots=True)
class Again:
    """`amount` is what was contested at the openings; a dispute about a whole account that says no amount adds none."""

    entity: str
    customer: str
    customer_name: str
    cause: str
    count: int = 0
    pending: int = 0
    amount: Decimal = Decimal(0)


def recurrence(visit: Visit) -> tuple[Table, str]:
    """The most often first; and which rate of exchange is missing, if one is."""
    since = window(visit.until, OVER).start
    asked = sought(visit.day, until=visit.until, opened=(since, None))
    amounts, found = Amounts(visit), dict[tuple[str, str, str], Again]()
    for row in again(visit.book, asked, FEWEST):
        key = (row["entity"], row["customer"], row["cause"] or "")
        name = row["customer_name"] or row["customer"]
        one = found.setdefault(key, Again(row["entity"], row["customer"], name, row["cause"] or ""))
        one.count += row["count"]
        one.pending += row["pending"]
        one.amount += amounts.of(row, "claimed")
    ordered = sorted(found.values(), key=lambda one: (-one.count, -one.amount, one.customer_name))
    return _table(visit, ordered), amounts.why_not


def _table(visit: Visit, found: list[Again]) -> Table:
    causes = tree()

    def there(one: Again) -> str:
        return visit.url("disputes", cause=one.cause or NONE, q=one.customer)

    columns = [
        Column(
            "customer_name",
            _("Customer"),
            Kind.WHO,
            href=lambda one: visit.url("customer", one.entity, one.customer, tab="follow-up"),
            second=lambda one: f"{one.customer} · {one.entity}",
            second_label=_("Code and entity"),
        ),
        Column(
            "cause",
            words.field("cause"),
            value=lambda one: causes.label(one.cause) or _("No cause given"),
            href=there,
        ),
        Column("count", _("Times in 12 months"), Kind.COUNT),
        Column("pending", _("Not closed"), Kind.COUNT),
        Column("amount", words.field("claimed"), Kind.MONEY, currency=visit.currency),
    ]
    frame = Frame(
        _("Contested again"),
        prefix=KEY,
        size=10,
        placeholder=_("Customer, cause…"),
        empty=Empty(_("No customer contested twice for one cause in the last 12 months.")),
    )
    return of_rows(visit.request, KEY, columns, found, frame)
