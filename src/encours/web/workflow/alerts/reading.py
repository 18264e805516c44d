"""The states a person is told of, within what they may see."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from encours.web.access.perimeter import whole
from encours.web.access.roles import Right
from encours.web.workflow.alerts.extent import extent_from
from encours.web.workflow.alerts.models import Alert, Rule
from encours.web.workflow.people.models import Person


def alerts_of(person: Person) -> QuerySet[Alert]:
    """Those they are told of, or found by rules of their own, whose extent lies within their perimeter."""
    return _within(person, Q(told__person=person) | Q(rule__owner=person, rule__company=False))


def alerts_open_to(person: Person) -> QuerySet[Alert]:
    """Those, and what rules of the company found, for who sees the whole of it."""
    mine = Q(told__person=person) | Q(rule__owner=person, rule__company=False)
    return _within(person, mine | Q(rule__company=True) if whole(person) else mine)


def _within(person: Person, mine: Q) -> QuerySet[Alert]:
    found = Alert.objects.filter(mine)
    extents = set(found.order_by().values_list("extent", flat=True).distinct())
    within = [text for text in extents if extent_from(text).open_to(person)]
    return Alert.objects.filter(pk__in=found.order_by().values("pk"), extent__in=within)


def calling(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """Those that stand, that nobody acknowledged and that are not silent today."""
    silent = Q(silenced_until__gte=timezone.localdate())
    return alerts.filter(ended_at=None, acknowledged_at=None).exclude(silent)


def calls(person: Person) -> int:
    """How many call on a person: the number on their bell."""
    mine = calling(Alert.objects.filter(told__person=person)).order_by()
    by_extent = mine.values_list("extent").annotate(number=Count("pk"))
    return sum(number for text, number in by_extent if extent_from(text).open_to(person))


def rules_open_to(person: Person) -> list[Rule]:
    """Theirs, and those of the company for who sees the whole of it: what a rule says may name anybody."""
    mine = Q(owner=person) | Q(company=True) if whole(person) else Q(owner=person, company=False)
    return list(Rule.objects.filter(mine, deleted_at=None).select_related("owner"))


def may_change(person: Person, rule: Rule) -> bool:
    """Its owner; of the company, whoever sees the whole and steers it."""
    if rule.company:
        return steers(person)
    return rule.owner_id == person.pk and person.may(Right.OWN)


def steers(person: Person) -> bool:
    """Whether they decide for the whole company."""
    return whole(person) and person.may(Right.STEER)
