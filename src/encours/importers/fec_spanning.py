"""Letters that span years: an invoice of one year and its payment of the next under the same letter and date.

Software that numbers its matchings once and for all (rather than by year) may write openings as one line without
letter: the two halves then stand in two files, each of them out of balance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from encours.importers.fec_ledger import Line

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


def _half(halves: dict[Letter, Half], line: Line) -> Half:
    half = halves.setdefault((line.account, line.auxiliary, line.letter), Half())
    half.units += line.units
    half.dates.add(line.letter_date)
    return half
