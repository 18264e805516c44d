"""Which items the opening balances of a year stand for: not counted twice, and given the letters these bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from encours.importers.fec.calendar import Calendar
from encours.importers.fec.history import History
from encours.importers.fec.item import Item, Mark
from encours.importers.fec.ledger import Line
from encours.importers.fec.letters import families, groups_of, pair, settle

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Original:
    """An item of an earlier year still open at its end; amounts in units."""

    item: str
    customer: str
    document: str
    amount: int
    open: int


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening line: the balance it brings forward, in units."""

    customer: str
    document: str
    units: int


@dataclass(slots=True)
class Openings:
    """What became of opening lines: how many stand for items (`dropped`), and those whose letter joins none."""

    dropped: int = 0
    unknown: list[Line] = field(default_factory=list)


def brought_forward(
    lines: Sequence[tuple[Line, str]],
    items: Sequence[Item],
    pairs: Sequence[tuple[Item, Item]],
    history: History,
    first: date | None,
) -> Openings:
    """Give the letters of opening lines (each with its customer) to the items they bring forward.

    `first`: the first day of the files, when the book holds items from before.
    """
    found = Openings(len(lines))
    days: dict[date, list[tuple[Line, str]]] = defaultdict(list)
    for line, customer in lines:
        days[line.day].append((line, customer))
    before = history.open_at(first - _DAY) if first and lines else []
    for day in sorted(days):
        left = open_before(day, items, pairs, before)
        originals = Originals(
            {
                item.key: Original(item.key, item.customer, item.line.piece, item.units, left[item.key])
                for item in sorted([*(item for item, _open in before), *items], key=lambda item: item.key)
                if left.get(item.key)
            }
        )
        by_key = {item.key: item for item in (*(item for item, _open in before), *items)}
        _join(days[day], originals, by_key, history.calendar, found)
    return found


def open_before(
    day: date, items: Sequence[Item], pairs: Sequence[tuple[Item, Item]], before: Sequence[tuple[Item, int]]
) -> dict[str, int]:
    """What items still had open at the end of the day before, in units."""
    left = {item.key: units for item, units in before}
    left |= {item.key: item.units for item in items if item.line.day < day}
    known = [*(item for item, _open in before), *(item for item in items if item.line.day < day)]
    groups = [
        group
        for bearers in families(known).values()
        for group in groups_of(bearers, day - _DAY)
        if group.matches
    ]
    groups += [group for debit, payment in pairs if (group := pair(debit, payment)).on < day]
    settle(groups, left, day - _DAY)
    return left


def _join(
    lines: Sequence[tuple[Line, str]],
    originals: Originals,
    items: dict[str, Item],
    calendar: Calendar,
    found: Openings,
) -> None:
    stand_for = originals.of([Opening(customer, line.piece, line.units) for line, customer in lines])
    for (line, _customer), keys in zip(lines, stand_for, strict=True):
        if not line.letter:
            continue
        mark = Mark(line.letter, line.letter_date, calendar.closing(line.day), line.day)
        for key in keys:
            if mark not in items[key].marks:
                items[key].marks = (*items[key].marks, mark)
                items[key].line.account = items[key].line.account or line.account
                items[key].changed = items[key].held
        if not keys:
            found.unknown.append(line)


@dataclass(slots=True)
class Originals:
    """The items still open, as one year ends and the next begins."""

    _held: dict[str, Original] = field(default_factory=dict)

    def of(self, openings: Sequence[Opening]) -> list[list[str]]:
        """The items each opening line stands for, [] where it cannot be said; no item serves twice.

        Same customer, document and amount; else same customer and the only item of that amount; else the only
        opening line of its customer, when it is the sum of all that the customer had open.
        """
        found: list[list[str]] = [[] for _opening in openings]
        left = self._by_amount()
        for same_document in (True, False):
            for index, opening in enumerate(openings):
                if not found[index]:
                    found[index] = _claim(left, opening, same_document)
        self._claim_sums(openings, found)
        return found

    def _by_amount(self) -> dict[tuple[str, int], dict[str, Original]]:
        left: dict[tuple[str, int], dict[str, Original]] = defaultdict(dict)
        for original in self._held.values():
            for units in {original.amount, original.open}:
                left[original.customer, units][original.item] = original
        return left

    def _claim_sums(self, openings: Sequence[Opening], found: list[list[str]]) -> None:
        lines: dict[str, list[int]] = defaultdict(list)
        for index, opening in enumerate(openings):
            lines[opening.customer].append(index)
        held: dict[str, list[Original]] = defaultdict(list)
        for original in self._held.values():
            held[original.customer].append(original)
        for customer, [first, *others] in lines.items():
            total = sum(original.open for original in held[customer])
            if not others and not found[first] and held[customer] and openings[first].units == total:
                found[first] = [original.item for original in held[customer]]


def _claim(
    left: dict[tuple[str, int], dict[str, Original]], opening: Opening, same_document: bool
) -> list[str]:
    candidates = left.get((opening.customer, opening.units), {})
    if same_document:
        fits = [c for c in candidates.values() if c.document and c.document == opening.document]
    else:
        fits = list(candidates.values()) if len(candidates) == 1 else []
    if not fits:
        return []
    chosen = fits[0]
    for units in {chosen.amount, chosen.open}:
        left[chosen.customer, units].pop(chosen.item, None)
    return [chosen.item]
