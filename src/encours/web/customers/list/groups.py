"""Customers put together by company (SIREN) or by group, whatever the entities that sell to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.cube.filters import equals
from encours.i18n import _
from encours.web.customers.list.filters import NAMES, Sought
from encours.web.tables import Column, Empty, Frame, Kind, Order, Row, Table, of_pages
from encours.web.tables.listing import Fetched
from encours.web.visit.visit import Visit

FAMILIES = ("siren", "group")
MEASURES = ("net", "overdue", "unapplied", "item_count")
LARGEST = "-overdue"
BATCH = 20_000
MOST_ACCOUNTS = 20_000  # of the groups of one page


def groups_table(visit: Visit, filters: Sought, by: str) -> Table:
    """One line for each company or group; what has none stands together on a line of its own."""

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        some = _ranked(visit, filters, by, order, search=search, limit=limit, offset=offset)
        return _lines(visit, filters, by, list(some.rows)), some.count, {} if search else some.totals

    def stream(order: Order | None, search: str) -> Iterator[Row]:
        offset, count = 0, 1
        while offset < count:
            batch = _ranked(visit, filters, by, order, search=search, limit=BATCH, offset=offset)
            yield from _lines(visit, filters, by, list(batch.rows))
            offset, count = offset + BATCH, batch.count

    frame = Frame(
        _("Customers by group") if by == "group" else _("Customers by SIREN"),
        sort=LARGEST,
        size=25,
        filters="customers/filters.html",
        filter_names=NAMES,
        empty=Empty(_("No customer answers these filters at this date.")),
    )
    return of_pages(visit.request, "groups", _columns(visit, filters, by), fetch, stream, frame)


def _ranked(visit: Visit, filters: Sought, by: str, order: Order | None, **more: Any) -> Any:
    scope = {"where": filters.conditions, "having": filters.having, **visit.asked}
    return visit.ranked(*MEASURES, by=[by], order=str(order or LARGEST), **scope, **more)


def _lines(visit: Visit, filters: Sought, by: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With the number of accounts of each, and the name of the one that owes most."""
    named = [row[by] for row in rows if row[by]]
    if not named:
        return [{**row, "name": "", "accounts": None} for row in rows]
    accounts = visit.ranked(
        "net",
        by=[by, "entity", "customer", "customer_name"],
        where=[*filters.conditions, equals(by, *named)],
        order="-net",
        limit=MOST_ACCOUNTS,
    )
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for account in accounts.rows:
        counts[account[by]] = counts.get(account[by], 0) + 1
        names.setdefault(account[by], account["customer_name"] or account["customer"])
    return [{**row, "name": names.get(row[by], ""), "accounts": counts.get(row[by])} for row in rows]


def _columns(visit: Visit, filters: Sought, by: str) -> list[Column]:
    second = (lambda row: row["name"] if row[by] else "") if by == "siren" else None
    return [
        Column(
            by,
            _(DIMENSIONS[by].label),
            Kind.WHO,
            lambda row: row[by] or _("(none)"),
            lambda row: (
                visit.url("customers", **{**dict(filters.fields), "where": list(filters.where), by: row[by]})
                if row[by]
                else ""
            ),
            second,
            _("Main account") if second else "",
        ),
        Column("accounts", _("Accounts open"), Kind.COUNT, sortable=False),
        *(_money(visit, filters, by, name, label) for name, label in _measures()),
        Column(
            "item_count",
            _("Open items"),
            Kind.COUNT,
            href=lambda row: _rows(visit, filters, by, row, "item_count"),
        ),
    ]


def _measures() -> list[tuple[str, str]]:
    return [("net", _("Net")), ("overdue", _("Overdue")), ("unapplied", _("Unapplied credits"))]


def _money(visit: Visit, filters: Sought, by: str, name: str, label: str) -> Column:
    searched = bool(visit.request.GET.get("q", "").strip())
    adds_up = not searched and (not filters.late or name == "overdue")
    return Column(
        name,
        label,
        Kind.MONEY,
        href=lambda row: _rows(visit, filters, by, row, name),
        currency=visit.currency,
        total=not searched,
        total_href=visit.rows_url(name, filters.conditions) if adds_up else "",
    )


def _rows(visit: Visit, filters: Sought, by: str, row: Mapping[str, Any], measure: str) -> str:
    return visit.rows_url(measure, [*filters.conditions, equals(by, row[by])])
