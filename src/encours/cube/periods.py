"""Windows of days, and the dates of a history."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from encours.errors import UsageError
from encours.i18n import _

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)  # windows and buckets reach before a date
LONGEST = {"d": 18_300, "w": 2_600, "m": 600, "y": 50}


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def before(self) -> date:
        """The day whose close is the beginning of the window."""
        return self.start - timedelta(days=1)


def day_of(value: date | str | None) -> date | None:
    """A date, or its ISO text, in the centuries a ledger may speak of."""
    if value is None:
        return None
    try:
        day = _day(value)
    except (ValueError, AttributeError):  # no date, or no text at all
        raise UsageError(_("{0} is not a date such as 2025-06-30.").format(str(value)[:40])) from None
    return in_reach(day)


def _day(value: date | str) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value.strip())


def in_reach(day: date) -> date:
    """A day a ledger may speak of; UsageError for any other."""
    if not FIRST <= day <= LAST:
        raise UsageError(_("{0} is too far away: no ledger speaks of that day.").format(day))
    return day


def month_end(day: date) -> date:
    """
    >>> month_end(date(2024, 2, 10))
    datetime.date(2024, 2, 29)
    """
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day when it is shorter.

    >>> add_months(date(2025, 3, 31), -1)
    datetime.date(2025, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def window(end: date, period: str) -> Window:
    """The window of a period (`3m`, `90d`, `4w`, `1y`) ending on a day.

    Whole calendar months when the day is a month end; otherwise it starts the day after `end` minus the months.

    >>> window(date(2025, 6, 30), "3m").start, window(date(2025, 6, 15), "3m").start
    (datetime.date(2025, 4, 1), datetime.date(2025, 3, 16))
    """
    count, unit = parse(period)
    if unit in "dw":
        return Window(end - timedelta(days=count * (7 if unit == "w" else 1) - 1), end)
    months = count * (12 if unit == "y" else 1)
    if end == month_end(end):
        return Window(add_months(end.replace(day=1), 1 - months), end)
    return Window(add_months(end, -months) + timedelta(days=1), end)


def history(end: date, steps: str) -> list[date]:
    """The dates of a history ending on a day, oldest first: `12` or `12m` month-ends, `8w` weeks, `30d` days.

    The last one is the day itself; the month-ends before it are whole months.

    >>> history(date(2025, 6, 15), "3")
    [datetime.date(2025, 4, 30), datetime.date(2025, 5, 31), datetime.date(2025, 6, 15)]
    """
    count, unit = parse(steps if not steps.isdigit() else f"{steps}m")
    if count > 1000:
        raise UsageError(_("A history has at most 1000 dates, not {0}.").format(count))
    if unit in "dw":
        days = 7 if unit == "w" else 1
        return [end - timedelta(days=days * back) for back in reversed(range(count))]
    months = 12 if unit == "y" else 1
    return [
        *(month_end(add_months(end.replace(day=1), -months * back)) for back in reversed(range(1, count))),
        end,
    ]


def previous(end: date) -> date:
    """The month-end before a day: what a position is first compared with."""
    return end.replace(day=1) - timedelta(days=1)


def year_before(end: date) -> date:
    """The same day a year earlier; a month end stays one.

    >>> year_before(date(2025, 2, 28)), year_before(date(2024, 2, 29))
    (datetime.date(2024, 2, 29), datetime.date(2023, 2, 28))
    """
    back = add_months(end, -12)
    return month_end(back) if end == month_end(end) else back


def parse(period: str) -> tuple[int, str]:
    """How many days, weeks, months or years a period is.

    >>> parse("3m"), parse("90j")
    ((3, 'm'), (90, 'd'))
    """
    found = re.fullmatch(r"([1-9]\d{0,4})([dwmyjsa])", period.strip().lower())
    if not found:
        raise UsageError(_("A period is written 3m, 90d, 4w or 1y, not {0}.").format(period[:40]))
    unit = {"j": "d", "s": "w", "a": "y"}.get(found[2], found[2])  # jours, semaines, ans
    count = int(found[1])
    if count > LONGEST[unit]:
        raise UsageError(_("A period is at most fifty years, not {0}.").format(period))
    return count, unit


def heard_until(day: date, newest: date, today: date) -> date:
    """The last day on which people are heard: the day asked about; today, when it is that of the newest data, since
    what they said meanwhile is known.

    >>> heard_until(date(2026, 10, 31), date(2026, 11, 20), date(2026, 11, 23)).isoformat()
    '2026-10-31'
    >>> heard_until(date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 23)).isoformat()
    '2026-11-23'
    """
    return day if day < newest else max(day, today)
