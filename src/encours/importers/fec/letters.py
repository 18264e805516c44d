"""Matching groups: the items of one account and customer that bear one letter, over all the years known.

A letter with a date is one group wherever its lines of that date balance, in one year or in several: letters used
again are told apart by their dates. What is left of a letter is one group by fiscal year, for software that dates
each line by itself, or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from encours.importers.fec.item import Item, Mark

Family = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Items matched together. `on`: the day of it, None for the newest of its marks, else of its items."""

    name: str
    members: tuple[tuple[Item, Mark], ...]

    @property
    def on(self) -> date:
        """As the book dates it: the newest matching date, else the newest posting."""
        dates = [mark.on for _item, mark in self.members if mark.on]
        return max(dates) if dates else max(item.line.day for item, _mark in self.members)

    @property
    def matches(self) -> bool:
        """Whether it sets credits against debits: a letter may wait for the rest of it."""
        signs = {item.units > 0 for item, _mark in self.members}
        return len(signs) == 2

    @property
    def units(self) -> int:
        return sum(item.units for item, _mark in self.members)


def family(item: Item, mark: Mark) -> Family:
    return item.line.account, item.customer, mark.letter


def families(items: Iterable[Item]) -> dict[Family, list[tuple[Item, Mark]]]:
    """The items that bear each letter of an account and customer."""
    found: dict[Family, list[tuple[Item, Mark]]] = defaultdict(list)
    for item in items:
        for mark in item.marks:
            found[family(item, mark)].append((item, mark))
    return found


def groups_of(bearers: Sequence[tuple[Item, Mark]], upto: date | None = None) -> list[Group]:
    """The groups of one letter; `upto`: as they were known at the end of that day."""
    known = [(item, mark) for item, mark in bearers if upto is None or max(item.line.day, mark.since) <= upto]
    if not known:
        return []
    dated: dict[date | None, dict[int, tuple[Item, Mark]]] = defaultdict(dict)
    for item, mark in known:
        dated[mark.on].setdefault(id(item), (item, mark))
    item, mark = known[0]
    stem = "/".join(part for part in (item.line.account, item.line.auxiliary, mark.letter) if part)
    found = []
    rest: dict[date, dict[int, tuple[Item, Mark]]] = defaultdict(dict)
    for on, members in dated.items():
        if on and sum(item.units for item, _mark in members.values()) == 0:
            found.append(Group(f"{stem}/{on}", tuple(members.values())))
            continue
        for item, mark in members.values():
            rest[mark.closing].setdefault(id(item), (item, mark))
    found += [Group(f"{closing}/{stem}", tuple(members.values())) for closing, members in rest.items()]
    return found


def pair(debit: Item, payment: Item) -> Group:
    """A payment and the return that takes it back, where neither bears a letter."""
    day = debit.line.day
    mark = Mark("", day, day, day)
    return Group(f"returned/{debit.key}", ((debit, mark), (payment, mark)))


def settle(
    groups: Iterable[Group], left: dict[str, int], upto: date | None = None
) -> list[tuple[Item, Item, int]]:
    """What each credit takes off each debit, oldest due date first, as the book does; `left` is what items still have.

    Groups come in order of their days; an item of several gives each what the ones before have left of it. `upto`:
    groups of that day at the latest.
    """
    found = []
    for group in sorted(groups, key=lambda group: (group.on, group.name)):
        if upto is not None and group.on > upto:
            continue
        members = sorted((item for item, _mark in group.members), key=lambda item: (item.due_on, item.key))
        debits = [item for item in members if item.units > 0]
        credits = [item for item in members if item.units < 0]
        found += _overlaps(debits, credits, left)
    return found


def _overlaps(
    debits: Sequence[Item], credits: Sequence[Item], left: dict[str, int]
) -> list[tuple[Item, Item, int]]:
    found = []
    waiting = list(reversed(credits))
    for debit in debits:
        while waiting and (room := left.get(debit.key, debit.units)) > 0:
            credit = waiting[-1]
            given = min(room, -left.get(credit.key, credit.units))
            if given > 0:
                found.append((debit, credit, given))
                left[debit.key] = room - given
                left[credit.key] = left.get(credit.key, credit.units) + given
            if left.get(credit.key, credit.units) >= 0:
                waiting.pop()
    return found
