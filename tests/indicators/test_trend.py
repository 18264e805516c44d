"""Trend and drift alert: what is unusual and material, and what one odd month does not do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.indicators.trend import trend

STEADY = [Decimal(days) for days in (60, 61, 59, 60, 62, 58, 60, 61, 59, 60)]
POINTS = st.lists(st.decimals(min_value=1, max_value=200, places=2), min_size=7, max_size=15)


def drifts(last: str, past: list[Decimal] | None = None) -> bool:
    result = trend([*(STEADY if past is None else past), Decimal(last)])
    assert result is not None
    return result.drifting


def test_a_steady_figure_does_not_alert() -> None:
    """Usual 60, spread 1.4826 × 1: three spreads are 4.4478."""
    result = trend([*STEADY, Decimal(61)])
    assert result is not None
    assert [result.usual, result.spread, result.gap] == [60, Decimal("1.4826"), 1]


@pytest.mark.parametrize(
    ("last", "alert"),
    [("64.4478", False), ("64.4479", True), ("55.5522", False), ("55.5521", True)],
)
def test_the_alert_starts_past_three_spreads_up_or_down(last: str, alert: bool) -> None:
    assert drifts(last) is alert


@pytest.mark.parametrize(
    ("last", "alert"), [("63.00", False), ("63.01", True), ("57.00", False), ("56.99", True)]
)
def test_a_flat_past_alerts_only_past_five_percent(last: str, alert: bool) -> None:
    assert drifts(last, [Decimal(60)] * 8) is alert


def test_one_odd_month_in_the_past_hides_nothing() -> None:
    assert drifts("70", [*STEADY[:5], Decimal(400), *STEADY[5:]])


@pytest.mark.parametrize(("before", "known"), [(5, False), (6, True)])
def test_six_values_before_the_last_are_needed(before: int, known: bool) -> None:
    assert (trend([*STEADY[:before], Decimal(60)]) is not None) is known


def test_points_without_value_are_skipped_but_keep_their_place() -> None:
    rising = [Decimal(at) if at not in (2, 5) else None for at in range(10)]
    result = trend(rising)
    assert result is not None
    assert result.slope == 1


@pytest.mark.parametrize("series", [[], [*STEADY, None], [None] * 12])
def test_no_last_value_is_no_trend(series: list[Decimal | None]) -> None:
    assert trend(series) is None


def test_only_the_points_asked_for_are_looked_at() -> None:
    result = trend([*[Decimal(500)] * 20, *STEADY, Decimal(60)], preceding=10)
    assert result is not None
    assert result.usual == 60
    assert not result.drifting


@given(POINTS, st.integers(1, 1000))
def test_a_shift_of_all_points_moves_neither_gap_nor_slope(series: list[Decimal], shift: int) -> None:
    plain, shifted = trend(series), trend([value + shift for value in series])
    assert plain is not None
    assert shifted is not None
    assert (shifted.gap, shifted.spread, shifted.slope) == (plain.gap, plain.spread, plain.slope)
    assert shifted.usual == plain.usual + shift
