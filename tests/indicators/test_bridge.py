"""The DSO bridge: every part alone, and the exact sum of all."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.indicators.bridge import PARTS, STEP, Position, bridge
from encours.indicators.dso import days_of_sales

MONEY = st.decimals(min_value=0, max_value=10**8, places=2)
POSITIONS = st.builds(
    Position,
    not_due=MONEY,
    overdue=MONEY,
    disputed=MONEY,
    unapplied=MONEY.map(lambda amount: -amount),
    sales=st.decimals(min_value=1, max_value=10**8, places=2),
    days=st.integers(28, 366),
)
JUNE = Position(
    not_due=Decimal(4_000),
    overdue=Decimal(8_000),
    disputed=Decimal(3_000),
    unapplied=Decimal(-1_000),
    sales=Decimal(10_000),
    days=30,
)


def dso(position: Position) -> Decimal:
    net = position.not_due + position.overdue + position.disputed + position.unapplied
    figure = days_of_sales(net, position.sales, position.days)
    assert figure is not None
    return figure.quantize(STEP)


def parts(after: Position, restated: Position | None = None) -> dict[str, Decimal]:
    result = bridge(JUNE, after, restated)
    assert result is not None
    return {part.name: part.days for part in result if part.days}


@given(before=POSITIONS, after=POSITIONS, restated=st.none() | POSITIONS)
def test_the_parts_sum_exactly_to_the_change(
    before: Position, after: Position, restated: Position | None
) -> None:
    result = bridge(before, after, restated)
    assert result is not None
    assert sum(part.days for part in result) == dso(after) - dso(before)
    assert [part.name for part in result] == [name for name, _ in PARTS]


def test_nothing_changed_is_six_parts_of_zero() -> None:
    assert parts(JUNE) == {}


@pytest.mark.parametrize(
    ("field", "value", "part", "days"),
    [
        ("not_due", 5_000, "terms", 3),
        ("overdue", 7_000, "delay", -3),
        ("disputed", 3_500, "disputes", Decimal("1.5")),
        ("unapplied", -3_000, "unapplied_cash", -6),
        ("sales", 20_000, "sales_volume", -21),
    ],
)
def test_one_change_alone_makes_one_part(field: str, value: int, part: str, days: Decimal) -> None:
    change: dict[str, Any] = {field: Decimal(value)}
    assert parts(replace(JUNE, **change)) == {part: days}


def test_an_overdue_item_put_in_dispute_moves_from_delay_to_disputes() -> None:
    after = replace(JUNE, overdue=Decimal(6_000), disputed=Decimal(5_000))
    assert parts(after) == {"delay": -6, "disputes": 6}


def test_rates_alone_make_the_currency_part() -> None:
    dearer = replace(JUNE, overdue=Decimal(9_000))
    assert parts(dearer, restated=JUNE) == {"currency": 3}


@pytest.mark.parametrize("sales", ["0", "-1"])
def test_a_period_without_sales_has_no_bridge(sales: str) -> None:
    empty = replace(JUNE, sales=Decimal(sales))
    assert bridge(JUNE, empty) is None
    assert bridge(empty, JUNE) is None
    assert bridge(JUNE, JUNE, empty) is None
