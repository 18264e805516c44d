"""Letters that span years: an invoice of one year and its payment of the next under the same letter and date.

Software that numbers its matchings once and for all (rather than by year) may write openings as one line without
letter: the two halves then stand in two files, each of them out of balance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from encours.importers.fec.ledger import Line

Letter = tuple[str, str, str]


@dataclass(slots=True)
class Half:
    """The lines of one year that bear a letter: their sum, their matching dates and the keys of their items."""

    units: int = 0
    dates: set[date | None] = field(default_factory=set)
    opened: bool = False
    items: list[tuple[Line, str]] = field(default_factory=list)

    def completes(self, other: Half) -> bool:
        """Whether the two halves balance and were matched on the same known day."""
        same_day = self.dates == other.dates and len(self.dates) == 1 and None not in self.dates
        return same_day and self.units + other.units == 0


def halves_of(openings: Iterable[Line], items: Iterable[tuple[Line, str]]) -> dict[Letter, Half]:
    """By account and letter, what a year leaves out of balance; `items` are lines and the keys of their items."""
    halves: dict[Letter, Half] = {}
    for line, key in items:
        if line.letter:
            half = _half(halves, line)
            half.items.append((line, key))
    for line in openings:
        if line.letter:
            _half(halves, line).opened = True
    return {letter: half for letter, half in halves.items() if half.units}


def spent_of(parts: Iterable[tuple[str | None, str, date, int]]) -> set[str]:
    """Items used up by a group that does not balance: a later letter that names them again has nothing left of them.

    `parts` are group, item, due date and units. The oldest due date is settled first, as the book does.

    >>> day = date(2024, 5, 1)
    >>> spent_of([("a", "FA1", day, 100), ("a", "P1", day, -30), ("b", "FA2", day, 50), ("b", "P2", day, -50)])
    {'P1'}
    """
    groups: dict[str, list[tuple[date, str, int]]] = defaultdict(list)
    for group, item, day, units in parts:
        if group is not None:
            groups[group].append((day, item, units))
    spent = set()
    for members in groups.values():
        debits = sum(max(units, 0) for _day, _item, units in members)
        credits = debits - sum(units for _day, _item, units in members)
        if debits != credits:
            spent |= _used_up(members, 1, min(debits, credits)) | _used_up(members, -1, min(debits, credits))
    return spent


def _used_up(members: Iterable[tuple[date, str, int]], sign: int, left: int) -> set[str]:
    used = set()
    for _day, item, units in sorted(members):
        if units * sign > 0:
            left -= abs(units)
            if left >= 0:
                used.add(item)
    return used


def _half(halves: dict[Letter, Half], line: Line) -> Half:
    half = halves.setdefault((line.account, line.auxiliary, line.letter), Half())
    half.units += line.units
    half.dates.add(line.letter_date)
    return half
