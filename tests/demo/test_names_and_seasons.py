"""Invented names are all different; the calendar knows working days, runs and seasons."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from encours.demo.names import companies, groups, people, siren
from encours.demo.seasons import activity, month_end, next_run, next_working


@pytest.mark.parametrize("country", ["FR", "DE", "GB", "TN"])
def test_company_names_do_not_repeat_even_in_tens_of_thousands(country: str) -> None:
    names = companies(Random(1), 40_000, country)
    assert len(set(names)) == 40_000
    assert not any("," in name or '"' in name for name in names)


def test_groups_and_people_do_not_repeat() -> None:
    assert len(set(groups(Random(2), 5_000))) == 5_000
    assert len(set(people(Random(2), 500))) == 500


def test_registration_numbers_have_nine_digits_and_a_right_check_digit() -> None:
    for number in (0, 1, 9, 31_000, 99_999):
        text = siren(number)
        assert len(text) == 9
        digits = [int(digit) for digit in text]
        doubled = [sum(divmod(2 * d, 10)) if place % 2 else d for place, d in enumerate(digits)]
        assert sum(doubled) % 10 == 0


@pytest.mark.parametrize(
    ("day", "run"),
    [
        ("2026-03-09", "2026-03-10"),
        ("2026-03-10", "2026-03-10"),
        ("2026-03-11", "2026-03-20"),
        ("2026-03-21", "2026-03-31"),
        ("2026-05-30", "2026-06-01"),  # the 31st is a Sunday
        ("2026-10-10", "2026-10-12"),  # the 10th is a Saturday
    ],
)
def test_a_day_is_served_by_the_run_of_the_day_or_the_next(day: str, run: str) -> None:
    assert next_run(date.fromisoformat(day)) == date.fromisoformat(run)


def test_nothing_happens_on_holidays_and_month_ends_are_busy() -> None:
    first = date(2026, 1, 1)
    assert activity(date(2026, 5, 1), first) == 0
    assert activity(date(2026, 5, 3), first) == 0
    assert activity(date(2026, 6, 29), first) > 2 * activity(date(2026, 6, 26), first) > 0
    assert next_working(date(2026, 8, 15)) == date(2026, 8, 17)


def test_month_ends_of_a_leap_year() -> None:
    assert month_end(date(2024, 2, 10)) == date(2024, 2, 29)
    assert month_end(date(2024, 12, 31)) == date(2024, 12, 31)
    assert month_end(date(2024, 1, 31)) - timedelta(days=30) == date(2024, 1, 1)
