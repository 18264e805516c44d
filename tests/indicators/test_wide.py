"""Columns of 128 bits reckon as whole numbers do."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.money.wide import Wide

NUMBERS = (
    st.integers(-3, 3) | st.integers(-(10**37), 10**37) | st.sampled_from([2**63, 2**64, -(2**64), 2**64 - 1])
)


@given(pairs=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=9))
def test_columns_are_added_taken_away_and_compared(pairs: list[tuple[int, int]]) -> None:
    left, right = Wide.of([a for a, _b in pairs]), Wide.of([b for _a, b in pairs])
    for found, expected in (
        ((left - right).astype(np.float64), [a - b for a, b in pairs]),
        ((left + right).astype(np.float64), [a + b for a, b in pairs]),
    ):
        assert found.tolist() == pytest.approx([float(value) for value in expected], rel=1e-15)
    assert (left >= right).tolist() == [a >= b for a, b in pairs]
    assert (left > 0).tolist() == [a > 0 for a, _b in pairs]
    assert ((left - right).astype(np.float64) == 0).tolist() == [a == b for a, b in pairs]


@given(numbers=st.lists(NUMBERS, max_size=9), skipped=st.integers(0, 3))
def test_a_column_of_decimals_is_read_whole(numbers: list[int], skipped: int) -> None:
    column = pa.chunked_array([pa.array([Decimal(n).scaleb(-17) for n in numbers], pa.decimal128(38, 17))])
    read = Wide.of_decimals(column.slice(skipped)).astype(np.float64)
    assert read.tolist() == pytest.approx([float(number) for number in numbers[skipped:]], rel=1e-15)
