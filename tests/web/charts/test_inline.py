"""Small drawings without script keep the proportions of their figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from encours.web.charts.inline import habit, spark, strip
from encours.web.charts.payer import tone

COLORS = ["b0", "b1", "b2"]


def test_a_single_value_has_no_trend() -> None:
    assert spark([Decimal(3), None]).line == ""


def test_a_flat_trend_runs_in_the_middle() -> None:
    assert spark([5, 5]).line == "M4.0,17.0L156.0,17.0"


def test_the_highest_value_is_at_the_top_and_the_last_one_is_marked() -> None:
    drawn = spark([Decimal(1), Decimal(9), Decimal(5)])
    assert drawn.line == "M4.0,30.0L80.0,4.0L156.0,17.0"
    assert drawn.last == "M156.0,17.0h0"
    assert drawn.area.startswith(drawn.line)


def test_an_empty_bucket_keeps_its_colour_to_itself() -> None:
    segments = strip([("not due", Decimal(0), ""), ("late", Decimal(5), "€5")], COLORS)
    assert [(one.color, one.x, one.width, one.tip) for one in segments] == [
        ("b1", "0.000", "100.000", "late €5")
    ]


def test_the_parts_of_a_strip_fill_it_whatever_the_credits() -> None:
    segments = strip([("a", Decimal(1), ""), ("b", Decimal(2), ""), ("c", Decimal(-9), "")], COLORS)
    assert [(one.x, one.width) for one in segments] == [("0.000", "33.333"), ("33.333", "66.667")]


def test_a_customer_with_credits_alone_has_no_strip() -> None:
    assert strip([("credits", Decimal(-5), "")], COLORS) == ()


@pytest.mark.parametrize(
    ("days", "height"), [(-1, 3), (0, 3), (1, 3 + 13 / 60), (60, 16), (61, 16), (None, 3)]
)
def test_a_bar_grows_with_the_delay_up_to_its_cap(days: int | None, height: float) -> None:
    (bar,) = habit([(days, False)])
    assert bar.height == height
    assert bar.y + bar.height == 16


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "h0"), (1, "h1"), (15, "h1"), (16, "h2"), (45, "h2"), (46, "h3")],
)
def test_the_tone_changes_the_day_after_each_limit(days: int, expected: str) -> None:
    assert tone(days) == expected
