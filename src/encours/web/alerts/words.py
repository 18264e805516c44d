"""What is said of a state: what it is about, its figure against what it is held to, where its rows are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.cube.filters import equals
from encours.cube.measures import BY_NAME as MEASURES
from encours.i18n import _, mark
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.indicators.record import Unit
from encours.watch.condition import CHANGES, Check, Condition, Way, condition_of
from encours.web import typography
from encours.web.alerts.watching.events import BY_NAME as EVENTS
from encours.web.labels import fields
from encours.web.workflow.alerts.models import CRITICALITIES, Alert, Criticality, Rule

TONES = {Criticality.LOW: "flat", Criticality.MEDIUM: "warn", Criticality.HIGH: "bad"}
TESTS = {
    Check.ABOVE: mark("is above"),
    Check.BELOW: mark("is below"),
    Check.RISES: mark("rises by more than"),
    Check.FALLS: mark("falls by more than"),
    Check.DRIFTS: mark("drifts from its own history"),
}
WAYS = {
    Way.UP: mark("upwards"),
    Way.DOWN: mark("downwards"),
    Way.EITHER: mark("either way"),
}


class Addresses(Protocol):
    """What makes addresses of pages: a visit."""

    def url(self, name: str, *arguments: Any, **more: Any) -> str: ...


def criticality(name: str) -> str:
    return _(CRITICALITIES[Criticality(name)])


def watched(figure: str, event: str) -> str:
    """What a rule watches."""
    if event:
        return _(EVENTS[event].label) if event in EVENTS else event
    name = figure.partition(":")[0]
    of = INDICATORS.get(name)
    return _(of.label) if of else fields.measure_label(name) if name in MEASURES else figure


def subject(alert: Alert) -> str:
    """Whom or what it is about, in a word."""
    of = alert.facts.get("of", {})
    if of.get("customer"):
        return str(of.get("customer_name") or of["customer"])
    if alert.facts.get("name"):
        return str(alert.facts["name"])
    said = [fields.value(name, value) for name, value in of.items()]
    return ", ".join(said) or _("Everything")


def beside(alert: Alert) -> str:
    """What tells it from others of the same name."""
    of = alert.facts.get("of", {})
    codes = [of["customer"], of["entity"]] if of.get("customer") else []
    if not codes and alert.facts.get("name"):
        codes = [of["entity"]]
    parts = [" · ".join(codes), alert.facts.get("document", "")]
    named = [DIMENSIONS[name].label for name in of if name in DIMENSIONS] if not codes else []
    return " · ".join(filter(None, [*parts, *map(_, named)]))


def shown(alert: Alert, text: str, style: str = "short") -> str:
    """A figure of a state, as figures are written."""
    if not text:
        return ""
    return typography.shown(Decimal(text), Unit(alert.unit), alert.currency, style)


def value(alert: Alert) -> str:
    return shown(alert, alert.value)


def held_against(alert: Alert) -> str:
    """What the figure is held against."""
    if alert.event:
        return _of_event(alert)
    if not alert.reference:
        return ""
    said = shown(alert, alert.reference)
    months = alert.facts.get("months")
    if months:
        return (
            _("{0} {1} months before").format(said, months)
            if months > 1
            else _("{0} a month before").format(said)
        )
    return _("against {0}").format(said)


def figure_url(visit: Addresses, alert: Alert) -> str:
    """The page that shows the figure, or the rows behind it."""
    of, facts = alert.facts.get("of", {}), alert.facts
    date_ = alert.day.isoformat()
    if alert.event:
        return _event_url(visit, alert)
    where = [*(facts.get("where") or ()), *_cell(of)]
    name = alert.figure.partition(":")[0]
    if of.get("customer"):
        return visit.url("customer", of["entity"], of["customer"], date=date_)
    if name in MEASURES:
        return visit.url("items", measure=name, where=where, date=date_)
    scope = {key: of[key] for key in ("entity", "portfolio") if of.get(key)}
    return visit.url("indicator", name, date=date_, **scope)


def sentence(rule: Rule) -> str:
    """A condition in words."""
    if rule.event:
        return _event_sentence(rule)
    of = condition_of(rule.condition)
    said = [watched(rule.figure, ""), _test(rule, of)]
    if rule.each:
        label = DIMENSIONS[rule.each].label if rule.each in DIMENSIONS else rule.each
        said.append(_("for each: {0}").format(_(label)))
    return " ".join(said[:2]) + (f" · {said[2]}" if rule.each else "")


def unit_of(figure: str, own: Any = None) -> Unit:
    """The unit of a figure; of an own indicator, `own` knows it."""
    name = figure.partition(":")[0]
    if name in MEASURES:
        return Unit.MONEY if MEASURES[name].money else Unit.COUNT
    of = INDICATORS.get(name) or (own or {}).get(name)
    return of.unit if of else Unit.INDEX


def _test(rule: Rule, of: Condition) -> str:
    if of.test is Check.DRIFTS:
        return f"{_(TESTS[of.test])} ({_(WAYS[of.way])})"
    unit = unit_of(rule.figure)
    if of.test in CHANGES and of.relative:
        limit = typography.rate(of.limit)
    else:
        limit = typography.shown(of.limit, unit, rule.currency)
    over = [_("over {0} months").format(of.months)] if of.test in CHANGES else []
    return " ".join([_(TESTS[of.test]), limit, *over])


def _event_sentence(rule: Rule) -> str:
    event = EVENTS.get(rule.event)
    if event is None:
        return rule.event
    numbers = [
        _(number.said).format(typography.number(Decimal(str(rule.condition.get(name) or 0))))
        for name, number in (("limit", event.limit), ("days", event.days))
        if number
    ]
    return " ".join([_(event.label), ", ".join(numbers)]).strip()


def _of_event(alert: Alert) -> str:
    since = alert.facts.get("since")
    day = typography.day(date.fromisoformat(since)) if since else ""
    match alert.event:
        case "limit_exceeded":
            return _("limit {0}").format(shown(alert, alert.reference))
        case "promise_broken":
            return _("lacking of {0} due on {1}").format(shown(alert, alert.reference), day)
        case "item_newly_late":
            return _("due on {0}").format(day)
        case "pays_later":
            return _("late, against {0} usually").format(shown(alert, alert.reference))
        case "dispute_unanswered":
            return _("past the answer due on {0}").format(day)
        case "import_stale":
            return _("since the import of {0}").format(day)
    return ""


def _event_url(visit: Addresses, alert: Alert) -> str:
    of, facts = alert.facts.get("of", {}), alert.facts
    if facts.get("promise"):
        return visit.url("promise", facts["promise"])
    if facts.get("dispute"):
        return visit.url("dispute", facts["dispute"])
    if facts.get("item"):
        return visit.url("item", of["entity"], facts["item"])
    if of.get("customer"):
        return visit.url("customer", of["entity"], of["customer"])
    return visit.url("group")


def _cell(of: dict[str, str]) -> Sequence[str]:
    return [equals(name, value) for name, value in of.items()]
