"""Amounts and dates are read exactly as written, under one habit per column, or refused with a reason."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.importers.values import amount, date_order, day, decimal_mark


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234", "1234"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234\u202f567,89", "1234567.89"),
        ("1.234,50 €", "1234.50"),
        ("€ 1.234,50", "1234.50"),
        ("1'234,50 CHF", "1234.50"),
        ("EUR -12,5", "-12.5"),
        ("(120,00)", "-120.00"),
        ("1234,5-", "-1234.5"),
        ("\u22121,5", "-1.5"),
        ("+7,1", "7.1"),
        (" 000000000007760,45", "7760.45"),
        ("-000000000001437,12", "-1437.12"),
        (",5", "0.5"),
        ("12,", "12"),
        ("1,234", "1.234"),
        ("1.234", "1234"),
        ("12 000,00", "12000.00"),
    ],
)
def test_an_amount_with_a_decimal_comma(text: str, expected: str) -> None:
    assert amount(text, ",") == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.56", "1234.56"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("$1,000,000.5", "1000000.5"),
        ("-0.5", "-0.5"),
    ],
)
def test_an_amount_with_a_decimal_point(text: str, expected: str) -> None:
    assert amount(text, ".") == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "abc", "12 34,5", "1.23,4", "1,234,567", "1.5", "--5", "-(5)", "5%", "#N/A", "1,5E+03", "12€5",
     "1 234.567,8", "0.123", "½", "１２"],
)  # fmt: skip
def test_what_is_not_an_amount_with_a_decimal_comma(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|digits"):
        amount(text, ",")


@given(
    cents=st.integers(-(10**12), 10**12),
    mark=st.sampled_from(",."),
    gap=st.sampled_from(["", " ", "\u202f", "'"]),
)
def test_whatever_the_spelling_the_amount_comes_back(cents: int, mark: str, gap: str) -> None:
    value = Decimal(cents).scaleb(-2)
    text = f"{value:,.2f}".replace(",", "_").replace(".", mark).replace("_", gap)
    assert amount(text, mark) == value
    assert amount(text.removeprefix("-") + "-", mark) == -abs(value)


@given(text=st.text(st.sampled_from("0123456789.,- '€EUR()"), max_size=12), mark=st.sampled_from(",."))
def test_an_amount_is_a_number_or_a_value_error(text: str, mark: str) -> None:
    with suppress(ValueError):
        assert amount(text, mark).is_finite()


@pytest.mark.parametrize(
    ("samples", "mark"),
    [
        (["1,5"], ","),
        (["1.5"], "."),
        (["1 234,567"], ","),
        (["1.234,567"], ","),
        (["1,234,567"], "."),
        (["0,123"], ","),
        (["1234,567"], ","),
        (["1,234", "1,234"], None),
        (["1,234", "9,99"], ","),
        (["12", "", "abc"], None),
        (["1,5", "1.5"], None),
        ([], None),
    ],
)
def test_the_decimal_mark_is_decided_on_the_column(samples: list[str], mark: str | None) -> None:
    assert decimal_mark(samples) == mark


@pytest.mark.parametrize(
    "text",
    ["2011-04-26", "2011/04/26", "20110426", "26-Apr-11", "26 avril 2011", "26 avr. 2011", "Apr 26, 2011",
     "2011-04-26T11:50:00Z", "2011-04-26 11:50", "26 April 2011", "26/avr/2011"],
)  # fmt: skip
def test_a_date_that_needs_no_order(text: str) -> None:
    for order in ("ymd", "dmy", "mdy"):
        assert day(text, order) == date(2011, 4, 26)


@pytest.mark.parametrize(
    "text", ["03/04/2024", "3.4.2024", "03-04-24", "03 04 2024", "03/04/2024 09:30", "03042024"]
)
def test_a_date_read_in_the_order_of_its_column(text: str) -> None:
    assert day(text, "dmy") == date(2024, 4, 3)
    assert day(text, "mdy") == date(2024, 3, 4)


@pytest.mark.parametrize(
    "text",
    ["", "31/02/2024", "29/02/2023", "00/00/0000", "32/01/2024", "1/2", "jui 3, 2024", "45000", "01/13/2024",
    "9999-12-31",     "01/02-2024", "0024-01-01", "hier"],
)  # fmt: skip
def test_what_is_not_a_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|no such day|year out of range"):
        day(text, "dmy")


def test_two_digit_years_turn_at_seventy() -> None:
    assert day("01/01/69", "dmy").year == 2069
    assert day("01/01/70", "dmy").year == 1970


@pytest.mark.parametrize(
    ("samples", "order"),
    [
        (["01/02/2024", "12/02/2024"], None),
        (["01/02/2024", "13/02/2024"], "dmy"),
        (["01/02/2024", "02/13/2024"], "mdy"),
        (["05/05/2024"], "dmy"),
        (["2024-02-01"], "ymd"),
        (["20240201"], "ymd"),
        (["26-Apr-11"], "dmy"),
        (["2024-02-01", "13/02/2024"], "dmy"),
        (["abc", "13/02/2024", ""], "dmy"),
        (["010203"], None),
        ([], None),
    ],
)
def test_the_order_is_decided_on_the_column(samples: list[str], order: str | None) -> None:
    assert date_order(samples) == order


def test_a_column_that_contradicts_itself_is_an_error_naming_both_values() -> None:
    with pytest.raises(ValueError, match="13/02/2024 and 02/14/2024"):
        date_order(["13/02/2024", "01/01/2024", "02/14/2024"])


@given(
    days=st.lists(st.dates(date(1990, 1, 1), date(2060, 12, 31)), min_size=1),
    order=st.sampled_from(["dmy", "mdy"]),
)
def test_a_decided_order_is_never_the_wrong_one(days: list[date], order: str) -> None:
    texts = [d.strftime("%d/%m/%Y" if order == "dmy" else "%m/%d/%Y") for d in days]
    found = date_order(texts)
    assert found is None or [day(text, found) for text in texts] == days
