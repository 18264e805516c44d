"""Disputes as programs ask for them: those opened by a day, of a state, a cause, between two days, that may be seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from encours.api import OpenBook
from encours.api.disputes import disputes, said_before, sought, sums
from tests.api.small_group import group


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    opened = group(tmp_path_factory.mktemp("disputes"))
    yield opened
    opened.close()


def keys(book: OpenBook, day: str, **asked: object) -> list[str]:
    of = sought(date.fromisoformat(day), **asked)  # type: ignore[arg-type]
    return [row["dispute"] for row in disputes(book, of).rows]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2025-04-09", []),
        ("2025-04-10", [("D1", None, "")]),
        ("2025-05-09", [("D1", None, "")]),
        ("2025-05-10", [("D1", date(2025, 5, 10), "Avoir")]),
    ],
)
def test_those_of_an_item_are_opened_by_the_day_and_close_on_theirs(
    book: OpenBook, day: str, told: list[tuple[str, date | None, str]]
) -> None:
    found = disputes(book, sought(date.fromisoformat(day), among={"item": ["I3"]})).rows
    assert [(row["dispute"], row["closed_on"], row["outcome"] or "") for row in found] == told
    assert [(row["document"], row["amount"]) for row in found] == [("FA-1003", 50) for _one in told]


def test_one_that_names_no_item_is_the_customers(book: OpenBook) -> None:
    (found,) = disputes(book, sought(date(2025, 5, 1), among={"customer": ["B"]})).rows
    assert (found["dispute"], found["item"], found["amount"], found["currency"]) == ("D3", None, 10, "EUR")


@pytest.mark.parametrize("confines", ["portfolio=P2", "salesperson=Anne", "entity=F2"])
def test_one_out_of_the_perimeter_is_not_told(book: OpenBook, confines: str) -> None:
    assert "D1" not in keys(book.within(confines), "2025-05-31")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, {"D1", "D2", "D3"}),
        ({"state": "closed"}, {"D1"}),
        ({"state": ["open", "late"]}, {"D2", "D3"}),
        ({"opened": (date(2025, 5, 1), None)}, {"D2", "D3"}),
        ({"opened": (None, date(2025, 4, 30))}, {"D1"}),
        ({"closed": (date(2025, 5, 10), date(2025, 5, 10))}, {"D1"}),
        ({"closed": (date(2025, 5, 11), None)}, set()),
        ({"among": {"cause": ["Qualité"]}}, {"D2"}),
        ({"among": {"owner": [""]}}, {"D2", "D3"}),
        ({"where": "portfolio=P1"}, {"D1"}),
        ({"search": "livrai"}, {"D3"}),
    ],
)
def test_they_are_sought_by_what_they_are(book: OpenBook, asked: dict[str, object], told: set[str]) -> None:
    assert set(keys(book, "2025-05-31", **asked)) == told


def test_what_was_said_before_is_known_by_the_day(book: OpenBook) -> None:
    assert said_before(book, date(2025, 4, 30)) == ({"Prix"}, {"Théo"})
    assert said_before(book, date(2025, 5, 31)) == ({"Prix", "Qualité", "Livraison"}, {"Théo"})


def test_sums_add_up_to_the_figure(book: OpenBook) -> None:
    f1 = book.within("portfolio=P1,P2")
    cells = sums(f1, sought(date(2025, 5, 5)), ("cause",))
    figure = f1.show("disputed", as_of="2025-05-05", currency="EUR", by="dispute_cause").rows
    assert {row["cause"]: row["disputed"] for row in cells if row["disputed"]} == {
        row["dispute_cause"]: row["disputed"] for row in figure
    }
