"""The lines of a day: those of the worklist that stand, in their order, and where the day ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from encours.api.worklist import Worklist
from encours.collection import Facts, Line
from encours.web import worklists
from encours.web.visit.visit import Visit
from encours.web.workflow.day.leases import Account, held
from encours.web.workflow.day.models import Lease, Step
from encours.web.workflow.day.steps import State, capacity, state
from encours.web.workflow.people.models import Person

EVERYBODY = "*"
ONLY: dict[str, Callable[[Facts, date], bool]] = {
    "promises_due": lambda facts, _day: facts.due > 0,
    "promises_broken": lambda facts, _day: facts.broken > 0,
    "disputes_answered": lambda facts, _day: facts.answered > 0,
    "next_steps": lambda facts, day: facts.next_on is not None and facts.next_on <= day,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A line with its `rank` among those that stand, and `ends`: the minutes worked once it is done. It is `beyond`
    when the day is over before that; `edge` is the first one that is."""

    line: Line
    rank: int
    ends: int
    beyond: bool
    edge: bool
    seen: int
    lease: Lease | None
    given: Step | None

    @property
    def facts(self) -> Facts:
        return self.line.facts


@dataclass(frozen=True, slots=True)
class Day:
    """`collector` is the one whose day it is, `""` for everybody's; `person` is who that is here, if anyone. `lines`
    are all that stand, `steps` what was decided. `minutes` are those of the day, None when nobody said."""

    collector: str
    collectors: list[str]
    person: Person | None
    worklist: Worklist
    lines: list[Standing]
    steps: State
    minutes: int | None
    spent: int
    leases: Mapping[Account, Lease] = field(default_factory=dict)

    @property
    def today(self) -> list[Standing]:
        """Those the day has room for."""
        return [one for one in self.lines if not one.beyond]

    @property
    def gain(self) -> Decimal:
        return sum((one.line.first.gain for one in self.today), Decimal(0))

    def done(self) -> list[Step]:
        """What the person whose day it is did, everybody's where it is everybody's; the last first."""
        mine = [
            one for one in self.steps.done.values() if self.person is None or one.person_id == self.person.pk
        ]
        return sorted(mine, key=lambda one: -one.pk)


def day_of(visit: Visit) -> Day:
    """The day of the collector the address names: one's own unless it says otherwise."""
    names = worklists.collectors(visit)
    asked = visit.request.GET.get("collector", "").replace("\0", "")
    collector = "" if asked == EVERYBODY else asked if asked in names else worklists.own(visit, names)
    steps, found = state(), worklists.listed(visit, collector)
    person = _person(visit, collector)
    lines = [one for one in found.lines if _stands(one, steps, person, collector)]
    if collector and person:
        lines = _with_given(visit, person, steps, lines, collector)
    minutes = capacity(person or visit.person, timezone.localdate())
    spent = sum(one.minutes for one in steps.done.values() if one.person_id == (person or visit.person).pk)
    leases = held()
    standing = _standing(lines, steps, leases, minutes, spent)
    return Day(collector, names, person, found, standing, steps, minutes, spent, leases)


def _person(visit: Visit, collector: str) -> Person | None:
    """Who the collector is here."""
    if not collector:
        return None
    if visit.person.name == collector:
        return visit.person
    found: Person | None = Person.objects.filter(name=collector, is_active=True).first()
    return found


def _stands(line: Line, steps: State, person: Person | None, collector: str) -> bool:
    """Neither done today nor put off; on the list of one person, not given to another."""
    account = line.account
    if account in steps.done or account in steps.put_off:
        return False
    given = steps.given.get(account)
    return not (collector and given and given.to and (person is None or given.to_id != person.pk))


def _with_given(visit: Visit, person: Person, steps: State, lines: list[Line], collector: str) -> list[Line]:
    """And the customers of others that were given to this person."""
    given = {account for account, step in steps.given.items() if step.to_id == person.pk}
    lacking = given - {line.account for line in lines}
    if not lacking:
        return lines
    more = worklists.about(visit, sorted(lacking))
    added = [one for one in more.lines if one.account in lacking and _stands(one, steps, person, collector)]
    return sorted([*lines, *added], key=lambda one: (-one.first.per_minute, -one.first.amount, *one.account))


def _standing(
    lines: list[Line], steps: State, leases: Mapping[Account, Lease], minutes: int | None, spent: int
) -> list[Standing]:
    found, worked, over = list[Standing](), spent, False
    for rank, line in enumerate(lines, 1):
        worked += line.first.minutes
        beyond = minutes is not None and worked > minutes
        account = line.account
        found.append(
            Standing(
                line,
                rank,
                worked,
                beyond,
                beyond and not over,
                steps.last.get(account, 0),
                leases.get(account),
                steps.given.get(account),
            )
        )
        over = over or beyond
    return found
