"""The states a person is told of, as a table: what calls first."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from encours.api import OpenBook, assignment_report
from encours.errors import EncoursError
from encours.i18n import _, mark
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.address import one_of, whole
from encours.web.alerts import words
from encours.web.tables import Checks, Column, Empty, Frame, Kind, Table, of_rows
from encours.web.visit.visit import Visit
from encours.web.workflow.alerts.models import CRITICALITIES, Alert, Criticality
from encours.web.workflow.alerts.reading import alerts_of, alerts_open_to, calling

KEY = "alerts"
MOST = 5_000
CALLING, ACKNOWLEDGED, SILENT, ENDED, ALL = "calling", "acknowledged", "silent", "ended", "all"
STATES = {
    CALLING: mark("To look at"),
    ACKNOWLEDGED: mark("Acknowledged"),
    SILENT: mark("Silenced"),
    ENDED: mark("Ended"),
    ALL: mark("All of them"),
}
NAMES = ("state", "criticality", "rule")


def listed(visit: Visit) -> Table:
    """The table of the page."""
    return of_rows(visit.request, KEY, columns(visit), seen(visit, wanted(visit)), _frame(visit))


def wanted(visit: Visit) -> QuerySet[Alert]:
    """Those the address asks for: one is told of; of a rule, all of them that one may look at."""
    query, rule = visit.request.GET, whole(visit.request.GET.get("rule", ""))
    found = alerts_open_to(visit.person).filter(rule=rule) if rule else alerts_of(visit.person)
    found = in_state(found, state_of(visit))
    if (grave := one_of(query.get("criticality", ""), tuple(Criticality))) in tuple(Criticality):
        found = found.filter(criticality=grave)
    return found.select_related("rule", "acknowledged_by")


def in_state(found: QuerySet[Alert], state: str) -> QuerySet[Alert]:
    """Those of them that stand so."""
    if state == CALLING:
        return calling(found)
    if state == ACKNOWLEDGED:
        return found.filter(ended_at=None, acknowledged_at__isnull=False)
    if state == SILENT:
        return found.filter(ended_at=None, silenced_until__gte=timezone.localdate())
    return found.filter(ended_at__isnull=False) if state == ENDED else found


def state_of(visit: Visit) -> str:
    return one_of(visit.request.GET.get("state", "") or CALLING, tuple(STATES)) or CALLING


def seen(visit: Visit, found: QuerySet[Alert]) -> list[Alert]:
    """Those one may look at."""
    try:
        return visible(visit.allowed, found)
    except EncoursError:  # the book is gone: nothing of it is shown
        return []


def visible(book: OpenBook, found: QuerySet[Alert]) -> list[Alert]:
    """Those about accounts that may be seen now, the gravest first: who follows whom may have changed since they were
    found."""
    alerts = sorted(found[:MOST], key=_first)
    about = {account for one in alerts if (account := _account(one))}
    known = assignment_report.known(book, sorted(about)) if about else set()
    return [one for one in alerts if (account := _account(one)) is None or account in known]


def columns(visit: Visit) -> list[Column]:
    return [
        Column(
            "criticality",
            _("Criticality"),
            Kind.TAG,
            value=lambda one: words.criticality(one.criticality),
            tone=lambda one: words.TONES[Criticality(one.criticality)],
        ),
        Column(
            "label",
            _("Alert"),
            Kind.WHO,
            href=lambda one: visit.url("alert", one.pk),
            second=lambda one: words.watched(one.figure, one.event),
            second_label=_("What is watched"),
        ),
        Column(
            "subject",
            _("About"),
            Kind.WHO,
            value=words.subject,
            second=words.beside,
            second_label=_("Code and entity"),
        ),
        Column(
            "value",
            _("Figure"),
            value=words.value,
            href=lambda one: words.figure_url(visit, one),
            second=words.held_against,
            second_label=_("Held against"),
            sortable=False,
        ),
        Column("level", _("Class"), Kind.COUNT, about=_("1 to 3: how far beyond its limit it is")),
        Column("begun_at", _("Since"), Kind.MOMENT),
        Column("state", _("State"), Kind.TAG, value=state, tone=tone),
        Column("day", _("Day of the figure"), Kind.DATE, hidden=True),
        Column("ended_at", _("Ended"), Kind.MOMENT, hidden=True),
    ]


def state(alert: Alert) -> str:
    """Where it stands, in words."""
    if alert.ended_at:
        return _("Ended")
    if alert.silenced_until and alert.silenced_until >= timezone.localdate():
        return _("Silenced until {0}").format(typography.day(alert.silenced_until))
    if alert.acknowledged_at:
        return _("Acknowledged by {0}").format(alert.acknowledged_by)
    return _("To look at")


def tone(alert: Alert) -> str:
    if alert.ended_at or alert.acknowledged_at:
        return ""
    silent = alert.silenced_until and alert.silenced_until >= timezone.localdate()
    return "" if silent else "warn"


def choices(visit: Visit, rules: Sequence[tuple[int, str]]) -> dict[str, object]:
    """What the filters are chosen from, and what is chosen."""
    query = visit.request.GET
    return {
        "states": [(name, _(label)) for name, label in STATES.items()],
        "state": state_of(visit),
        "criticalities": [(one.value, _(label)) for one, label in CRITICALITIES.items()],
        "criticality": query.get("criticality", ""),
        "rules": list(rules),
        "rule": whole(query.get("rule", "")),
    }


def _frame(visit: Visit) -> Frame:
    return Frame(
        _("Alerts"),
        checks=_checks(visit) if visit.may(Right.OWN) else None,
        filters="alerts/filters.html",
        filter_names=NAMES,
        placeholder=_("Customer, rule…"),
        empty=Empty(
            _("Nothing calls on you. What is watched, and who is told, is said by the rules."),
            visit.url("alerts", state="all"),
            _("All alerts"),
        ),
    )


def _checks(visit: Visit) -> Checks:
    return Checks(
        lambda one: str(one.pk),
        lambda one: _("Tick {0}").format(f"{one.label}, {words.subject(one)}"),
        action=visit.url("act_on_alerts"),
        template="alerts/ticked.html",
    )


def _first(alert: Alert) -> tuple[int, int, float, int]:
    """The gravest first, then the worst, then the newest."""
    grave = list(Criticality).index(Criticality(alert.criticality))
    return -grave, -alert.level, -alert.begun_at.timestamp(), -alert.pk


def _account(alert: Alert) -> tuple[str, str] | None:
    of = alert.facts.get("of", {})
    return (of["entity"], of["customer"]) if of.get("customer") else None
