"""The table of the customers most overdue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from encours.api.habits import Payer
from encours.i18n import _, counted
from encours.web import typography
from encours.web.cockpit.late_rows import OfHabit, every, lines, of_habit, ranked
from encours.web.labels.payers import PAYERS, payer
from encours.web.payers import Line, conditions, key_of
from encours.web.tables import Column, Empty, Frame, Kind, Order, Table, of_pages
from encours.web.tables.listing import Fetched
from encours.web.tables.query import asked
from encours.web.visit.visit import Visit

KEY = "late"
SIZE = 20
LARGEST = Order("overdue", descending=True)


def late(visit: Visit) -> dict[str, Any]:
    """The table, and the kinds of payers it can be kept to."""
    chosen = habit_asked(visit)
    table, among = _whole(visit) if chosen is None else _of_habit(visit, chosen)
    kinds = [(kind.value, *payer(kind), kind is chosen) for kind in PAYERS if kind is not Payer.UNKNOWN]
    sub = counted("{0} customer overdue", "{0} customers overdue", table.count).format(
        typography.count(table.count)
    )
    head = {"kinds": kinds, "chosen": chosen, "sub": sub, "among": among}
    return {"table": table, "tables": {KEY: table}, **head}


def late_table(visit: Visit) -> Table:
    """The customers with something overdue, as the address asks for them."""
    kind = habit_asked(visit)
    return (_whole(visit) if kind is None else _of_habit(visit, kind))[0]


def habit_asked(visit: Visit) -> Payer | None:
    """The one kind of payers wanted; an unknown one is none."""
    kind = visit.request.GET.get("habit", "")
    return Payer(kind) if kind in set(Payer) else None


def columns(visit: Visit, whole: bool = True) -> list[Column]:
    """What is said of each; the totals stand only under the `whole` list, whose rows they lead to."""
    currency = visit.currency
    return [
        Column(
            "customer_name",
            _("Customer"),
            Kind.WHO,
            lambda row: row["customer_name"] or row["customer"],
            href=lambda row: visit.url("customer", *key_of(row)),
            second=lambda row: f"{row['customer']} · {row['entity']}",
            second_label=_("Code and entity"),
        ),
        Column("payer", _("Payment habit"), template="cockpit/habit.html", sortable=False),
        Column(
            "net",
            _("Net"),
            Kind.MONEY,
            currency=currency,
            style="short",
            href=lambda row: visit.rows_url("net", conditions(row)),
        ),
        Column(
            "overdue",
            _("Overdue"),
            Kind.MONEY,
            currency=currency,
            style="short",
            href=lambda row: visit.rows_url("overdue", conditions(row)),
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


def _whole(visit: Visit) -> tuple[Table, str]:
    """Every customer overdue, page by page."""

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        some = ranked(visit, str(order or LARGEST), search, limit, offset)
        return lines(visit, list(some.rows)), some.count, {} if search else some.totals

    def stream(order: Order | None, search: str) -> Iterable[Line]:
        return every(visit, str(order or LARGEST), search)

    alone = not visit.request.GET.get(f"{KEY}-q", "").strip()
    return of_pages(visit.request, KEY, columns(visit, alone), fetch, stream, _frame(visit)), ""


def _of_habit(visit: Visit, kind: Payer) -> tuple[Table, str]:
    """Those who pay in one way, and among whom they were looked for when it is not among all."""
    query = asked(visit.request.GET, columns(visit, False), KEY, str(LARGEST), SIZE)
    alike = of_habit(visit, kind, str(query.order or LARGEST), query.search)
    among = "" if alike.exact else _among(alike)

    def fetch(_order: Order | None, limit: int, offset: int, _search: str) -> Fetched:
        return lines(visit, alike.cells[offset : offset + limit]), len(alike.cells), {}

    def stream(_order: Order | None, _search: str) -> Iterable[Line]:
        return lines(visit, alike.cells)

    frame = _frame(visit, among)
    return of_pages(visit.request, KEY, columns(visit, False), fetch, stream, frame), among


def _among(alike: OfHabit) -> str:
    counts = (typography.count(alike.looked_at), typography.count(alike.count))
    return _("looked for among the first {0} customers of the list, out of {1}").format(*counts)


def _frame(visit: Visit, among: str = "") -> Frame:
    return Frame(
        _("Customers most overdue"),
        perimeter=among,
        sort=str(LARGEST),
        size=SIZE,
        prefix=KEY,
        empty=Empty(_("No customer has anything overdue at this date.")),
        filters="cockpit/filters.html",
        filter_names=("habit",),
        placeholder=_("Name or code…"),
        paper=False,
    )
