"""The factors of a question are put in place once, and never serve a question about other days or currencies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from unittest.mock import patch

import pytest

from encours.book.engine import Engine, open_engine
from encours.cube.conversion import Converter

MAY, JUNE = date(2025, 5, 31), date(2025, 6, 30)
HELD = ("EUR", "USD", "JPY")
RATES = "('USD', DATE '2025-05-01', 1.25), ('USD', DATE '2025-06-15', 2), ('JPY', DATE '2025-06-01', 160)"


@pytest.fixture
def engine() -> Iterator[Engine]:
    """Rates of two currencies; the yen has none in May."""
    engine = open_engine()
    engine.run("CREATE TABLE rates (currency VARCHAR, date DATE, rate DECIMAL(18, 6))")
    engine.run(f"INSERT INTO rates VALUES {RATES}")
    yield engine
    engine.close()


def factors(engine: Engine) -> dict[tuple[date, str], Decimal]:
    return {(day, currency): factor for day, currency, factor in engine.rows("SELECT * FROM factors")}


def written(converter: Converter, *days: date) -> int:
    """How many times the table is written for these days."""
    with patch.object(Engine, "run", autospec=True, side_effect=Engine.run) as run:
        converter.load(days)
    return sum("INSERT" in call.args[1] for call in run.call_args_list)


def test_the_same_days_are_put_in_place_once(engine: Engine) -> None:
    euros = Converter(engine, HELD, "EUR")
    asked = [(MAY,), (MAY,), (JUNE,), (JUNE, JUNE), (MAY, JUNE), (JUNE, MAY)]
    assert [written(euros, *days) for days in asked] == [1, 0, 1, 0, 0, 0]


def test_another_currency_never_finds_the_factors_of_the_one_before(engine: Engine) -> None:
    euros, dollars = Converter(engine, HELD, "EUR"), Converter(engine, HELD, "USD")
    for converter, expected in (
        (euros, {"EUR": Decimal(1), "USD": Decimal("0.5"), "JPY": Decimal("0.00625")}),
        (dollars, {"EUR": Decimal(2), "USD": Decimal(1), "JPY": Decimal("0.0125")}),
    ) * 2:
        converter.load([JUNE])
        assert factors(engine) == {(JUNE, currency): factor for currency, factor in expected.items()}


def test_a_currency_without_a_rate_on_a_day_has_no_factor(engine: Engine) -> None:
    Converter(engine, HELD, "EUR").load([MAY])
    assert factors(engine) == {(MAY, "EUR"): Decimal(1), (MAY, "USD"): Decimal("0.8")}


def test_what_failed_to_be_put_in_place_is_put_in_place_again(engine: Engine) -> None:
    euros = Converter(engine, HELD, "EUR")
    euros.load([MAY])
    with patch.object(Engine, "run", side_effect=OSError("disk full")), pytest.raises(OSError, match="full"):
        euros.load([JUNE])
    assert [written(euros, day) for day in (MAY, JUNE)] == [0, 1]
