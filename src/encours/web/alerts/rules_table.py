"""The rules as a table: what each watches, whom it tells, how it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from encours.cube.filters import parse
from encours.errors import UsageError
from encours.i18n import _, counted
from encours.web.access.roles import LABELS, Role
from encours.web.alerts import words
from encours.web.filters import conditions
from encours.web.tables import Column, Empty, Frame, Kind, Table, of_rows
from encours.web.visit.visit import Visit
from encours.web.workflow.alerts.models import Alert, Criticality, Rule
from encours.web.workflow.alerts.reading import may_change
from encours.web.workflow.people.models import Person


def listed(visit: Visit, rules: Sequence[Rule]) -> Table:
    """Those of the page."""
    frame = Frame(
        _("Rules"),
        sort="label",
        empty=Empty(_("Nothing is watched yet: switch a ready-made rule on, or make one.")),
        placeholder=_("Name, figure…"),
    )
    return of_rows(visit.request, "rules", _columns(visit, rules), rules, frame)


def _columns(visit: Visit, rules: Sequence[Rule]) -> list[Column]:
    standing = Counter(Alert.objects.filter(rule__in=rules, ended_at=None).values_list("rule_id", flat=True))
    people = {one.pk: str(one) for one in Person.objects.all()}
    return [
        *_watching(visit),
        Column("told", _("Told to"), value=lambda rule: _told(rule, people), second=_channels),
        Column(
            "standing",
            _("Standing"),
            Kind.COUNT,
            value=lambda rule: standing[rule.pk],
            href=lambda rule: visit.url("alerts", rule=str(rule.pk), state="all"),
            second=_left_out,
        ),
        Column("checked_at", _("Last look"), Kind.MOMENT, second=lambda rule: rule.problem),
        Column(
            "active",
            _("State"),
            Kind.TAG,
            value=_state,
            tone=lambda rule: "bad" if rule.active and rule.problem else "good" if rule.active else "",
        ),
        Column(
            "switch",
            _("Actions"),
            value=lambda rule: "1" if may_change(visit.person, rule) else "",
            template="alerts/switch.html",
            sortable=False,
            exported=False,
        ),
    ]


def _watching(visit: Visit) -> list[Column]:
    """What each watches."""
    return [
        Column(
            "label",
            _("Rule"),
            Kind.WHO,
            href=lambda rule: visit.url("alert_rule", rule.pk) if may_change(visit.person, rule) else "",
            second=lambda rule: scope(visit, rule),
            second_label=_("Scope"),
        ),
        Column("watches", _("What is watched"), value=words.sentence),
        Column(
            "criticality",
            _("Criticality"),
            Kind.TAG,
            value=lambda rule: words.criticality(rule.criticality),
            tone=lambda rule: words.TONES[Criticality(rule.criticality)],
        ),
    ]


def scope(visit: Visit, rule: Rule) -> str:
    """Whose it is, and its conditions in words."""
    whose = _("Company") if rule.company else str(rule.owner)
    try:
        found = [conditions.in_words(parse(one, visit.allowed.about.custom)) for one in rule.where]
    except UsageError:  # a field of one's own that the book has no longer
        return " · ".join([whose, *rule.where])
    return " · ".join([whose, *(f"{label} {text}" for label, text in found)])


def _told(rule: Rule, people: dict[int, str]) -> str:
    roles = [_(LABELS[Role(role)]) for role in rule.roles if role in LABELS]
    return ", ".join([*roles, *(people[number] for number in rule.people if number in people)]) or _("Nobody")


def _channels(rule: Rule) -> str:
    told = [_("in the application"), *([_("by mail")] if rule.mail else [])]
    return ", ".join([*told, *([_("by webhook")] if rule.hooks else [])])


def _state(rule: Rule) -> str:
    if not rule.active:
        return _("Off")
    return _("Could not look") if rule.problem else _("On")


def _left_out(rule: Rule) -> str:
    if not rule.left_out:
        return ""
    return counted("and {0} more, not kept", "and {0} more, not kept", rule.left_out).format(rule.left_out)
