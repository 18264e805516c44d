"""DSO by the simple method: the vectors, and the identity of its parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.indicators.catalogue import indicator
from encours.indicators.dso import days_of_sales, one_day, working_capital_effect

MONEY = st.decimals(min_value=0, max_value=10**9, places=2)
SALES = st.decimals(min_value=1, max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("amount", "days", "sales", "expected"),
    [
        ("1000", 91, "1300", "70"),
        ("5700", 91, "7600", "68.25"),
        ("560000", 365, "3500000", "58.4"),
        ("15000", 30, "10000", "45"),
        ("4000", 30, "10000", "12"),
        ("11000", 30, "10000", "33"),
        ("5000", 30, "16000", "9.375"),
    ],
)
def test_days_of_sales_of_known_figures(amount: str, days: int, sales: str, expected: str) -> None:
    assert days_of_sales(Decimal(amount), Decimal(sales), days) == Decimal(expected)


@pytest.mark.parametrize("sales", ["0", "-0.01"])
def test_without_positive_sales_there_is_no_value(sales: str) -> None:
    assert days_of_sales(Decimal(100), Decimal(sales), 91) is None


def test_a_customer_in_credit_has_a_negative_dso() -> None:
    assert days_of_sales(Decimal(-100), Decimal(1000), 30) == -3


@given(not_due=MONEY, overdue=MONEY, credits=MONEY, sales=SALES, days=st.integers(1, 366))
def test_dso_is_best_possible_plus_delinquent_plus_unapplied_credits(
    not_due: Decimal, overdue: Decimal, credits: Decimal, sales: Decimal, days: int
) -> None:
    parts = [days_of_sales(part, sales, days) for part in (not_due, overdue, -credits)]
    whole = days_of_sales(not_due + overdue - credits, sales, days)
    assert whole is not None
    assert abs(whole - sum(part for part in parts if part is not None)) < Decimal("1e-9")


def test_disputes_out_takes_the_disputed_amount_off_the_balance() -> None:
    dso = indicator("dso")
    chosen = dso.defaults() | {"disputes": "out"}
    assert [need.measure for need in dso.needs(chosen)] == ["net", "disputed", "sales"]
    values = {"balance": Decimal(1000), "disputed": Decimal(400), "sales": Decimal(600)}
    assert dso.compute(chosen, **values, days=30) == 30


def test_a_gross_dso_asks_for_the_open_debits() -> None:
    dso = indicator("dso")
    assert dso.needs(dso.defaults() | {"balance": "gross"})[0].measure == "gross"


def test_one_day_of_365_million_a_year_is_a_million() -> None:
    assert one_day(Decimal(365_000_000)) == 1_000_000


def test_three_days_less_free_three_days_of_sales() -> None:
    assert working_capital_effect(Decimal(-3), Decimal(365_000_000)) == -3_000_000
