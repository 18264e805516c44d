"""Which matching groups an import says, and which items of the book they concern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from encours.book.reading import Sought
from encours.importers.fec.history import History
from encours.importers.fec.item import Item
from encours.importers.fec.ledger import Line
from encours.importers.fec.letters import Group, families, family, groups_of, pair


@dataclass(frozen=True, slots=True)
class Member:
    """An item in a group: `line` is where the file says so."""

    item: Item
    group: str
    on: date | None
    line: Line


@dataclass(slots=True)
class Matching:
    """The groups of the items listed, by key, and the other memberships: of items of the book, or beyond the first.

    `waiting` are items whose letter stands alone, though it was given by the last day of the files.
    """

    first: dict[str, Member] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    waiting: list[Item] = field(default_factory=list)


def matching_of(items: Sequence[Item], pairs: Sequence[tuple[Item, Item]], history: History) -> Matching:
    """The groups of items listed by the files, completed by those of the book that bear the same letters."""
    listed = {id(item) for item in items}
    groups = _groups([*items, *_of_the_book(items, history)])
    last = max((item.line.day for item in items), default=date.min)
    matching = Matching()
    matching.waiting = [
        item
        for group in groups
        if not group.matches and group.on <= last
        for item, _mark in group.members
        if id(item) in listed and not item.held
    ]
    chosen = _touched([group for group in groups if group.matches], listed)
    for group in sorted(
        [*chosen, *(pair(*both) for both in pairs)], key=lambda group: (group.on, group.name)
    ):
        _enter(group, listed, matching)
    return matching


def _enter(group: Group, listed: set[int], matching: Matching) -> None:
    new = [item for item, _mark in group.members if id(item) in listed] or [group.members[0][0]]
    said = max(new, key=lambda item: (item.line.day, item.line.line)).line
    for item, mark in group.members:
        member = Member(item, group.name, mark.on, said)
        if id(item) in listed and not item.bare and item.key not in matching.first:
            matching.first[item.key] = member
        else:
            matching.members.append(member)


def _of_the_book(items: Sequence[Item], history: History) -> list[Item]:
    """The items of the book that bear a letter of these items, and those that bear another letter of theirs."""
    listed = {id(item) for item in items}
    wanted = {family(item, mark) for item in items for mark in item.marks}
    done: set[str] = set()
    found: dict[int, Item] = {}
    while letters := {letter for _account, _customer, letter in wanted} - done:
        customers = sorted({customer for _account, customer, letter in wanted if letter in letters})
        done |= letters
        for item in history.of(Sought(customers=customers, letters=sorted(letters))):
            theirs = {family(item, mark) for mark in item.marks}
            if theirs & wanted and id(item) not in listed:
                found[id(item)] = item
                wanted |= theirs
    return list(found.values())


def _groups(items: Iterable[Item]) -> list[Group]:
    return [group for bearers in families(items).values() for group in groups_of(bearers)]


def _touched(groups: Sequence[Group], listed: set[int]) -> list[Group]:
    """Groups with an item listed, and those that share an item with one of them: what is listed is said whole."""
    of_item: dict[int, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        for item, _mark in group.members:
            of_item[id(item)].append(index)
    chosen: set[int] = set()
    waiting = [index for item in listed for index in of_item.get(item, ())]
    while waiting:
        index = waiting.pop()
        if index not in chosen:
            chosen.add(index)
            waiting += [other for item, _mark in groups[index].members for other in of_item[id(item)]]
    return [groups[index] for index in sorted(chosen)]
