"""Deciding what becomes of a line of the day: each an act, told in the trail, while nobody else works on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from encours.i18n import _
from encours.money import from_units, to_units
from encours.web.workflow import acts
from encours.web.workflow.act import act
from encours.web.workflow.acts import Act
from encours.web.workflow.day.leases import Account, give_up, take
from encours.web.workflow.day.models import Capacity, Kind, Step
from encours.web.workflow.people.models import Person

GIVEN_DAYS = 30  # what was given to someone and never dealt with is on its owner's list again
ACTS: dict[str, Act] = {
    Kind.DONE: acts.DAY_DONE,
    Kind.PUT_OFF: acts.DAY_PUT_OFF,
    Kind.GIVEN: acts.DAY_GIVEN,
    Kind.BACK: acts.DAY_BACK,
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the list proposed: kept with the step, so that the day can be summed up."""

    action: str = ""
    minutes: int = 0
    gain: Decimal = Decimal(0)
    currency: str = ""


class Moved(Exception):
    """Somebody decided about this customer since the list was shown."""

    def __init__(self, step: Step) -> None:
        super().__init__("decided meanwhile")
        self.step = step

    def __str__(self) -> str:
        at = timezone.localtime(self.step.written_at).strftime("%H:%M")
        said = _("{0} decided about this customer at {1} ({2}): nothing more was recorded.")
        return said.format(self.step.person, at, ACTS[self.step.kind])


def decide(
    request: HttpRequest | None,
    person: Person,
    account: Account,
    kind: str,
    seen: int,
    proposed: Proposed | None = None,
    *,
    until: date | None = None,
    to: Person | None = None,
) -> Step:
    """What becomes of a customer; `seen` is the number of the last step about it that the list showed, 0 for none.

    Raises Taken while somebody else works on it, Moved when another step came: nothing is recorded then.
    """
    said = proposed or Proposed()
    with act(request, ACTS[kind], person) as doing:
        take(person, account)
        entity, customer = account
        later = _recent(timezone.localdate()).filter(entity=entity, customer=customer, pk__gt=seen).last()
        if later is not None:
            raise Moved(later)
        step = Step.objects.create(
            person=person,
            entity=entity,
            customer=customer,
            kind=kind,
            day=timezone.localdate(),
            until=until,
            to=to,
            action=said.action,
            minutes=said.minutes,
            gain_units=to_units(said.gain),
            currency=said.currency,
        )
        give_up(person, account)
        doing.subject = f"{entity} {customer}"
        doing.after = _told(step)
    return step


@dataclass(frozen=True, slots=True)
class State:
    """What stands of what was decided, on a day; `last` is the number of the last step about each customer."""

    last: dict[Account, int]
    done: dict[Account, Step]
    put_off: dict[Account, Step]
    given: dict[Account, Step]


def state(on: date | None = None) -> State:
    """What is done today, what is put off beyond, and what is given to someone."""
    day = on or timezone.localdate()
    last: dict[Account, Step] = {}
    given: dict[Account, Step] = {}
    standing: dict[Account, Step] = {}
    for step in _recent(day):
        last[step.account] = standing[step.account] = step
        if step.kind == Kind.GIVEN:
            given[step.account] = standing.pop(step.account)
        elif step.kind == Kind.DONE:
            given.pop(step.account, None)
    done = {key: one for key, one in standing.items() if one.kind == Kind.DONE and one.day == day}
    off = {
        key: one
        for key, one in standing.items()
        if one.kind == Kind.PUT_OFF and one.until and one.until > day
    }
    return State({key: one.pk for key, one in last.items()}, done, off, given)


def _recent(day: date) -> QuerySet[Step]:
    """Steps that may still stand on a day, the first ones first."""
    since = day - timedelta(days=GIVEN_DAYS)
    found = Step.objects.filter(Q(day__gte=since) | Q(until__gt=day))
    return found.select_related("person", "to").order_by("pk")


def capacity(person: Person, day: date) -> int | None:
    """The minutes a person said to have on a day; None before that."""
    found: int | None = (
        Capacity.objects.filter(person=person, day=day).values_list("minutes", flat=True).first()
    )
    return found


def usual_capacity(person: Person) -> int | None:
    """What they had the last time they said it."""
    found: int | None = (
        Capacity.objects.filter(person=person).order_by("-day").values_list("minutes", flat=True).first()
    )
    return found


def say_capacity(person: Person, day: date, minutes: int) -> None:
    """Said once a day, said again when the day turns out otherwise."""
    Capacity.objects.update_or_create(person=person, day=day, defaults={"minutes": minutes})


def _told(step: Step) -> dict[str, Any]:
    said = {
        "until": step.until and step.until.isoformat(),
        "to": str(step.to) if step.to else None,
        "action": step.action,
        "minutes": step.minutes,
        "gain": str(from_units(step.gain_units, step.currency)) if step.gain_units else None,
    }
    return {name: value for name, value in said.items() if value}
