"""The table of the customers most overdue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from encours.api.habits import Payer
from encours.i18n import _
from encours.web import typography
from encours.web.cockpit.late_rows import LateCustomer, every, of_habit, page
from encours.web.cockpit.words import PAYERS, payer
from encours.web.tables import Column, Empty, Frame, Kind, Order, Table, of_pages
from encours.web.tables.listing import Fetched
from encours.web.visit.visit import Visit

KEY = "late"
SIZE = 20
LARGEST = Order("overdue", descending=True)


def late(visit: Visit) -> dict[str, Any]:
    """The table, and the kinds of payers it can be kept to."""
    table = late_table(visit)
    chosen = habit_asked(visit)
    kinds = [(kind.value, *payer(kind), kind is chosen) for kind in PAYERS if kind is not Payer.UNKNOWN]
    sub = _("customers overdue: {0}").format(typography.count(table.count))
    return {"table": table, "tables": {KEY: table}, "kinds": kinds, "chosen": chosen, "sub": sub}


def late_table(visit: Visit) -> Table:
    """The customers with something overdue, as the address asks for them."""
    kind = habit_asked(visit)

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        if kind is None:
            rows, count, totals = page(visit, _said(order), limit, offset, search)
            return rows, count, {} if search else totals
        kept = of_habit(visit, kind, _said(order), search)
        return kept[offset : offset + limit], len(kept), {}

    def stream(order: Order | None, search: str) -> Iterable[LateCustomer]:
        return (
            every(visit, _said(order), search)
            if kind is None
            else of_habit(visit, kind, _said(order), search)
        )

    whole = kind is None and not visit.request.GET.get(f"{KEY}-q", "").strip()
    return of_pages(visit.request, KEY, columns(visit, whole), fetch, stream, _frame(visit))


def habit_asked(visit: Visit) -> Payer | None:
    """The one kind of payers wanted; an unknown one is none."""
    asked = visit.request.GET.get("habit", "")
    return Payer(asked) if asked in set(Payer) else None


def columns(visit: Visit, whole: bool = True) -> list[Column]:
    """What is said of each; the totals stand only under the `whole` list, whose rows they lead to."""
    currency = visit.currency
    return [
        Column(
            "customer_name",
            _("Customer"),
            Kind.WHO,
            href=lambda row: visit.url("customer", row.entity, row.customer),
            second=lambda row: f"{row.customer} · {row.entity}",
            second_label=_("Code and entity"),
        ),
        Column("payer", _("Payment habit"), template="cockpit/habit.html", sortable=False),
        Column(
            "net",
            _("Net"),
            Kind.MONEY,
            currency=currency,
            style="short",
            href=lambda row: visit.rows_url("net", row.conditions),
        ),
        Column(
            "overdue",
            _("Overdue"),
            Kind.MONEY,
            currency=currency,
            style="short",
            href=lambda row: visit.rows_url("overdue", row.conditions),
            template="cockpit/overdue.html",
            total=whole,
            total_href=visit.rows_url("overdue"),
        ),
        Column("overdue_count", _("Overdue items"), Kind.COUNT, hidden=True),
        Column(
            "ageing", _("Age of the debt"), template="cockpit/ageing.html", sortable=False, exported=False
        ),
        Column("used", _("Limit used"), Kind.RATE, template="cockpit/used.html", sortable=False),
        Column("collector", _("Collector")),
    ]


def _frame(visit: Visit) -> Frame:
    day = typography.day(visit.day)
    return Frame(
        _("Customers most overdue"),
        perimeter=f"{day} · {visit.currency}",
        sort=str(LARGEST),
        size=SIZE,
        prefix=KEY,
        empty=Empty(_("No customer has anything overdue at this date.")),
        filters="cockpit/filters.html",
        filter_names=("habit",),
        placeholder=_("Name or code…"),
        file="encours-late",
    )


def _said(order: Order | None) -> str:
    return str(order or LARGEST)
