"""What people do with states: acknowledge, silence until a day, and take either back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.alerts.models import Alert, History, Step
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record

ACTS = {
    Step.ACKNOWLEDGED: acts.ALERT_ACKNOWLEDGED,
    Step.TAKEN_UP: acts.ALERT_TAKEN_UP,
    Step.SILENCED: acts.ALERT_SILENCED,
    Step.HEARD: acts.ALERT_HEARD,
}


def acknowledge(request: HttpRequest | None, person: Person, alerts: QuerySet[Alert]) -> list[Alert]:
    """Those that stand and nobody acknowledged before; the one who was first stays the one who did."""
    now = {"acknowledged_at": timezone.now(), "acknowledged_by": person}
    return _done(request, person, Step.ACKNOWLEDGED, alerts.filter(acknowledged_at=None), now)


def take_up(request: HttpRequest | None, person: Person, alerts: QuerySet[Alert]) -> list[Alert]:
    """They call again."""
    back = {"acknowledged_at": None, "acknowledged_by": None}
    return _done(request, person, Step.TAKEN_UP, alerts.filter(acknowledged_at__isnull=False), back)


def silence(request: HttpRequest | None, person: Person, alerts: QuerySet[Alert], until: date) -> list[Alert]:
    """They do not call through that day, whatever becomes of them."""
    said = {"until": until.isoformat()}
    return _done(
        request, person, Step.SILENCED, alerts.exclude(silenced_until=until), {"silenced_until": until}, said
    )


def hear(request: HttpRequest | None, person: Person, alerts: QuerySet[Alert]) -> list[Alert]:
    """Silent no longer."""
    return _done(
        request, person, Step.HEARD, alerts.filter(silenced_until__isnull=False), {"silenced_until": None}
    )


def _done(
    request: HttpRequest | None,
    person: Person,
    step: Step,
    alerts: QuerySet[Alert],
    values: dict[str, Any],
    facts: dict[str, Any] | None = None,
) -> list[Alert]:
    with transaction.atomic():
        numbers = list(alerts.filter(ended_at=None).values_list("pk", flat=True))
        found = list(Alert.objects.select_for_update().filter(pk__in=numbers))
        Alert.objects.filter(pk__in=numbers).update(**values)
        History.objects.bulk_create(
            History(alert=one, step=step, person=person, facts=facts or {}) for one in found
        )
        if found:
            record(request, _act(step), subject=_named(found), after=facts, person=person)
    return found


def _act(step: Step) -> Act:
    return ACTS[step]


def _named(alerts: Iterable[Alert]) -> str:
    """The first ones, by their number and the name of their rule."""
    every = list(alerts)
    told = ", ".join(f"#{one.pk} {one.label}" for one in every[:5])
    return f"{told}…" if len(every) > 5 else told
