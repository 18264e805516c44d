"""Provisions: the matrix, the roll rates behind it, and the French case by case."""

from decimal import Decimal

import pytest

from encours.indicators.provision import case_by_case, matrix_provision, provision_rate, roll_rates


def decimals(*values: str | int) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_matrix_of_five_buckets_gives_580_000() -> None:
    gross = decimals(15_000_000, 7_500_000, 4_000_000, 2_500_000, 1_000_000)
    assert matrix_provision(gross, decimals("0.003", "0.016", "0.036", "0.066", "0.106")) == 580_000


def test_a_matrix_that_misses_a_bucket_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        matrix_provision(decimals(1, 2), decimals("0.1"))


def test_roll_rates_and_the_provision_they_give() -> None:
    rates = roll_rates(decimals(100_000, 50_000, 23_000, 8_000, 2_000))
    known = [rate for rate in rates if rate is not None]
    assert [round(rate * 100, 4) for rate in known] == decimals(2, 4, "8.6957", 25, 100)
    provision = matrix_provision(decimals(300_000, 140_000, 60_000, 23_000, 5_000), known)
    assert round(provision, 2) == Decimal("27567.39")


def test_a_gloomy_outlook_scales_the_rates_up_to_one() -> None:
    assert roll_rates(decimals(100, 50, 20), Decimal("1.5")) == tuple(decimals("0.3", "0.6", 1))


def test_a_bucket_nothing_reached_has_no_rate() -> None:
    assert roll_rates(decimals(100, 0)) == (Decimal(0), None)
    assert roll_rates([]) == ()


def test_case_by_case_is_on_the_amount_excluding_vat() -> None:
    assert case_by_case(Decimal(12_000), Decimal(12_000), Decimal(10_000), Decimal(1)) == 10_000
    assert case_by_case(Decimal(3_000), Decimal(12_000), Decimal(10_000), Decimal("0.5")) == 1_250
    assert case_by_case(Decimal(0), Decimal(0), Decimal(0), Decimal(1)) is None


def test_provision_rate_of_an_empty_bucket_has_no_value() -> None:
    assert provision_rate(Decimal(580_000), Decimal(30_000_000)) == Decimal(58) / 3000
    assert provision_rate(Decimal(0), Decimal(0)) is None
