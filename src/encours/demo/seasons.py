"""When companies invoice and pay: working days, busy month-ends, the August dip, payment runs."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_MONTHS = (0.92, 0.95, 1.08, 1.0, 0.96, 1.12, 0.98, 0.55, 1.08, 1.08, 1.05, 1.18)
_HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
_SATURDAY = 5
_GROWTH_PER_DAY = 0.00011  # about 4 % a year
RUN_DAYS = (10, 20)


def is_working(day: date) -> bool:
    """Monday to Friday, and none of the fixed French holidays.

    >>> is_working(date(2026, 7, 14)), is_working(date(2026, 7, 15))
    (False, True)
    """
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _HOLIDAYS


def activity(day: date, first: date) -> float:
    """How much is invoiced on a day against an ordinary working day of the first year."""
    if not is_working(day):
        return 0.0
    closing = 2.6 if (day + timedelta(days=3)).month != day.month else 1.0
    return _MONTHS[day.month - 1] * closing * (1 + _GROWTH_PER_DAY * (day - first).days)


@lru_cache(maxsize=20_000)
def next_working(day: date) -> date:
    """The same day, or the first working day after it."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=20_000)
def next_run(day: date) -> date:
    """The payment run that serves a day: the 10th, the 20th or the end of the month, moved to a working day.

    >>> next_run(date(2026, 6, 3)).isoformat(), next_run(date(2026, 6, 23)).isoformat()
    ('2026-06-10', '2026-06-30')
    """
    runs = [day.replace(day=number) for number in RUN_DAYS] + [month_end(day)]
    return next_working(next(run for run in runs if run >= day))


def month_end(day: date) -> date:
    """The last day of the month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
