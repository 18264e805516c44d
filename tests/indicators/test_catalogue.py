"""The catalogue leaves nothing out, and every record can be computed and read."""

from decimal import Decimal
from importlib import import_module
from itertools import product
from pkgutil import iter_modules

import pytest

import encours.indicators
from encours.api.question import figures
from encours.cube.measures import BY_NAME as MEASURES
from encours.errors import UsageError
from encours.indicators.catalogue import BY_NAME, CATALOGUE, figure, indicator
from encours.indicators.record import Indicator, Shape, Unit, When


def choices(record: Indicator) -> list[dict[str, str]]:
    options = [[(p.name, choice) for choice in p.choices or (p.default,)] for p in record.parameters]
    return [dict(chosen) for chosen in product(*options)]


def declared() -> set[str]:
    modules = [
        import_module(f"encours.indicators.{m.name}") for m in iter_modules(encours.indicators.__path__)
    ]
    return {
        thing.name for module in modules for thing in vars(module).values() if isinstance(thing, Indicator)
    }


def test_every_declared_indicator_is_in_the_catalogue_once() -> None:
    assert {record.name for record in CATALOGUE} == declared()
    assert len(BY_NAME) == len(CATALOGUE)


def test_the_names_are_the_contract() -> None:
    assert list(BY_NAME) == [
        "dso",
        "dso_countback",
        "dso_best_possible",
        "dso_delinquent",
        "dso_disputed",
        "weighted_age",
        "unapplied_age",
        "days_to_pay",
        "overdue_rate",
        "dbt",
        "on_time_rate",
        "cei",
        "recovery_rate",
        "recovery_days",
        "turnover",
        "bad_debt_rate",
        "dilution_rate",
        "top_share",
        "hhi",
        "dispute_rate",
        "dispute_resolution_rate",
        "dispute_days",
        "promise_rate",
        "promise_value_rate",
        "reminder_success_rate",
        "reminder_delay",
        "customers_chased",
        "conversion_rate",
        "cash_per_action",
    ]


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_every_need_is_a_measure_of_the_cube_at_a_time_that_suits_it(record: Indicator) -> None:
    for chosen in choices(record):
        for need in record.needs(chosen):
            of = MEASURES[need.measure]
            of_window = of.flow or of.fact.opening or "{start}" in of.test
            assert of_window == (need.when in (When.WINDOW, When.YEAR))


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_every_choice_of_every_indicator_computes_a_decimal(record: Indicator) -> None:
    shape: dict[str, object] = {}
    if record.shape is Shape.MONTHS:
        shape = {"months": [(Decimal(50), 30), (Decimal(80), 31)]}
    if record.shape is Shape.SHARES:
        shape = {"shares": [Decimal(3), Decimal(1)]}
    for chosen in choices(record):
        sums = {
            need.name: Decimal(100 - at) * (-1 if need.name.startswith("unapplied") else 1)  # credits
            for at, need in enumerate(record.needs(chosen))
        }
        assert isinstance(record.compute(chosen, **{**sums, **shape}, days=91), Decimal)


@pytest.mark.parametrize("record", [r for r in CATALOGUE if r.shape is Shape.SUMS], ids=lambda r: r.name)
def test_an_empty_book_gives_no_value_rather_than_zero(record: Indicator) -> None:
    for chosen in choices(record):
        zeros = {need.name: Decimal(0) for need in record.needs(chosen)}
        nothing = 0 if record.unit is Unit.COUNT else None  # nobody was chased: that is known
        assert record.compute(chosen, **zeros, days=91) == nothing


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_flows_come_with_a_window_and_a_window_with_flows(record: Indicator) -> None:
    flows = any(need.when is not When.END for need in record.needs(record.defaults()))
    assert ("window" in record.defaults()) is flows


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_every_default_is_one_of_the_choices(record: Indicator) -> None:
    for parameter in record.parameters:
        assert parameter.default in (parameter.choices or (parameter.default,))
    assert record.main_parameter in {"", *record.defaults()}


def test_units_follow_the_names() -> None:
    for record in CATALOGUE:
        if record.name.endswith("_rate") or record.name == "top_share":
            assert record.unit is Unit.RATE
        if record.name.endswith("_days") or record.name.startswith("dso"):
            assert record.unit is Unit.DAYS
    assert (indicator("cei").unit, indicator("hhi").unit) == (Unit.PERCENT, Unit.INDEX)


def test_no_two_indicators_share_a_label_and_every_text_is_written() -> None:
    assert len({record.label for record in CATALOGUE}) == len(CATALOGUE)
    for record in CATALOGUE:
        texts = [record.label, record.definition, record.formula, record.source]
        assert all(texts + [parameter.about for parameter in record.parameters])


@pytest.mark.parametrize(
    ("asked", "near"), [("overdu_rate", "overdue_rate"), ("DSO", "dso"), ("dso_count", "dso_countback")]
)
def test_an_unknown_name_is_answered_by_the_nearest(asked: str, near: str) -> None:
    with pytest.raises(UsageError, match=rf"{asked}.*\b{near}\b"):
        indicator(asked)


def test_a_name_like_no_other_is_answered_by_the_whole_list() -> None:
    with pytest.raises(UsageError, match=r"zzzz.*dso.*hhi.*dispute_days"):
        indicator("zzzz")


def test_a_name_is_that_of_an_indicator_of_a_published_measure_or_of_ones_own() -> None:
    own = {"late_share": BY_NAME["overdue_rate"]}
    assert figure("dso") is BY_NAME["dso"]
    assert figure("net") is MEASURES["net"]
    assert figure("aged") is MEASURES["gross"]
    assert figure("late_share", own) is own["late_share"]
    assert figure("late_share") is figure("debit_count") is None


def test_what_has_no_main_parameter_takes_no_value_after_a_colon() -> None:
    assert [one.key for one in figures(["on_time_rate:5", "net"], {})] == ["on_time_rate:5", "net"]
    for name in ("dso:5", "net:5"):
        with pytest.raises(UsageError, match="takes no value after a colon"):
            figures([name], {})
