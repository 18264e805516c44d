"""Figures and dates in the two languages, down to the spaces."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from encours.i18n import speaking
from encours.indicators.record import Unit
from encours.web import typography as shown
from encours.web.typography import MINUS, NARROW, NO_BREAK


def plain(text: str) -> str:
    """Narrow spaces as `_`, no-break ones as `~`: seen in a test."""
    return text.replace(NARROW, "_").replace(NO_BREAK, "~").replace(MINUS, "-")


@pytest.mark.parametrize(
    ("amount", "currency", "style", "french", "english"),
    [
        ("59596.62", "EUR", "full", "59_597~€", "€59,597"),
        ("8195.74", "EUR", "cents", "8_195,74~€", "€8,195.74"),
        ("13712000", "EUR", "short", "13,71~M€", "€13.71M"),
        ("-13712000", "EUR", "short", "-13,71~M€", "-€13.71M"),
        ("59596.62", "EUR", "short", "59,6~k€", "€59.6k"),
        ("9999.49", "EUR", "short", "9_999~€", "€9,999"),
        ("10000", "EUR", "short", "10,0~k€", "€10.0k"),
        ("999949.99", "EUR", "short", "999,9~k€", "€999.9k"),
        ("999950", "EUR", "short", "1,00~M€", "€1.00M"),
        ("999995000", "EUR", "short", "1,00~Md€", "€1.00bn"),
        ("2500000000000", "EUR", "short", "2_500,00~Md€", "€2,500.00bn"),
        ("1250000", "CHF", "short", "1,25~M~CHF", "CHF~1.25M"),
        ("1250", "JPY", "cents", "1_250~¥", "¥1,250"),
        ("1.2345", "TND", "cents", "1,235~TND", "TND~1.235"),
        ("-0.4", "EUR", "full", "0~€", "€0"),
        ("0.5", "EUR", "full", "1~€", "€1"),
        ("12", "", "cents", "12,00", "12.00"),
    ],
)
def test_money(amount: str, currency: str, style: str, french: str, english: str) -> None:
    with speaking("fr"):
        assert plain(shown.money(Decimal(amount), currency, style)) == french
    with speaking("en"):
        assert plain(shown.money(Decimal(amount), currency, style)) == english


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        ("0.2864", Unit.RATE, "28,6_%", "28.6%"),
        ("28.64", Unit.PERCENT, "28,6_%", "28.6%"),
        ("61", Unit.DAYS, "61,0~j", "61.0~d"),
        ("10000000", Unit.COUNT, "10_000_000", "10,000,000"),
        ("0.12345", Unit.INDEX, "0,123", "0.123"),
    ],
)
def test_a_figure_is_shown_by_its_unit(value: str, unit: Unit, french: str, english: str) -> None:
    with speaking("fr"):
        assert plain(shown.shown(Decimal(value), unit)) == french
    with speaking("en"):
        assert plain(shown.shown(Decimal(value), unit)) == english


@pytest.mark.parametrize("unit", [*Unit, None])
def test_a_figure_that_makes_no_sense_is_said_not_to_be_one(unit: Unit | None) -> None:
    with speaking("en"):
        assert shown.shown(None, unit, "EUR") == "n/a"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1.25", Unit.DAYS, "+1.3~d"),
        ("-1.25", Unit.DAYS, "-1.3~d"),
        ("0.04", Unit.DAYS, "0.0~d"),
        ("-0.04", Unit.DAYS, "0.0~d"),
        ("0.012", Unit.RATE, "+1.2~pt"),
        ("-1.2", Unit.PERCENT, "-1.2~pt"),
        ("1200", Unit.MONEY, "+€1,200"),
    ],
)
def test_a_difference_has_a_sign_unless_it_rounds_to_none(value: str, unit: Unit, text: str) -> None:
    with speaking("en"):
        assert plain(shown.signed(Decimal(value), unit, "EUR")) == text
        assert shown.signed(None, unit) == "n/a"


def test_amounts_too_long_for_ordinary_decimals_keep_every_digit() -> None:
    with speaking("en"):
        assert (
            shown.money(Decimal("123456789012345678901234567890.12"), "EUR", "cents")
            == "€123,456,789,012,345,678,901,234,567,890.12"
        )


@pytest.mark.parametrize(
    ("style", "french", "english"),
    [
        ("short", "20/11/2026", "20 Nov 2026"),
        ("medium", "20 nov. 2026", "20 Nov 2026"),
        ("long", "Vendredi 20 novembre 2026", "Friday 20 November 2026"),
    ],
)
def test_dates(style: str, french: str, english: str) -> None:
    with speaking("fr"):
        assert shown.day(date(2026, 11, 20), style) == french
    with speaking("en"):
        assert shown.day(date(2026, 11, 20), style) == english


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    with speaking("fr"):
        assert shown.day(date(2026, 12, 1), "long") == "Mardi 1er décembre 2026"
        assert shown.day(date(2026, 12, 2), "medium") == "2 déc. 2026"


def test_months_weeks_and_instants() -> None:
    with speaking("fr"):
        assert (shown.month(date(2026, 11, 1)), shown.week(date(2026, 11, 20))) == ("nov. 26", "S47")
        assert shown.moment(datetime(2026, 11, 20, 9, 5, tzinfo=UTC)) == "20/11/2026 09:05"
    with speaking("en"):
        assert (shown.month(date(2026, 11, 1)), shown.week(date(2026, 11, 20))) == ("Nov 26", "W47")


@pytest.mark.parametrize(("day", "week"), [(27, "W52"), (28, "W53"), (31, "W53")])
def test_the_last_week_of_a_year_is_that_of_its_thursday(day: int, week: str) -> None:
    assert shown.week(date(2026, 12, day)) == week


def test_a_day_that_is_not_known_is_left_blank() -> None:
    assert [form(None) for form in (shown.day, shown.month, shown.week, shown.moment)] == [""] * 4
