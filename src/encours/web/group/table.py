"""The table of the group, whose totals are the figures of the group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from encours.api.words import inside
from encours.i18n import _, mark
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.web.group.figures import BY, MANY, Line, by_asked, lines, page, whole
from encours.web.tables import Column, Empty, Frame, Kind, Order, Table, of_pages, of_rows
from encours.web.tables.listing import Fetched
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import dso_method, on_time_tolerance, window

KEY = "group"
LARGEST = Order("net", descending=True)
BATCH = 500
AMOUNTS = {
    "net": mark("Net"),
    "overdue": mark("Overdue"),
    "disputed": mark("Disputed"),
    "sales": mark("Sales"),
}
RATIOS = {
    "overdue_rate": (mark("Overdue rate"), Kind.RATE),
    "dso": (mark("DSO"), Kind.DAYS),
    "dbt": (mark("DBT"), Kind.DAYS),
    "on_time": (mark("Paid on time"), Kind.RATE),
    "cei": (mark("CEI"), Kind.PERCENT),
}
ORDER = ("net", "overdue", "overdue_rate", "dso", "dbt", "on_time", "cei", "disputed", "sales")


def group_table(visit: Visit) -> Table:
    """A line per part of the group, as the address asks for them."""
    by, total = by_asked(visit), whole(visit)
    frame = _frame(visit, by)
    if by not in MANY:
        found = lines(visit, by, total["net"])
        return of_rows(visit.request, KEY, columns(visit, by, total, len(found)), found, frame)

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        rows, count = page(visit, by, total["net"], str(order or LARGEST), limit, offset, search)
        return rows, count, {} if search else {**total, "share": None}

    def stream(order: Order | None, search: str) -> Iterable[Line]:
        rows, count = page(visit, by, total["net"], str(order or LARGEST), BATCH, 0, search)
        yield from rows
        for offset in range(BATCH, count, BATCH):
            yield from page(visit, by, total["net"], str(order or LARGEST), BATCH, offset, search)[0]

    return of_pages(visit.request, KEY, columns(visit, by, total, None), fetch, stream, frame)


def columns(visit: Visit, by: str, total: dict[str, Any], count: int | None) -> list[Column]:
    """The columns; a total stands under all of the `count` lines, not under some that were searched for."""
    few = by not in MANY
    figures = [
        (_amount if name in AMOUNTS else _ratio)(
            visit, name, _total(total, name, count), few or name in ("net", "overdue")
        )
        for name in ORDER
    ]
    share = Column("share", _("Share of net"), Kind.RATE, sortable=few)
    trend = Column("trend", _("13 months"), template="group/trend.html", sortable=False, exported=False)
    return [_head(visit, by), *figures, share, *([trend] if by == "entity" else [])]


def _head(visit: Visit, by: str) -> Column:
    return Column(
        by,
        _(BY[by]),
        Kind.WHO,
        value=lambda line: line.name,
        href=partial(_scoped, visit),
        second=lambda line: line.value if line.value != line.name else "",
        second_label=_("Code"),
    )


def _scoped(visit: Visit, line: Line) -> str:
    """The cockpit of an entity or a portfolio; the rows of anything else."""
    scope = line.scope
    return visit.rows_url("net", [line.condition]) if "where" in scope else visit.url("cockpit", **scope)


def _amount(visit: Visit, name: str, total: Callable[[Sequence[Any]], Any], sortable: bool) -> Column:
    over = {"window": window()} if name == "sales" else {}
    return Column(
        name,
        _(AMOUNTS[name]),
        Kind.MONEY,
        value=lambda line: line.figures[name],
        currency=visit.currency,
        style="short",
        href=lambda line: visit.rows_url(name, [line.condition], **over),
        total=total,
        total_href=visit.rows_url(name, **over),
        sortable=sortable,
    )


def _ratio(visit: Visit, name: str, total: Callable[[Sequence[Any]], Any], sortable: bool) -> Column:
    label, kind = RATIOS[name]
    indicator = {"dso": dso_method(), "on_time": "on_time_rate"}.get(name, name)
    asked = {
        "window": None if name == "overdue_rate" else window(),
        "k": on_time_tolerance() if name == "on_time" else None,
    }
    return Column(
        name,
        _(label),
        kind,
        value=lambda line: line.figures[name],
        href=lambda line: visit.url("indicator", indicator, **line.scope, **asked),
        total=total,
        total_href=visit.url("indicator", indicator, **asked),
        sortable=sortable,
        about=_(INDICATORS[indicator].definition),
    )


def _total(total: dict[str, Any], name: str, count: int | None) -> Callable[[Sequence[Any]], Any]:
    return lambda rows: total[name] if count is None or len(rows) == count else None


def _frame(visit: Visit, by: str) -> Frame:
    return Frame(
        _("The group by {0}").format(inside(_(BY[by]))),
        sort=str(LARGEST),
        size=25 if by in MANY else 50,
        empty=Empty(_("Nothing is open to you at this date.")),
        placeholder=_("Name or code…"),
    )
