"""When a figure calls: both sides of each limit, of each class, and what nothing can be said of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from encours.watch.condition import Check, Condition, Way, condition_of, verdict
from encours.watch.drift import FEWEST, steps
from encours.watch.finding import MOST, Finding, found
from encours.watch.telling import news

CALM = [50, 52, 49, 51, 50, 53, 48]  # usual 50, spread 1.4826


def numbers(*said: object) -> list[Decimal | None]:
    return [None if one is None else Decimal(str(one)) for one in said]


def level(test: str, limit: str, *values: object, **more: object) -> int | None:
    said = verdict(Condition(Check(test), Decimal(limit), **more), numbers(*values))  # type: ignore[arg-type]
    return None if said is None else said.level


@pytest.mark.parametrize(
    ("test", "limit", "values", "levels"),
    [
        ("above", "60", ("59.99", "60", "60.01", "89.99", "90", "119.99", "120"), (0, 0, 1, 1, 2, 2, 3)),
        ("below", "60", ("60.01", "60", "59.99", "30.01", "30", "0.01", "0"), (0, 0, 1, 1, 2, 2, 3)),
        ("above", "-10", ("-10", "-9.99", "-5", "0"), (0, 1, 2, 3)),
        ("above", "0", ("0", "0.01", "1000"), (0, 1, 1)),
    ],
)
def test_a_threshold_is_passed_not_reached_and_gets_worse_by_halves_of_it(
    test: str, limit: str, values: tuple[str, ...], levels: tuple[int, ...]
) -> None:
    assert tuple(level(test, limit, value) for value in values) == levels


@pytest.mark.parametrize(
    ("test", "relative", "before", "now", "said"),
    [
        ("rises", False, 100, "110", 0),
        ("rises", False, 100, "110.01", 1),
        ("rises", False, 100, "80", 0),
        ("rises", True, 200, "220", 0),
        ("rises", True, 200, "220.02", 1),
        ("rises", True, -200, "-170", 2),
        ("falls", False, 100, "90", 0),
        ("falls", False, 100, "89.99", 1),
        ("falls", True, 200, "180", 0),
        ("falls", True, 200, "160", 3),
        ("rises", True, 0, "5", None),
        ("rises", False, None, "5", None),
        ("rises", False, 5, None, None),
    ],
)
def test_a_change_is_more_than_its_limit_in_its_direction(
    test: str, relative: bool, before: object, now: object, said: int | None
) -> None:
    limit = "0.1" if relative else "10"
    assert level(test, limit, before, now, relative=relative) == said


@pytest.mark.parametrize(
    ("newest", "way", "said"),
    [
        ("55.18", "up", 0),
        ("55.19", "up", 1),
        ("55.19", "down", 0),
        ("44.82", "down", 0),
        ("44.81", "down", 1),
        ("44.81", "either", 1),
        ("60.37", "up", 1),
        ("60.38", "up", 3),
    ],
)
def test_a_drift_is_beyond_so_many_spreads_on_its_side(newest: str, way: str, said: int) -> None:
    # 3.5 spreads of 1.4826 are 5.1891: twice as many are 10.3782.
    limit = "3.5"
    found_level = level("drifts", limit, *CALM, newest, way=Way(way))
    assert found_level == (2 if newest == "60.37" else said)


def test_of_too_short_a_history_or_a_constant_nothing_nothing_is_usual() -> None:
    assert level("drifts", "3.5", *CALM[: FEWEST - 1], 90) is None
    assert level("drifts", "3.5", *CALM[:FEWEST], 90) == 3
    assert level("drifts", "3.5", *CALM[: FEWEST - 1], None, None, 90) is None
    assert steps(Decimal(1), numbers(*[0] * 8)) is None


def test_one_odd_month_does_not_move_what_is_usual_and_a_flat_figure_needs_more_than_a_trifle() -> None:
    assert level("drifts", "3.5", *CALM, 500, 51) == 0
    flat = [100] * 8
    assert [level("drifts", "3.5", *flat, value) for value in ("106.9", "107", "107.01")] == [0, 0, 1]


def test_a_condition_is_kept_as_it_was_said() -> None:
    said = Condition(Check.FALLS, Decimal("0.15"), 3, True)
    assert condition_of(said.said()) == said


def test_a_state_is_told_once_until_it_ceases_and_comes_back_or_gets_worse() -> None:
    worst: dict[str, int] = {}
    told = []
    for found_level in (1, 1, 2, 1, 2, 3, 0, 0, 1):
        said = news(worst, {"A": found_level})
        told.append(str(said.get("A", "")))
        worst = {} if told[-1] == "ceased" else {"A": max(worst.get("A", 0), found_level)} if said else {}
    assert told == ["begun", "lasts", "worse", "lasts", "lasts", "worse", "ceased", "", "begun"]


def test_what_nobody_can_say_now_neither_ceases_nor_begins() -> None:
    assert news({"A": 1}, {}, {"A"}) == {}
    assert [str(what) for what in news({"A": 1}, {}, {"B"}).values()] == ["ceased"]


def test_too_many_states_are_cut_to_the_worst_and_the_others_counted() -> None:
    from datetime import date

    states = [Finding(f"{number:04}", 1 + number % 3, Decimal(number)) for number in range(MOST + 7)]
    said = found(date(2026, 1, 31), [*states, Finding("none", 0)])
    assert (len(said.states), said.left_out) == (MOST, 7)
    assert [one.level for one in said.states[:2]] == [3, 3]
    assert said.states[0].value == Decimal(506)
