"""Insured and uninsured exposure, on both sides of the limit."""

from decimal import Decimal

import pytest

from encours.indicators.insured import covered


@pytest.mark.parametrize(
    ("exposure", "insured", "uninsured"),
    [
        (120_000, 90_000, 30_000),
        (100_001, 90_000, 10_001),
        (100_000, 90_000, 10_000),
        (50_000, 45_000, 5_000),
        (0, 0, 0),
        (-800, 0, -800),
    ],
)
def test_a_limit_of_100_000_insured_at_90_percent(exposure: int, insured: int, uninsured: int) -> None:
    parts = covered(Decimal(exposure), limit=Decimal(100_000), insured_rate=Decimal("0.9"))
    assert [parts.insured, parts.uninsured] == [insured, uninsured]
