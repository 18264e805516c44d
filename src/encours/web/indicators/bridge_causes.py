"""One cause of the DSO bridge: the customers who make it, then the items of each; every level adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.cube.filters import equals
from encours.i18n import _, mark
from encours.indicators.bridge import PARTS
from encours.indicators.record import Unit
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.cards.cards import Card
from encours.web.cards.page import show
from encours.web.indicators.bridge import HUNDREDTHS, Span, kept, span_asked, span_in_words
from encours.web.indicators.causes import MEASURES, Cause
from encours.web.indicators.contributors import Share, cause_of, customers, items
from encours.web.labels import fields
from encours.web.tables import Column, Empty, Frame, Kind, Table, of_rows
from encours.web.tables.columns import MAIN
from encours.web.typography import day
from encours.web.visit.visit import Visit, enter

LABELS = dict(PARTS)
OF_AMOUNTS = mark(
    "What each customer makes is what its amount changed by, in days of the sales of the period that ends on {0}."
)
ABOUT = {
    "sales_volume": mark(
        "What each customer makes is its share of the change in sales per day: one who was sold less adds days, "
        "one who was sold more takes some away, whatever each of them owes."
    ),
    "currency": mark(
        "What each customer makes is what the rates alone made of its balance, in days of the sales of the period that "
        "ends on {0}."
    ),
}

WITH_DISPUTES = (
    "overdue",
    "not_due",
)  # the rows of these measures; their causes leave disputes to one of their own


@require_GET
def bridge_cause(request: HttpRequest, cause: str) -> HttpResponseBase:
    """The customers who make a cause."""
    visit, span = _entered(request, cause)
    card = Card(
        "customers",
        _("Customers"),
        "indicators/contributors.html",
        lambda visit: {"table": _customers(visit, cause, span)},
        "tall",
        partial(_customers, cause=cause, span=span),
    )
    return show(visit, "indicators/bridge_cause.html", [card], lambda _slots: _said(visit, cause, span))


@require_GET
def bridge_customer(request: HttpRequest, cause: str, entity: str, customer: str) -> HttpResponseBase:
    """The items that make what one customer makes; 404 for one who makes nothing of it, or may not be seen."""
    visit, span = _entered(request, cause)
    found = items(
        visit, cause_of(visit, cause, span.since, span.window), span.since, span.window, entity, customer
    )
    if found is None:
        raise Http404
    own, made = found
    table = _table(visit, cause, span, "items", _item_name(visit), made)
    card = Card(
        "items",
        _("Items"),
        "indicators/contributors.html",
        lambda _visit: {"table": table},
        "tall",
        lambda _visit: table,
    )
    where = [equals("entity", entity), equals("customer", customer)]
    said = {
        **_said(visit, cause, span, where),
        "name": own.of["customer_name"] or customer,
        "code": f"{customer} · {entity}",
        "customer_url": visit.url("customer", entity, customer),
        "said": _made(own, visit),
    }
    return show(visit, "indicators/bridge_cause.html", [card], lambda _slots: said, at_once=("items",))


def _entered(request: HttpRequest, cause: str) -> tuple[Visit, Span]:
    visit = enter(request, Right.SEE)
    if cause not in LABELS:
        raise Http404
    return visit, span_asked(visit)


def _said(visit: Visit, cause: str, span: Span, where: list[str] | None = None) -> dict[str, Any]:
    over = span.window if cause == "sales_volume" else None
    measure = MEASURES.get(cause, "net")
    about = _(ABOUT.get(cause, OF_AMOUNTS)).format(day(visit.day))
    links = [
        (
            (_("{0} on {1}, disputes in") if measure in WITH_DISPUTES else _("{0} on {1}")).format(
                fields.measure_label(measure), day(at)
            ),
            visit.rows_url(measure, where or (), window=over, date=at.isoformat()),
        )
        for at in (span.since, visit.day)
    ]
    more = {"since": span.since.isoformat(), "window": span.window}
    return {
        "span": span,
        "label": _(LABELS[cause]),
        "about": about,
        "links": links,
        "bridge_url": visit.url("bridge", **more),
        "cause_url": visit.url("bridge_cause", cause, **more),
        "current": "indicators",
        "kept": kept(visit.request),
    }


def _made(own: Share | Cause, visit: Visit) -> str:
    return _("{0}, or {1} of working capital").format(
        typography.signed(own.days, Unit.DAYS, style="cents"),
        typography.signed(own.money, Unit.MONEY, visit.currency),
    )


def _customers(visit: Visit, cause: str, span: Span) -> Table:
    found = cause_of(visit, cause, span.since, span.window)
    made = customers(visit, found, span.since, span.window)
    return _table(visit, cause, span, "customers", _customer_name(visit, cause, span), made)


def _customer_name(visit: Visit, cause: str, span: Span) -> Column:
    more = {"since": span.since.isoformat(), "window": span.window}
    return Column(
        "name",
        _("Customer"),
        Kind.WHO,
        value=lambda share: share.of["customer_name"] or share.of["customer"],
        href=lambda share: visit.url(
            "bridge_customer", cause, share.of["entity"], share.of["customer"], **more
        ),
        second=lambda share: f"{share.of['customer']} · {share.of['entity']}",
        beside={
            _("Customer code"): lambda share: share.of["customer"],
            _("Entity"): lambda share: share.of["entity"],
        },
    )


def _item_name(visit: Visit) -> Column:
    return Column(
        "name",
        _("Document"),
        Kind.WHO,
        value=lambda share: share.of["document"] or share.of["item"],
        href=lambda share: visit.url("item", share.of["entity"], share.of["item"]),
        second=lambda share: _("due {0}").format(day(_dated(share.of["due_date"]))),
        beside={
            _("Issue date"): lambda share: _dated(share.of["issue_date"]),
            _("Due date"): lambda share: _dated(share.of["due_date"]),
        },
    )


def _dated(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _table(visit: Visit, cause: str, span: Span, key: str, name: Column, made: list[Share]) -> Table:
    first, second = _headings(cause, span, visit.day)
    amount: dict[str, Any] = {"currency": visit.currency, "total": True}
    columns = [
        name,
        Column("before", first, Kind.MONEY, **amount),
        Column("after", second, Kind.MONEY, **amount),
        Column("days", _("Days"), Kind.DAYS, template=HUNDREDTHS, total=_days, role=MAIN),
        Column("money", _("Working capital"), Kind.MONEY, template=HUNDREDTHS, **amount),
    ]
    title = _(LABELS[cause])
    frame = Frame(
        title=title,
        perimeter=span_in_words(visit, span),
        sort="-days" if sum(share.days for share in made) >= 0 else "days",
        prefix=key,
        empty=Empty(_("Nobody makes anything of this cause between these dates.")),
    )
    return of_rows(visit.request, key, columns, made, frame)


def _headings(cause: str, span: Span, until: date) -> tuple[str, str]:
    if cause == "sales_volume":
        said = _("Sales to {0}")
    elif cause == "currency":
        said = _("Balance at the rates of {0}")
    else:
        said = _("On {0}")
    return said.format(day(span.since)), said.format(day(until))


def _days(shares: Any) -> Decimal:
    return sum((share.days for share in shares), Decimal(0))
