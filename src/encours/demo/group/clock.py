"""The two years of the demo, and the days people work in them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from encours.demo.seasons import activity

WARM_UP = date(2024, 8, 1)  # trade before the first export, of which only what is still open is seen
START = date(2024, 11, 1)
END = date(2026, 10, 31)
MONTHS = 27  # from the warm-up to the end


@cache
def days() -> tuple[date, ...]:
    """Every day from the warm-up to the end."""
    return tuple(WARM_UP + timedelta(days=n) for n in range((END - WARM_UP).days + 1))


@cache
def weights() -> tuple[float, ...]:
    """How much is invoiced on each of these days."""
    return tuple(activity(day, WARM_UP) for day in days())


def after(day: date, count: int) -> date:
    """That many days later."""
    return day + timedelta(days=count)
