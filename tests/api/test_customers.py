"""A customer as people look at it, on any date, and only by those who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from encours.api import NOTHING, OpenBook
from encours.api.actions import actions as listed
from encours.api.actions import sought
from encours.api.customers import card, limits, siblings
from encours.errors import UsageError
from tests.api.small_group import group

DAY = date(2025, 5, 31)


def actions(book: OpenBook, entity: str, customer: str, day: date) -> list[dict[str, Any]]:
    """What was done with a customer by the end of a day, the newest first."""
    return list(listed(book, sought(day, among={"entity": [entity], "customer": [customer]})).rows)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    opened = group(tmp_path_factory.mktemp("customers"))
    yield opened
    opened.close()


def test_a_card_says_what_the_table_says(book: OpenBook) -> None:
    found = card(book, "F1", "A")
    assert found is not None
    assert (found.name, found.siren, found.group, found.portfolio) == (
        "Élan Métal",
        "123456789",
        "Bocage",
        "P1",
    )
    assert (found.email, found.phone, found.zone) == ("compta@elan.example", "+33 1", "")
    assert (found.custom, found.known) == ({"tier": "gold"}, True)
    assert card(book, "F1", "Z") is None
    assert card(book, "F1", "' OR 1=1 --") is None


HIDDEN = [
    ["portfolio=P2"],
    ["entity=F2"],
    ["collector=Karim"],
    ["customer=B"],
    ["tier=silver"],
    ["salesperson=Zed"],
    ["currency=USD"],
    ["doubtful=true"],
    ["business_unit=X"],
    ["amount>1000"],
    ["portfolio=P1", "entity=F2"],
    [NOTHING],
    ["portfolio="],
]
SHOWN = [
    ["portfolio=P1,P2"],
    ["entity=F1"],
    ["salesperson=Paul"],
    ["salesperson=Anne"],  # sold one of its invoices
    ["currency=EUR"],
    ["tier=gold", "collector=Inès"],
    ["amount>=300"],
]


@pytest.mark.parametrize("confines", HIDDEN)
def test_who_may_not_see_a_customer_gets_nothing_of_it(book: OpenBook, confines: list[str]) -> None:
    seen = book.within(confines)
    assert card(seen, "F1", "A") is None
    assert siblings(seen, "F1", "A") == []
    assert limits(seen, [("F1", "A")], DAY) == {}
    assert actions(seen, "F1", "A", DAY) == []


@pytest.mark.parametrize("confines", SHOWN)
def test_who_may_see_it_does(book: OpenBook, confines: list[str]) -> None:
    assert card(book.within(confines), "F1", "A") is not None


@pytest.mark.parametrize("confines", ["bucket=91+", "dispute_cause=Prix", "days_late>3", "open>0"])
def test_a_perimeter_that_moves_with_the_day_is_refused(book: OpenBook, confines: str) -> None:
    with pytest.raises(UsageError, match="day to day"):
        card(book.within([confines]), "F1", "A")


def test_a_portfolio_with_a_comma_is_one_portfolio(book: OpenBook) -> None:
    seen = book.within({"portfolio": ["Nord, Est"]})
    assert card(seen, "F1", "C") is not None
    assert card(seen, "F1", "A") is None


def test_siblings_are_of_the_same_company_first_then_of_the_same_group(book: OpenBook) -> None:
    found = siblings(book, "F1", "A")
    assert [(s.entity, s.customer, s.same_siren, s.same_group) for s in found] == [
        ("F1", "A", True, True),
        ("F2", "A", True, False),
        ("F1", "B", False, True),
    ]
    assert [s.currency for s in found] == ["EUR", "GBP", "EUR"]


def test_an_account_without_siren_or_group_is_its_own_only_sibling(book: OpenBook) -> None:
    (found,) = siblings(book, "F1", "C")
    assert (found.customer, found.same_siren, found.same_group) == ("C", False, False)


def test_a_sibling_out_of_the_perimeter_is_not_told(book: OpenBook) -> None:
    assert [s.entity for s in siblings(book.within(["entity=F1"]), "F1", "A")] == ["F1", "F1"]
    assert [s.customer for s in siblings(book.within(["portfolio=P1,P3"]), "F1", "A")] == ["A", "A"]


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        ("2024-12-31", None),
        ("2025-01-01", 1000),
        ("2025-03-31", 1000),
        ("2025-04-01", 2000),
        ("2030-01-01", 2000),
    ],
)
def test_the_limit_is_the_one_in_force_that_day(book: OpenBook, day: str, amount: int | None) -> None:
    found = limits(book, [("F1", "A")], date.fromisoformat(day)).get(("F1", "A"))
    assert (found and found.amount) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(("day", "known"), [("2025-02-28", True), ("2025-03-01", False)])
def test_a_limit_that_ended_is_no_limit(book: OpenBook, day: str, known: bool) -> None:
    asked = [("F1", "A"), ("F2", "A"), ("F1", "B"), ("F2", "A")]
    found = limits(book, asked, date.fromisoformat(day))
    assert (("F2", "A") in found) is known
    assert ("F1", "B") not in found
    if known:
        assert found["F2", "A"].currency == "GBP"
    assert limits(book, [], DAY) == {}


@pytest.mark.parametrize(
    ("day", "done"), [("2025-04-01", 0), ("2025-04-02", 1), ("2025-04-29", 1), ("2025-04-30", 2)]
)
def test_actions_are_those_done_by_the_end_of_the_day(book: OpenBook, day: str, done: int) -> None:
    found = actions(book, "F1", "A", date.fromisoformat(day))
    assert [row["action"] for row in found] == ["T2", "T1"][2 - done :]
    if done == 2:
        assert (found[0]["minutes"], found[0]["automatic"], found[1]["level"]) == (Decimal("4.5"), False, 1)


def test_a_note_about_an_item_out_of_the_perimeter_is_not_told(book: OpenBook) -> None:
    """Paul sold nothing of I2: what is said of it is not his; what is said of the customer is."""
    seen = book.within(["salesperson=Paul"])
    assert [row["action"] for row in actions(seen, "F1", "A", DAY)] == ["T2"]
