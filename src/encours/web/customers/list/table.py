"""The list of customers, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.i18n import _, counted
from encours.web import typography
from encours.web.customers.list import rows as lines
from encours.web.customers.list.filters import NAMES, Sought
from encours.web.customers.list.over_limit import over_limit
from encours.web.customers.list.rows import every, ranked
from encours.web.payers import Line, conditions, key_of, payers
from encours.web.tables import Checks, Column, Empty, Frame, Kind, Order, Row, Table, of_pages
from encours.web.tables.listing import Fetched
from encours.web.tables.memory import folded, ordered
from encours.web.tables.query import asked
from encours.web.visit.visit import Visit

KEY = "customers"
SIZE = 25
LARGEST = "-overdue"


def customers_table(visit: Visit, filters: Sought) -> Table:
    """One line for each account, the largest overdue first."""
    columns = _columns(visit, filters)
    shown = asked(visit.request.GET, columns).columns

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        if filters.over:
            over = _over(visit, filters, shown, columns, order, search)
            return payers(visit, over[offset : offset + limit], shown), len(over), {}
        part = {"search": search, "limit": limit, "offset": offset}
        some = ranked(visit, filters, shown, str(order or LARGEST), **part)
        return payers(visit, list(some.rows), shown), some.count, {} if search else some.totals

    def stream(order: Order | None, search: str) -> Iterable[Line]:
        if filters.over:
            return payers(visit, _over(visit, filters, shown, columns, order, search), shown)
        return every(visit, filters, shown, str(order or LARGEST), search)

    return of_pages(visit.request, KEY, columns, fetch, stream, _frame(visit))


def _over(
    visit: Visit,
    filters: Sought,
    shown: tuple[str, ...],
    columns: list[Column],
    order: Order | None,
    search: str,
) -> list[Row]:
    words = folded(search).split()
    rows = [
        row
        for row in over_limit(visit, filters, shown)
        if all(word in folded(f"{row['customer']} {row['customer_name'] or ''}") for word in words)
    ]
    return list(ordered(rows, columns, order))


def _frame(visit: Visit) -> Frame:
    return Frame(
        _("Customers"),
        sort=LARGEST,
        size=SIZE,
        checks=Checks(
            lambda row: chosen(key_of(row)),
            lambda row: _("Tick {0}").format(row["customer_name"] or row["customer"]),
            amount="net",
            action=visit.url("customers_rows"),
            template="customers/bulk.html",
        ),
        filters="customers/filters.html",
        filter_names=NAMES,
        placeholder=_("Name, code…"),
        empty=Empty(
            _("No customer answers these filters at this date."),
            visit.url("customers", position="all"),
            _("All customers"),
        ),
    )


def chosen(key: tuple[str, str]) -> str:
    """An account as a box of the list names it."""
    import json

    return json.dumps(key, ensure_ascii=False, separators=(",", ":"))


def _columns(visit: Visit, filters: Sought) -> list[Column]:
    return [
        Column(
            "customer_name",
            _("Customer"),
            Kind.WHO,
            lambda row: row["customer_name"] or row["customer"],
            lambda row: visit.url("customer", *key_of(row)),
            lambda row: f"{row['customer']} · {row['entity']}",
            _("Code and entity"),
        ),
        Column("payer", _("Payment habit"), template="cockpit/habit.html", sortable=False, exported=False),
        _money(visit, filters, "net", _("Net")),
        _money(visit, filters, "overdue", _("Overdue"), second=_overdue_items),
        _money(visit, filters, "unapplied", _("Unapplied credits")),
        _money(visit, filters, "disputed", _("Disputed"), hidden=True),
        Column("item_count", _("Open items"), Kind.COUNT, href=_rows(visit, "item_count"), hidden=True),
        Column(
            "overdue_count", _("Overdue items"), Kind.COUNT, href=_rows(visit, "overdue_count"), hidden=True
        ),
        Column("used", _("Limit used"), Kind.RATE, template="cockpit/used.html", sortable=False),
        Column("weighted_age", _("Weighted age"), Kind.DAYS, sortable=False, hidden=True),
        *_of_work(visit),
        _text("collector"),
        _text("portfolio", hidden=True),
        _text("country", hidden=True),
        *(_text(name, hidden=True) for name in lines.MORE),
    ]


def _of_work(visit: Visit) -> list[Column]:
    """The last thing done, and what is to be done next."""
    return [
        Column(
            "last_action",
            _("Last action"),
            Kind.DATE,
            href=lambda row: visit.url("action", row["action"]) if row["action"] else "",
            second=lambda row: row["did"],
            second_label=_("What was done"),
            sortable=False,
            hidden=True,
        ),
        Column(
            "next_on",
            _("Next step"),
            Kind.DATE,
            second=lambda row: row["next_step"] or "",
            second_label=_("What is to be done"),
            sortable=False,
            hidden=True,
        ),
    ]


def _text(name: str, hidden: bool = False) -> Column:
    return Column(name, _(DIMENSIONS[name].label), hidden=hidden)


def _money(
    visit: Visit,
    filters: Sought,
    name: str,
    label: str,
    second: Callable[[Row], str] | None = None,
    hidden: bool = False,
) -> Column:
    """The total leads to its rows where they are those of the whole list."""
    searched = bool(visit.request.GET.get("q", "").strip()) or filters.over
    adds_up = not searched and filters.accounts != "empty" and (not filters.late or name == "overdue")
    return Column(
        name,
        label,
        Kind.MONEY,
        href=_rows(visit, name),
        second=second,
        currency=visit.currency,
        total=not searched,
        total_href=visit.rows_url(name, filters.conditions) if adds_up else "",
        hidden=hidden,
    )


def _overdue_items(row: Row) -> str:
    count = row["overdue_count"]
    return counted("{0} item", "{0} items", count).format(typography.count(count)) if count else ""


def _rows(visit: Visit, measure: str) -> Callable[[Row], str]:
    """None for a customer with nothing open: there would be no row."""
    return lambda row: visit.rows_url(measure, conditions(row)) if row["item_count"] else ""
