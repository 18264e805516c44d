"""Short figures and dates of a drawing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from encours.i18n import speaking
from encours.indicators.record import Unit
from encours.web.charts.plot import ageing_colors
from encours.web.charts.wording import positions_in_words, scale_of, ticks

MONTH_ENDS = [date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28)]


@pytest.mark.parametrize(
    ("largest", "french", "english"),
    [
        ("999", "999\u00a0€", "€999"),
        ("1000", "1,0\u00a0k€", "€1.0k"),
        ("999999", "1\u202f000\u00a0k€", "€1,000k"),
        ("1000000", "1,0\u00a0M€", "€1.0M"),
        ("-13710000", "−13,7\u00a0M€", "−€13.7M"),
        ("2000000000", "2,0\u00a0Md€", "€2.0bn"),
    ],
)
def test_money_is_shortened_to_the_scale_of_the_largest(largest: str, french: str, english: str) -> None:
    value = Decimal(largest)
    assert scale_of([value], Unit.MONEY, "EUR").short(value) == english
    with speaking("fr"):
        assert scale_of([value], Unit.MONEY, "EUR").short(value) == french


def test_a_currency_without_symbol_keeps_a_space() -> None:
    value = Decimal(2_500_000)
    assert scale_of([value], Unit.MONEY, "CHF").short(value) == "CHF\u00a02.5M"
    with speaking("fr"):
        assert scale_of([value], Unit.MONEY, "CHF").short(value) == "2,5\u00a0M\u00a0CHF"


def test_a_rate_is_drawn_in_percent_and_a_change_has_its_sign() -> None:
    scale = scale_of([Decimal("0.5")], Unit.RATE)
    assert scale.drawn(Decimal("0.286")) == 28.6
    assert scale.short(Decimal("0.286"), signed=True) == "+28.6%"
    assert scale.short(Decimal("0"), signed=True) == "0.0%"
    assert scale.drawn(None) is None


def test_an_axis_of_months_gives_the_year_at_its_first_month_alone() -> None:
    with speaking("fr"):
        positions = positions_in_words(MONTH_ENDS)
        assert list(positions.values()) == ["nov.\u00a025", "déc.\u00a025", "janv.\u00a026", "févr.\u00a026"]
        assert list(ticks(positions).values()) == ["nov.\u00a025", "déc.", "janv.\u00a026", "févr."]


def test_two_days_of_one_month_are_written_as_days() -> None:
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30)]
    assert list(positions_in_words(days).values()) == ["31 Oct 2026", "1 Nov 2026", "30 Nov 2026"]


def test_a_bar_without_name_and_two_of_one_name_stay_apart() -> None:
    named = list(positions_in_words(["C1", None]).values())
    assert named == ["C1", "–"]
    assert len(set(positions_in_words([None, ""]).values())) == 2


@pytest.mark.parametrize("count", range(1, 13))
def test_any_number_of_buckets_has_as_many_colours(count: int) -> None:
    colors = ageing_colors(count)
    assert len(set(colors)) == count
    assert colors[0] == "var(--b0)"
    assert count < 3 or colors[-1] == "var(--b5)"
