"""The count-back on columns gives what the walk of one group gives."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.indicators.countback import countback
from encours.indicators.countback_columns import countback_columns

AMOUNT = st.integers(-300, 1000) | st.integers(-(10**15), 10**16)


@st.composite
def books(draw: st.DrawFn) -> tuple[list[int], list[list[int]], list[int], list[int]]:
    months = draw(st.integers(0, 8))
    groups = draw(st.integers(0, 6))
    row = st.lists(AMOUNT | st.just(0), min_size=months, max_size=months)
    sales = draw(st.lists(row, min_size=groups, max_size=groups))
    balance = draw(st.lists(AMOUNT | st.just(0), min_size=groups, max_size=groups))
    days = draw(st.lists(st.integers(1, 31), min_size=months, max_size=months))
    first = draw(st.lists(st.integers(0, months), min_size=groups, max_size=groups))
    return balance, sales, days, first


@given(book=books(), mode=st.sampled_from(["continue", "stop"]))
def test_columns_agree_with_the_scalar_walk(
    book: tuple[list[int], list[list[int]], list[int], list[int]], mode: str
) -> None:
    balance, sales, days, first = book
    table = np.array(sales, dtype=np.int64).reshape(len(balance), len(days))
    got, flags = countback_columns(
        np.array(balance, dtype=np.int64),
        table,
        np.array(days, dtype=np.int64),
        np.array(first, dtype=np.int64),
        mode,
    )
    for group, owed in enumerate(balance):
        history = [(Decimal(s), d) for s, d in zip(sales[group], days, strict=True)][: first[group]]
        expected = countback(Decimal(owed), history, mode)
        assert bool(flags[group]) == expected.lower_bound
        if expected.days is None:
            assert np.isnan(got[group])
        else:
            assert got[group] == pytest.approx(float(expected.days), rel=1e-12)


def test_sales_before_the_first_month_are_never_read() -> None:
    sales = np.array([[100, 900], [100, 900]])
    days, flags = countback_columns(np.array([400, 400]), sales, np.array([30, 31]), np.array([1, 2]))
    assert days.tolist() == [30.0, pytest.approx(30 + 300 * 31 / 900)]
    assert flags.tolist() == [True, False]


def test_the_columns_given_are_left_as_they_were() -> None:
    balance, sales = np.array([400, 50]), np.array([[100, 900], [100, 0]])
    countback_columns(balance, sales, np.array([30, 31]), np.array([2, 2]))
    assert balance.tolist() == [400, 50]
    assert sales.tolist() == [[100, 900], [100, 0]]
