"""Which choices of the company a person sees and may change: targets are by entity, the others are everybody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from encours.web.access.perimeter import whole, whole_entities
from encours.web.access.roles import Right
from encours.web.workflow.choices.models import Change
from encours.web.workflow.people.models import Person

TARGETS = "targets"
LAST = 20  # changes shown
Targets = Mapping[str, Mapping[str, str]]  # by figure, then by entity, "" for the group
Pair = tuple[str, str]


def may_choose(person: Person) -> bool:
    """Whether they change what every page computes with: that takes the right to steer and the whole."""
    return person.may(Right.STEER) and whole(person)


def may_target(person: Person, entity: str) -> bool:
    """Whether they set the target of an entity all of which they see; that of the group (""), with the whole."""
    if not entity or whole(person):
        return may_choose(person)
    return person.may(Right.STEER) and whole_entities(person, [entity])


def seen_of(held: Targets, person: Person, entities: Sequence[str]) -> dict[str, dict[str, str]]:
    """The targets of the group and of these entities, all of them for who sees the whole."""
    every = whole(person)
    seen = {name: {e: v for e, v in by.items() if every or e in ("", *entities)} for name, by in held.items()}
    return {name: by for name, by in seen.items() if by}


@dataclass(frozen=True, slots=True)
class Told:
    """A change as someone may read it, and whether they may put it back."""

    pk: int
    name: str
    at: datetime
    person: Person | None
    before: Any
    after: Any
    may_undo: bool


def changes_of(person: Person, entities: Sequence[str]) -> list[Told]:
    """The last changes, each as this person may read it; those that say nothing to them are left out."""
    found: list[Told] = []
    for change in Change.objects.select_related("person").order_by("-pk").iterator(chunk_size=100):
        if (told := _told(change, person, entities)) is not None:
            found.append(told)
        if len(found) == LAST:
            break
    return found


def may_undo(person: Person, change: Change) -> bool:
    """Whether all that a change changed is theirs to change."""
    if change.name != TARGETS:
        return may_choose(person)
    return all(may_target(person, entity) for _name, entity in changed_pairs(change))


def changed_pairs(change: Change) -> set[Pair]:
    """The figure and the entity of each target that a change changed."""
    before, after = dict(pairs(change.before or {})), dict(pairs(change.after or {}))
    return {pair for pair in {*before, *after} if before.get(pair) != after.get(pair)}


def as_before(held: Targets, change: Change) -> dict[str, dict[str, str]] | None:
    """Targets with what that change changed put back, and nothing else; None when none is left."""
    now, was = dict(pairs(held)), dict(pairs(change.before or {}))
    for pair in changed_pairs(change):
        now.pop(pair, None)
        if pair in was:
            now[pair] = was[pair]
    back: dict[str, dict[str, str]] = {}
    for (name, entity), value in now.items():
        back.setdefault(name, {})[entity] = value
    return back or None


def pairs(held: Targets) -> Iterator[tuple[Pair, str]]:
    """Each target, by its figure and its entity."""
    return (((name, entity), value) for name, by in held.items() for entity, value in by.items())


def _told(change: Change, person: Person, entities: Sequence[str]) -> Told | None:
    before, after = change.before, change.after
    if change.name == TARGETS:
        before, after = (seen_of(held or {}, person, entities) or None for held in (before, after))
        if before == after:
            return None
    undo = may_undo(person, change)
    return Told(change.pk, change.name, change.at, change.person, before, after, undo)
