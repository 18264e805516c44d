"""Concentration: only who owes something counts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.indicators.catalogue import indicator
from encours.indicators.concentration import HHI, TOP_SHARE


def top_share(positions: list[Decimal], n: int = 10) -> Decimal | None:
    return TOP_SHARE.compute({"n": str(n)}, shares=positions)


def hhi(positions: list[Decimal]) -> Decimal | None:
    return HHI.compute({}, shares=positions)


POSITIONS = st.lists(st.decimals(min_value=-1000, max_value=10**6, places=2), max_size=20)


def test_shares_of_30_30_20_20_percent() -> None:
    assert hhi([Decimal(share) for share in ("0.3", "0.3", "0.2", "0.2")]) == Decimal("0.26")


def test_three_customers_of_f1() -> None:
    figure = hhi([Decimal(9_800), Decimal(30_000), Decimal(16_000)])
    assert figure is not None
    assert round(figure, 4) == Decimal("0.4021")


def test_customers_in_credit_change_nothing() -> None:
    owing = [Decimal(300), Decimal(100)]
    in_credit = [*owing, Decimal(-50), Decimal(0)]
    assert hhi(in_credit) == hhi(owing)
    assert top_share(in_credit, 1) == Decimal("0.75")


@pytest.mark.parametrize("positions", [[], [Decimal(0)], [Decimal(-5)]])
def test_nobody_owing_is_no_value(positions: list[Decimal]) -> None:
    assert hhi(positions) is None
    assert top_share(positions) is None


def test_the_number_of_customers_is_the_readers() -> None:
    record = indicator("top_share")
    ones = [Decimal(1)] * 20
    assert record.compute(record.defaults(), shares=ones, days=91) == Decimal("0.5")
    assert record.compute(record.defaults() | {"n": "5"}, shares=ones, days=91) == Decimal("0.25")


@given(POSITIONS)
def test_the_index_lies_between_an_equal_split_and_one(positions: list[Decimal]) -> None:
    index, owing = hhi(positions), sum(1 for amount in positions if amount > 0)
    if index is None:
        assert owing == 0
    else:
        assert Decimal(1) / owing - Decimal("1e-20") <= index <= 1


@given(POSITIONS, st.integers(1, 25))
def test_one_customer_more_never_lowers_the_top_share(positions: list[Decimal], n: int) -> None:
    share, wider = top_share(positions, n), top_share(positions, n + 1)
    if share is not None and wider is not None:
        assert 0 < share <= wider <= 1
