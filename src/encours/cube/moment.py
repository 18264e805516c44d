"""The day a fact is looked at, as SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from encours.book.parse import kinds
from encours.book.records import CREDITS


@dataclass(frozen=True, slots=True)
class Moment:
    """The as-of date of a branch: a day, or that of each row (`own`), a month-end; and what tells a credit there."""

    day: date
    sql: str
    credit: str = "f.open_units < 0"
    own: bool = False

    def before(self, days: int) -> str:
        """SQL for the date some days earlier; computed here for a day, so that every engine reads it the same way."""
        return f"{self.sql} - {days}" if self.own else f"DATE '{self.day - timedelta(days=days)}'"


def on(day: date) -> Moment:
    """A branch of one day."""
    return Moment(day, f"DATE '{day}'")


def on_month_ends(last: date) -> Moment:
    """A branch over the month-end sums, which may hold differences of either sign: only the kind tells a credit."""
    return Moment(last, "f.month_end", f"f.kind IN ({kinds(CREDITS)})", own=True)


def on_days(last: date) -> Moment:
    """A branch over positions that stand once for each day they are looked at."""
    return Moment(last, "f.as_of", own=True)
