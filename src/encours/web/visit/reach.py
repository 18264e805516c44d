"""Whose accounts, work and records a person may look at: all, or those of people who see no more than they do.

What someone did lies within what they were allowed to see. A reader whose perimeter holds theirs learns nothing of the
rest by it, from the moment both perimeters are what they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from encours.web.access.perimeter import meets, whole, within
from encours.web.workflow.jobs.models import Job
from encours.web.workflow.people.models import Person

NOBODY = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Reach:
    """Each person within reach, with the moment since which what they did is too, None for always; `people` is None
    when everybody is, those who left and the machine itself included."""

    people: Mapping[int, datetime | None] | None

    def accounts(self) -> QuerySet:
        """Their accounts."""
        every = Person.objects.all()
        return every if self.people is None else every.filter(pk__in=self.people)

    def among(self, who: str, at: str) -> Q:
        """What they did, by the fields that say who and when."""
        if self.people is None:
            return Q()
        found = NOBODY
        always = [number for number, since in self.people.items() if since is None]
        found |= Q(**{f"{who}__in": always})
        for number, since in self.people.items():
            if since is not None:
                found |= Q(**{who: number, f"{at}__gte": since})
        return found

    def covers(self, who: int | None, at: datetime) -> bool:
        """Whether what that person did then is within reach."""
        if self.people is None:
            return True
        if who is None or who not in self.people:
            return False
        since = self.people[who]
        return since is None or at >= since


def reach(person: Person) -> Reach:
    """Whoever sees the whole reaches everybody; another, those whose perimeter lies within theirs."""
    if whole(person):
        return Reach(None)
    inner = [one for one in Person.objects.all() if within(one, person)]
    return Reach({one.pk: _later(one.confined_at, person.confined_at) for one in inner})


def colleagues(person: Person) -> list[Person]:
    """The others who may be named to a person and given work: those who may see a part of what they see."""
    others = Person.objects.filter(is_active=True).exclude(pk=person.pk).order_by("name", "email")
    return [one for one in others if meets(one, person)]


def jobs_of(person: Person) -> QuerySet:
    """The jobs whose names, errors and results a person may read. Those of the schedule speak of the whole."""
    return Job.objects.filter(reach(person).among("asked_by_id", "asked_at"))


def own(person: Person, at: str, who: str = "person_id") -> Q:
    """What a person did since their perimeter is what it is."""
    return Reach({person.pk: person.confined_at}).among(who, at)


def since_confined(person: Person, at: datetime) -> bool:
    """Whether that was since their perimeter is what it is."""
    return Reach({person.pk: person.confined_at}).covers(person.pk, at)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    said = [moment for moment in (one, other) if moment is not None]
    return max(said, default=None)
