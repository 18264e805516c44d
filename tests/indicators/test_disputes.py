"""Disputes: rates and times, and the choices they leave."""

from decimal import Decimal

import pytest

from encours.indicators.catalogue import indicator


def test_three_quarters_of_the_disputes_to_settle_were_settled() -> None:
    record = indicator("dispute_resolution_rate")
    sums = {"disputes_resolved": Decimal(6), "disputes_open": Decimal(5), "disputes_opened": Decimal(3)}
    assert record.compute(record.defaults(), **sums, days=91) == Decimal("0.75")
    assert [need.when for need in record.needs(record.defaults())] == ["window", "start", "window"]


@pytest.mark.parametrize(
    ("statistic", "measure", "taken", "expected"),
    [("mean", "dispute_resolution_days", 45, 15), ("median", "dispute_resolution_median", 10, 10)],
)
def test_resolution_time_of_disputes_of_5_10_and_30_days(
    statistic: str, measure: str, taken: int, expected: int
) -> None:
    record = indicator("dispute_days")
    chosen = record.defaults() | {"statistic": statistic}
    assert record.needs(chosen)[0].measure == measure
    assert record.compute(chosen, taken=Decimal(taken), resolved=Decimal(3), days=91) == expected


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_no_dispute_settled_is_no_value(statistic: str) -> None:
    record = indicator("dispute_days")
    chosen = record.defaults() | {"statistic": statistic}
    assert record.compute(chosen, taken=Decimal(0), resolved=Decimal(0), days=91) is None


def test_the_rate_by_count_counts_open_debits() -> None:
    record = indicator("dispute_rate")
    needs = record.needs(record.defaults() | {"by": "count"})
    assert [need.measure for need in needs] == ["disputed_count", "debit_count"]
