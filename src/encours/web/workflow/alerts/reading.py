"""The states a person is told of, within what they may see."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from encours.web.access.perimeter import whole
from encours.web.access.roles import Right
from encours.web.workflow.alerts.extent import extent_from
from encours.web.workflow.alerts.models import Alert, Rule
from encours.web.workflow.people.models import Person
from encours.web.workflow.undoable import open_to


def alerts_of(person: Person) -> QuerySet[Alert]:
    """Those they are told of, or found by rules of their own, whose extent lies within their perimeter."""
    mine = Alert.objects.filter(Q(told__person=person) | Q(rule__owner=person)).distinct()
    extents = set(mine.order_by().values_list("extent", flat=True).distinct())
    return mine.filter(extent__in=[text for text in extents if extent_from(text).open_to(person)])


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
    """Theirs, those they are told by, and those of the company for who steers it."""
    steers = whole(person) and person.may(Right.STEER)
    named = Rule.objects.filter(deleted_at=None).exclude(people=[]).select_related("owner")
    found = {one.pk: one for one in open_to(Rule, person)}
    found |= {one.pk: one for one in named if person.pk in one.people}
    if steers:
        company = Rule.objects.filter(deleted_at=None, company=True).select_related("owner")
        found |= {one.pk: one for one in company}
    return sorted(found.values(), key=lambda one: (one.label, one.pk))


def may_change(person: Person, rule: Rule) -> bool:
    """Its owner; of the company, whoever sees the whole and steers it."""
    if rule.company:
        return whole(person) and person.may(Right.STEER)
    return rule.owner_id == person.pk and person.may(Right.OWN)
