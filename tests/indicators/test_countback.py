"""DSO by count-back: the vectors, the odd months, and what must always hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.indicators.catalogue import indicator
from encours.indicators.countback import CountBack, countback

Months = list[tuple[Decimal, int]]

MONTHS = st.lists(
    st.tuples(st.decimals(min_value=-5000, max_value=20_000, places=2), st.integers(28, 31)), max_size=12
)
BALANCE = st.decimals(min_value=0, max_value=50_000, places=2)
MODE = st.sampled_from(["continue", "stop"])


def months(text: str) -> Months:
    """The months as the definitions write them: `1200/30, 800/31`."""
    pairs = (part.split("/") for part in text.split(",") if part.strip())
    return [(Decimal(sales.strip()), int(days)) for sales, days in pairs]


@pytest.mark.parametrize(
    ("balance", "history", "expected"),
    [
        ("2500", "1200/30, 800/31, 700/30", "82.43"),
        ("2000", "200/31, 400/31, 600/30, 700/31, 500/30", "129.00"),
        ("15346.35", "0/30, 0/31, 66.29/31, -42/30, 1028.13/31, 2533.31/30, 13094.42/31", "210.84"),
        ("12000", "2500/30, 1750/31, 2250/31, 2500/30, 2000/31, 2250/30", "166.33"),
        ("55800", "16800/30, 8400/31, 28800/30, 21600/31, 3600/28", "93.58"),
        ("59000", "16800/30, 8400/31, 28800/30, 21600/31, 3600/28", "98.18"),
        ("31800", "16800/30, 8400/31, 28800/30, 21600/31, 3600/28", "67.88"),
    ],
)
def test_known_figures(balance: str, history: str, expected: str) -> None:
    counted = countback(Decimal(balance), months(history))
    assert counted.days is not None
    assert counted.days.quantize(Decimal("0.01"), "ROUND_HALF_UP") == Decimal(expected)
    assert not counted.lower_bound


@pytest.mark.parametrize("history", ["", "0/30", "100/30"])
def test_a_balance_of_zero_is_zero_days_whatever_the_sales(history: str) -> None:
    assert countback(Decimal(0), months(history)) == CountBack(Decimal(0))


def test_a_customer_in_credit_has_no_value() -> None:
    assert countback(Decimal("-0.01"), months("100/30")) == CountBack(None)


@pytest.mark.parametrize("mode", ["continue", "stop"])
@pytest.mark.parametrize("history", ["", "0/30, 0/31", "0/30, -50/31"])
def test_a_walk_that_meets_no_sales_has_no_value(history: str, mode: str) -> None:
    assert countback(Decimal(100), months(history), mode) == CountBack(None)


def test_a_balance_one_cent_over_the_whole_history_is_a_lower_bound() -> None:
    history = months("100/30, 50/31")
    assert countback(Decimal("149.99"), history).lower_bound is False
    assert countback(Decimal("150.00"), history) == CountBack(Decimal(61))
    assert countback(Decimal("150.01"), history) == CountBack(Decimal(61), lower_bound=True)


def test_continue_goes_through_an_empty_month_and_adds_its_credit_notes_to_what_remains() -> None:
    """100 owed; June sold 60 and remains 40; May credited 20 and remains 60; April sold 120: half of it."""
    assert countback(Decimal(100), months("60/30, -20/31, 120/30")) == CountBack(Decimal(30 + 31 + 15))


@pytest.mark.parametrize("sales", ["0", "-20"])
def test_stop_ends_before_the_empty_month_with_a_lower_bound(sales: str) -> None:
    history = months(f"60/30, {sales}/31, 120/30")
    assert countback(Decimal(100), history, "stop") == CountBack(Decimal(30), lower_bound=True)


def test_stop_at_the_first_month_has_no_value_though_older_months_sold() -> None:
    assert countback(Decimal(100), months("0/30, 500/31"), "stop") == CountBack(None)


def test_stop_does_not_matter_to_a_balance_covered_before_the_empty_month() -> None:
    assert countback(Decimal(60), months("60/30, 0/31, 120/30"), "stop") == CountBack(Decimal(30))


@given(sales=st.decimals(min_value="0.01", max_value=10**9, places=2), days=st.integers(1, 31), mode=MODE)
def test_exactly_one_month_of_sales_is_the_days_of_that_month(sales: Decimal, days: int, mode: str) -> None:
    assert countback(sales, [(sales, days), (sales, 31)], mode) == CountBack(Decimal(days))


@given(balance=BALANCE, more=BALANCE, history=MONTHS, mode=MODE)
def test_owing_more_never_counts_fewer_days(
    balance: Decimal, more: Decimal, history: Months, mode: str
) -> None:
    less, greater = countback(balance, history, mode).days, countback(balance + more, history, mode).days
    if less is not None and greater is not None:
        assert greater >= less - Decimal("1e-20")


@given(balance=BALANCE, history=MONTHS, mode=MODE)
def test_a_lower_bound_never_exceeds_the_history(balance: Decimal, history: Months, mode: str) -> None:
    counted = countback(balance, history, mode)
    if counted.lower_bound:
        assert counted.days is not None
        assert 0 < counted.days <= sum(days for _, days in history)
    if counted.lower_bound and mode == "continue":
        assert counted.days == sum(days for _, days in history)


@given(history=MONTHS, balance=BALANCE)
def test_without_empty_months_both_modes_agree(history: Months, balance: Decimal) -> None:
    selling = [(sales, days) for sales, days in history if sales > 0]
    assert countback(balance, selling, "stop") == countback(balance, selling, "continue")


def test_the_indicator_takes_disputes_out_and_follows_the_choice_on_empty_months() -> None:
    record = indicator("dso_countback")
    values = {"balance": Decimal(160), "disputed": Decimal(60), "months": months("60/30, 0/31, 80/30")}
    chosen = record.defaults() | {"disputes": "out"}
    assert [need.name for need in record.needs(chosen)] == ["balance", "disputed"]
    assert record.compute(chosen, **values, days=91) == 76
    assert record.compute(chosen | {"empty_months": "stop"}, **values, days=91) == 30
