"""All the rules looked at in one go: once for each perimeter, whatever is asked the same of it asked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from encours.api import OpenBook
from encours.api.watched import attributes
from encours.cube.periods import in_reach
from encours.errors import EncoursError, UsageError
from encours.i18n import mark
from encours.said import _, reason
from encours.watch.batches import apart
from encours.watch.finding import Finding, Found, found
from encours.web.access.perimeter import conditions
from encours.web.alerts.watching import figures
from encours.web.alerts.watching.events import BY_NAME, Asked, Event, Moment
from encours.web.visit import connections
from encours.web.visit.visit import heard_until
from encours.web.workflow.alerts.models import Rule
from encours.web.workflow.choices.chosen import usual
from encours.web.workflow.own_indicators.own import indicators_of

UNKNOWN = mark("This version does not know what this rule watches.")
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Event:
    """A rule about an event as it is asked: the attributes its customers must have, the other conditions."""

    rule: Rule
    event: Event
    asked: Asked
    picked: Mapping[str, str]
    rest: tuple[str, ...]


def looked_at() -> list[Rule]:
    """The rules that are looked at: switched on, of the company or of somebody who still works."""
    standing = Rule.objects.filter(active=True, deleted_at=None).select_related("owner")
    return [rule for rule in standing if rule.company or rule.owner.is_active]


def look(rules: Sequence[Rule], progress: Progress = lambda _done: None) -> dict[int, Found]:
    """What each rule, by its number, finds now; DataError when there is no book yet."""
    groups: dict[tuple[str, ...], list[Rule]] = defaultdict(list)
    for rule in rules:
        groups[() if rule.company else tuple(conditions(rule.owner))].append(rule)
    answers: dict[int, Found] = {}
    for perimeter, members in groups.items():
        book = book_of(perimeter, members)
        answers |= look_within(book, members, progress=progress)
    return answers


def book_of(perimeter: Iterable[str], rules: Sequence[Rule]) -> OpenBook:
    """The newest book within a perimeter, which knows the indicators of the owners of these rules."""
    own = {name: one for rule in {rule.owner_id: rule for rule in rules}.values() for name, one in _own(rule)}
    return connections.book().choosing(usual()).using(own).within(list(perimeter))


def look_within(
    book: OpenBook, rules: Sequence[Rule], day: date | None = None, progress: Progress = lambda _done: None
) -> dict[int, Found]:
    """The same in one book: now, or as it was on a day gone by."""
    at = moment_of(book, day)
    about = [rule for rule in rules if rule.figure]
    answers = figures.look(book, [_asking(rule) for rule in about], at.day)
    progress(len(about))
    answers |= _events(book, [rule for rule in rules if not rule.figure], at, progress)
    return answers


def moment_of(book: OpenBook, day: date | None = None) -> Moment:
    """Of a day gone by, people are heard to its end."""
    newest = in_reach(book.data_date)
    now = timezone.now()
    return Moment(day, day, now) if day else Moment(newest, heard_until(newest, newest), now)


def _own(rule: Rule) -> Iterator[tuple[str, Any]]:
    yield from indicators_of(rule.owner).items()


def _asking(rule: Rule) -> figures.Asking:
    return figures.asking_of(
        rule.pk or 0, rule.figure, rule.condition, rule.each, rule.where, rule.currency or ""
    )


def _events(book: OpenBook, rules: Sequence[Rule], at: Moment, progress: Progress) -> dict[int, Found]:
    answers: dict[int, Found] = {}
    alike: dict[tuple[Any, ...], list[_Event]] = defaultdict(list)
    for rule in rules:
        try:
            one = _event(rule, book)
            alike[one.event.name, one.asked, one.rest].append(one)
        except EncoursError as error:
            answers[rule.pk or 0] = Found(at.day, problem=reason(error))
    least: dict[tuple[str, int], Decimal] = {}
    for name, asked, _rest in alike:
        least[name, asked.days] = min(asked.limit, least.get((name, asked.days), asked.limit))
    held = _attributes(book, [one for members in alike.values() for one in members])
    for (name, asked, rest), members in alike.items():
        try:
            every = list(
                BY_NAME[name].read(book.within(list(rest)), at, replace(asked, least=least[name, asked.days]))
            )
        except EncoursError as error:
            answers |= {one.rule.pk or 0: Found(at.day, problem=reason(error)) for one in members}
            continue
        for one in members:
            answers[one.rule.pk or 0] = found(at.day, [state for state in every if _meets(one, state, held)])
        progress(len(members))
    return answers


def _event(rule: Rule, book: OpenBook) -> _Event:
    event = BY_NAME.get(rule.event)
    if event is None:
        raise UsageError(_(UNKNOWN))
    picked, rest = apart(rule.where, book.about.custom) if event.accounts else ({}, tuple(rule.where))
    asked = Asked(Decimal(str(rule.condition.get("limit") or 0)), int(rule.condition.get("days") or 0))
    return _Event(rule, event, asked, picked, rest)


def _attributes(book: OpenBook, members: Sequence[_Event]) -> dict[str, dict[tuple[str, str], str]]:
    """What each account is, by each attribute some rule asks for: one question."""
    names = sorted({name for one in members for name in one.picked} - {"entity"})
    if not names:
        return {}
    every = attributes(book, names)
    return {
        name: {account: said[place] for account, said in every.items()} for place, name in enumerate(names)
    }


def _meets(one: _Event, state: Finding, held: Mapping[str, Mapping[tuple[str, str], str]]) -> bool:
    of = state.facts["of"]
    account = of["entity"], of.get("customer", "")
    return all(
        (of["entity"] if name == "entity" else held[name].get(account)) == value
        for name, value in one.picked.items()
    )
