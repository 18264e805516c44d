"""The fiscal years of a company: what letters without a date, and opening entries, belong to."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from encours.book.reading import Span
from encours.importers.fec.ledger import Ledger

LONGEST_FIRST_YEAR_DAYS = 550
DECEMBER = (12, 31)
_DAY = timedelta(1)


@dataclass(slots=True)
class Calendar:
    """Years that close on one day of the year; `merged` are closings inside a longer first year."""

    month: int = 12
    day: int = 31
    merged: frozenset[date] = frozenset()
    _known: dict[date, date] = field(default_factory=dict)

    def closing(self, day: date) -> date:
        """The last day of the fiscal year of a day.

        >>> Calendar().closing(date(2025, 3, 1)), Calendar(6, 31).closing(date(2024, 7, 1))
        (datetime.date(2025, 12, 31), datetime.date(2025, 6, 30))
        """
        if day not in self._known:
            closing = self._at(day.year) if day <= self._at(day.year) else self._at(day.year + 1)
            while closing in self.merged:
                closing = self._at(closing.year + 1)
            self._known[day] = closing
        return self._known[day]

    def opening(self, day: date) -> date:
        """The first day of the fiscal year of a day, which is no longer than a year.

        >>> Calendar().opening(date(2025, 3, 1)), Calendar(6, 31).opening(date(2024, 7, 1))
        (datetime.date(2025, 1, 1), datetime.date(2024, 7, 1))
        """
        return self._at(self.closing(day).year - 1) + _DAY

    def forget(self) -> None:
        """Closings are to be looked for again: `merged` changed."""
        self._known.clear()

    def _at(self, year: int) -> date:
        last = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day, last))


def calendar_of(ledgers: Sequence[Ledger]) -> Calendar:
    """Years close where most of the opening entries and names of files say so; where they disagree, in December."""
    openings = sorted({line.day for ledger in ledgers for line in ledger.lines if line.opening})
    firsts = [day for day in openings if day.day == 1] or openings[:1]
    eves = [day - _DAY for day in firsts]
    named = [ledger.closing for ledger in ledgers if ledger.closing]
    votes = Counter(_month_end(day) for day in (*eves, *named))
    opened = {_month_end(day) for day in eves}
    best = max(votes, key=lambda end: (votes[end], end == DECEMBER, end in opened), default=DECEMBER)
    calendar = Calendar(*best)
    calendar.merged = frozenset(_inside(ledgers, calendar, set(openings)))
    calendar.forget()
    return calendar


def span_of(first: date, ledgers: Sequence[Ledger], calendar: Calendar) -> Span:
    """The days the ledgers of a company tell of, of which the files are the last: from the beginning of the fiscal year
    of their `first` day, quiet months and all, to the closing their names say, or the end of the month of the last
    entry."""
    last = max(ledger.last for ledger in ledgers)
    ends = [last.replace(day=monthrange(last.year, last.month)[1])]
    return Span(calendar.opening(first), max(ends + [one.closing for one in ledgers if one.closing]))


def _month_end(day: date) -> tuple[int, int]:
    """Month and day, the 31st standing for the last day of any month."""
    return day.month, 31 if day.day == monthrange(day.year, day.month)[1] else day.day


def _inside(ledgers: Iterable[Ledger], calendar: Calendar, openings: set[date]) -> set[date]:
    """Closings within a file whose name says a later one, a long first year: nothing is brought forward after them."""
    found = set()
    for ledger in ledgers:
        closing = calendar.closing(ledger.first)
        named = ledger.closing is not None and closing < ledger.closing
        short = (ledger.last - ledger.first).days <= LONGEST_FIRST_YEAR_DAYS
        if closing < ledger.last and named and short and not any(day > closing for day in openings):
            found.add(closing)
    return found
