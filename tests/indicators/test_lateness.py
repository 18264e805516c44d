"""Lateness and effectiveness: the vectors of the definitions, and what has no value."""

from decimal import Decimal

import pytest

from encours.indicators.catalogue import indicator

RECEIPTS = [(100, -10), (200, -5), (300, 0), (400, 5), (500, 10)]


@pytest.mark.parametrize(("floor", "expected"), [(None, "3.333"), (0, "4.667")])
def test_days_beyond_terms_signed_and_floored(floor: int | None, expected: str) -> None:
    late_days = sum(paid * (days if floor is None else max(days, floor)) for paid, days in RECEIPTS)
    weight = Decimal(sum(paid for paid, _ in RECEIPTS))
    figure = indicator("dbt").compute({}, late_days=Decimal(late_days), weight=weight)
    assert figure is not None
    assert round(figure, 3) == Decimal(expected)


@pytest.mark.parametrize(
    ("mean", "floored", "measures"),
    [
        ("weighted", "no", ["paid_late_days", "receipts"]),
        ("weighted", "yes", ["paid_late_days_floored", "receipts"]),
        ("simple", "no", ["closing_late_days", "closing_count"]),
        ("simple", "yes", ["closing_late_days_floored", "closing_count"]),
    ],
)
def test_each_choice_of_dbt_asks_for_its_own_sums(mean: str, floored: str, measures: list[str]) -> None:
    record = indicator("dbt")
    chosen = record.defaults() | {"mean": mean, "floored": floored}
    assert [need.measure for need in record.needs(chosen)] == measures


def test_collection_effectiveness_of_98_percent() -> None:
    sums = {"beginning": 100_000, "sales": 1_000_000, "ending": 120_000, "not_due": 100_000}
    assert indicator("cei").compute({}, **{name: Decimal(sum) for name, sum in sums.items()}) == 98


def test_turnover_is_per_average_position() -> None:
    sums = {"sales": Decimal(300), "beginning": Decimal(0), "ending": Decimal(100)}
    assert indicator("turnover").compute({}, **sums) == 6
