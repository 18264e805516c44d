"""What rules find: both sides of each date and amount; asked together as asked alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest

if TYPE_CHECKING:
    from encours.web.workflow.alerts.models import Rule


def found(rule: Rule, day: str, *conditions: str) -> Any:
    from encours.web.alerts.watching.run import book_of, look_within

    rule.pk = 1
    return look_within(book_of(list(conditions), [rule]), [rule], date.fromisoformat(day))[1]


@pytest.mark.parametrize(
    ("event", "condition", "customer", "without", "with_it"),
    [
        ("limit_exceeded", {"limit": 100, "days": 0}, "A", "2026-02-09 2026-04-01", "2026-02-10 2026-03-31"),
        ("limit_exceeded", {"limit": "100.001", "days": 0}, "A", "2026-02-10", "2026-02-10"),
        ("limit_exceeded", {"limit": 80, "days": 0}, "A", "2026-01-04", "2026-01-05"),
        ("limit_exceeded", {"limit": 100, "days": 0}, "C", "2026-01-04", "2026-01-05"),
        ("promise_broken", {"limit": 0, "days": 45}, "C", "2026-03-12 2026-04-25", "2026-03-13 2026-04-24"),
        (
            "item_newly_late",
            {"limit": 1000, "days": 7},
            "A",
            "2026-02-04 2026-02-12",
            "2026-02-05 2026-02-11",
        ),
        ("item_newly_late", {"limit": "1000.01", "days": 7}, "A", "2026-02-05", ""),
        ("pays_later", {"limit": 10, "days": 0}, "B", "2026-03-21", "2026-03-22 2026-04-01"),
        ("pays_later", {"limit": 20, "days": 0}, "B", "2026-03-29", "2026-04-01"),
        ("pays_later", {"limit": "20.1", "days": 0}, "B", "2026-04-01", ""),
        (
            "dispute_unanswered",
            {"limit": 0, "days": 0},
            "C",
            "2026-02-20 2026-03-05",
            "2026-02-21 2026-03-04",
        ),
        ("dispute_unanswered", {"limit": 0, "days": 3}, "C", "2026-02-23", "2026-02-24"),
    ],
)
def test_an_event_is_found_from_its_first_day_to_its_last(
    ledger: Path,
    rule_of: Callable[..., Rule],
    event: str,
    condition: dict[str, Any],
    customer: str,
    without: str,
    with_it: str,
) -> None:
    rule = rule_of(event=event, condition=condition, keep=False)
    said = {
        day: [state.facts["of"]["customer"] for state in found(rule, day).states]
        for day in {*without.split(), *with_it.split()}
    }
    if condition["limit"] == "100.001":  # a hundred-thousandth of 1000 more than the cent
        assert said["2026-02-10"] == ["C"]
        return
    assert {day for day, who in said.items() if customer in who} == set(with_it.split())


def test_a_limit_is_held_against_what_is_owed_in_its_own_currency(
    ledger: Path, rule_of: Callable[..., Rule]
) -> None:
    (state,) = found(rule_of(event="limit_exceeded", keep=False), "2026-01-31").states
    assert (str(state.value), str(state.reference), state.currency) == ("400.00", "399.99", "EUR")
    again = found(rule_of(event="limit_exceeded", keep=False), "2026-02-01").states
    assert [str(one.value) for one in again if one.facts["of"]["customer"] == "C"] == ["416.67"]


def test_an_import_is_stale_the_day_after(ledger: Path, rule_of: Callable[..., Rule]) -> None:
    from django.utils import timezone

    rule = rule_of(event="import_stale", keep=False)
    brought = timezone.now()
    with patch("encours.web.alerts.watching.run.timezone.now", return_value=brought + timedelta(days=8)):
        assert found(rule, "2026-04-30").states == ()
    with patch("encours.web.alerts.watching.run.timezone.now", return_value=brought + timedelta(days=9)):
        (state,) = found(rule, "2026-04-30").states
    assert (state.subject, state.value, state.narrows) == ('["F1"]', 9, {"entity": "F1"})
    assert datetime.fromisoformat(state.facts["since"]).date() == timezone.localtime(brought).date()


@pytest.mark.parametrize("where", [["portfolio=P1"], ["customer=A"], ["country=FR", "collector=Inès"]])
def test_an_event_is_bounded_by_what_customers_are(
    ledger: Path, rule_of: Callable[..., Rule], where: list[str]
) -> None:
    rule = rule_of(event="limit_exceeded", where=where, keep=False)
    assert [one.facts["of"]["customer"] for one in found(rule, "2026-02-10").states] == ["A"]
    assert found(rule, "2026-02-10", "portfolio=P2").states == ()


def test_many_rules_asked_at_once_find_what_each_finds_alone(three: Path) -> None:
    from encours.api import OpenBook
    from encours.web.alerts.watching.figures import asking_of, look
    from encours.web.visit import connections

    scopes = ([], ["portfolio=North"], ["portfolio=West"], ["portfolio=Nobody"], ["country=FR,CH"])
    scopes += (["country=BE", "entity=FR01"], ["country=FR", "entity=FR02"], ["customer=C1101"])
    tests = [
        {"test": "above", "limit": "1"},
        {"test": "below", "limit": "1000000"},
        {"test": "rises", "limit": "0.05", "relative": True, "months": 2},
        {"test": "drifts", "limit": "1"},
    ]
    asked = [
        (figure, test, each, where)
        for figure in ("net", "overdue", "item_count", "dso", "overdue_rate", "on_time_rate:5")
        for test in tests
        for each in ("", "entity", "customer")
        for where in scopes
        if not (each == "customer" and test["test"] == "drifts")
    ]
    rules = [asking_of(number, *one, "") for number, one in enumerate(asked)]
    book = connections.book()
    day = date(2026, 10, 31)
    with patch.object(OpenBook, "show", autospec=True, side_effect=OpenBook.show) as shown:
        together = look(book, rules, day)
    assert not [one.problem for one in together.values() if one.problem]
    assert shown.call_count < len(rules) / 4
    every = range(0, len(rules), 5)
    alone = {number: look(book, [rules[number]], day)[number] for number in every}
    assert {number: together[number] for number in every} == alone
    assert sum(bool(one.states) for one in together.values()) > len(rules) / 4


def test_a_rule_that_cannot_be_asked_says_so_and_stops_no_other(
    ledger: Path, rule_of: Callable[..., Rule]
) -> None:
    from encours.web.alerts.watching.run import book_of, look_within

    above = {"test": "above", "limit": "1"}
    said = [
        {"figure": "net", "where": []},
        {"figure": "gone", "where": []},
        {"figure": "net", "where": ["x=1"]},
    ]
    rules = [rule_of(condition=above, **one) for one in [*said, {"event": "gone", "where": []}]]
    answers = look_within(book_of([], rules), rules)
    assert [bool(answers[rule.pk].problem) for rule in rules] == [False, True, True, True]
    assert answers[rules[0].pk].states
