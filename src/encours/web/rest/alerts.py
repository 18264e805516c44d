"""Alerts: those the caller is told of, the rules they may know, acknowledging one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from encours.errors import UsageError
from encours.i18n import _, mark
from encours.web.access.perimeter import within
from encours.web.address import whole
from encours.web.alerts.table import STATES, in_state, visible
from encours.web.rest.caller import Caller, enter, refuse_unwritable
from encours.web.rest.exact import answer
from encours.web.rest.once import Named, done
from encours.web.rest.query import Day
from encours.web.rest.schemas import REFUSALS, WRITES, Body, Problem
from encours.web.workflow.alerts.changing import acknowledge as acknowledged
from encours.web.workflow.alerts.changing import silence
from encours.web.workflow.alerts.extent import Extent, extent_from
from encours.web.workflow.alerts.models import Alert, Criticality, Rule
from encours.web.workflow.alerts.reading import alerts_of, alerts_open_to, rules_open_to
from encours.web.workflow.keys.models import Scope

router = Router(tags=["alerts"])
StateName: Any = Literal[tuple(STATES)]
Grave: Any = Literal[tuple(Criticality)]
MOST = 2**31


class Alerts(Schema):
    """Alerts, filtered."""

    state: StateName = Field(
        "calling", description=mark("calling, acknowledged, silent, ended, or all of them")
    )
    limit: int = Field(50, ge=1, le=1_000, description=mark("How many at most"))
    offset: int = Field(0, ge=0, le=MOST, description=mark("How many to leave out first"))


class AlertRow(Schema):
    """A state that was found: its figure and what it is held against, in `unit` and `currency`."""

    id: int
    rule: int | None
    label: str
    criticality: Grave
    watches: str
    entity: str | None
    customer: str | None
    customer_name: str | None
    item: str | None
    level: int
    value: float | None
    reference: float | None
    unit: str
    currency: str | None
    day: date
    begun_at: datetime
    ended_at: datetime | None
    acknowledged_at: datetime | None
    silenced_until: date | None


class Acknowledgement(Body):
    """What is said of an alert besides."""

    silent_until: Day | None = Field(
        None, description=mark("It does not call through that day either, should it get worse")
    )


class AlertPage(Schema):
    """A page of alerts, the gravest first; `count` is of all of them."""

    count: int
    rows: list[AlertRow]


class RuleRow(Schema):
    """A rule: the figure or the event it watches, and how it goes."""

    id: int
    label: str
    watches: str
    each: str
    where: list[str]
    criticality: Grave
    company: bool
    active: bool
    checked_at: datetime | None
    found: int
    left_out: int


class RulePage(Schema):
    """All the rules the caller may know."""

    rows: list[RuleRow]


@router.get(
    "/alerts",
    response={200: AlertPage, **REFUSALS},
    operation_id="list_alerts",
    url_name="alerts",
    summary=mark("What calls on the caller, the gravest first"),
)
def alerts(request: HttpRequest, asked: Query[Alerts]) -> HttpResponse:
    """Those the person is told of, within the perimeter of the key."""
    caller = enter(request, Scope.ALERTS, asked)
    found = _visible(caller, in_state(alerts_of(caller.person), asked.state))
    rows = found[asked.offset : asked.offset + asked.limit]
    return answer({"count": len(found), "rows": [_told(one) for one in rows]})


@router.get(
    "/alerts/rules",
    response={200: RulePage, **REFUSALS},
    operation_id="list_alert_rules",
    url_name="alert_rules",
    summary=mark("What is watched"),
)
def rules(request: HttpRequest) -> HttpResponse:
    """One's own, and those of the company for who sees the whole."""
    caller = enter(request, Scope.ALERTS)
    narrowed = not within(caller.person, _limits(caller))  # what a rule says may name anybody
    return answer({"rows": [] if narrowed else [_rule(one) for one in rules_open_to(caller.person)]})


@router.post(
    "/alerts/{alert}/acknowledgement",
    response={200: AlertRow, 404: Problem, **WRITES},
    operation_id="acknowledge_alert",
    url_name="acknowledge_alert",
    summary=mark("Acknowledge an alert"),
)
def acknowledge(request: HttpRequest, alert: str, said: Acknowledgement, named: Named = None) -> HttpResponse:
    """It no longer calls, until it gets worse; acknowledged before, it stays as it is."""
    caller = enter(request, Scope.ALERTS, write=True)
    refuse_unwritable(alert)
    number = whole(alert)
    if not _visible(caller, alerts_open_to(caller.person).filter(pk=number)):
        raise Http404

    until = said.silent_until
    if until is not None and until < timezone.localdate():
        raise UsageError(_("Say until which day they are silent: today or later."))

    def do() -> Any:
        if until is not None:
            silence(request, caller.person, Alert.objects.filter(pk=number), until)
        acknowledged(request, caller.person, Alert.objects.filter(pk=number))
        return _told(Alert.objects.select_related("rule").get(pk=number))

    return done(request, caller, named, do)


def _visible(caller: Caller, found: Any) -> list[Alert]:
    """Of these, those whose figure lies within what the key is left."""
    limits = _limits(caller)
    return [one for one in visible(caller.book(), found) if extent_from(one.extent).open_to(limits)]


def _limits(caller: Caller) -> Extent:
    left = caller.limits
    return Extent(left.entities, left.portfolios, left.salesperson)


def _told(one: Alert) -> dict[str, Any]:
    of = one.facts.get("of", {})
    return {
        "id": one.pk,
        "rule": one.rule_id,
        **{
            name: getattr(one, name)
            for name in ("label", "criticality", "level", "unit", "day", "silenced_until")
        },
        "watches": one.event or one.figure,
        **{name: of.get(name) for name in ("entity", "customer", "customer_name")},
        "item": one.facts.get("item"),
        "value": Decimal(one.value) if one.value else None,
        "reference": Decimal(one.reference) if one.reference else None,
        "currency": one.currency or None,
        **{name: _instant(getattr(one, name)) for name in ("begun_at", "ended_at", "acknowledged_at")},
    }


def _rule(one: Rule) -> dict[str, Any]:
    said = ("label", "each", "where", "criticality", "company", "active", "found", "left_out")
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in said},
        "watches": one.event or one.figure,
        "checked_at": _instant(one.checked_at),
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
