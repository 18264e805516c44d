"""Promises as lists tell them: what each has come to, who may see it, what all come to, how reliable a customer is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from encours.api import OpenBook, open_book
from encours.api.one_account import alone
from encours.api.promises import promises, reliability, sought, sums
from encours.api.recorded import Sought, every, listed, named, one
from encours.book.home import Home
from encours.cube.promises import PROMISES, STATES
from encours.errors import UsageError
from tests.api.small_group import group
from tests.book.small_books import imported
from tests.cube.test_promises import BOOK, Records, promise

DAY = date(2026, 3, 20)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("listed"))
    imported(home, **BOOK)
    return home


@pytest.fixture
def book(home: Home) -> Iterator[OpenBook]:
    opened = open_book(home.path)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    opened = group(tmp_path_factory.mktemp("group"))
    yield opened
    opened.close()


def states(book: OpenBook, day: date, **asked: Any) -> dict[str, str]:
    return {row["promise"]: row["state"] for row in promises(book, sought(day, **asked)).rows}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-28", {}),
        ("2026-03-01", {"K1": "awaited", "K2": "awaited", "K3": "awaited", "K4": "awaited"}),
        ("2026-03-05", {"K1": "awaited", "K2": "awaited", "K3": "awaited", "K4": "cancelled"}),
        ("2026-03-12", {"K1": "awaited", "K2": "awaited", "K3": "awaited", "K4": "cancelled"}),
        ("2026-03-13", {"K1": "kept", "K2": "broken", "K3": "broken", "K4": "cancelled"}),
        ("2026-03-20", {"K1": "kept", "K2": "broken", "K3": "partly_kept", "K4": "cancelled"}),
    ],
)
def test_a_promise_is_awaited_until_its_grace_ends_then_kept_partly_or_broken(
    book: OpenBook, day: str, expected: dict[str, str]
) -> None:
    assert states(book, date.fromisoformat(day)) == expected


def test_what_was_received_is_what_was_known_that_day(book: OpenBook) -> None:
    received = {
        day: next(row["received"] for row in promises(book, sought(day)).rows if row["promise"] == "K3")
        for day in (date(2026, 3, 19), DAY)
    }
    assert received == {date(2026, 3, 19): Decimal("0.00"), DAY: Decimal("100.00")}


def test_a_row_says_whose_it_is_and_about_which_document(small: OpenBook) -> None:
    (row,) = promises(small, sought(date(2025, 4, 19))).rows
    assert (row["promise"], row["customer_name"], row["item"], row["document"]) == (
        "R1",
        "Élan Métal",
        "I2",
        "FA-1002",
    )
    assert (row["currency"], row["collector"], row["cancelled_on"]) == ("EUR", "Inès", None)
    assert promises(small, sought(date(2025, 4, 20))).rows[0]["cancelled_on"] == date(2025, 4, 20)


@pytest.mark.parametrize(
    ("confines", "seen"),
    [
        ([], {"R1", "R2", "R3"}),
        (["entity=F2"], set()),
        (["portfolio=P1"], {"R1", "R2"}),
        (["portfolio=P2"], {"R3"}),
        (["salesperson=Paul"], {"R2"}),  # the item of R1 was sold by Anne
        (
            ["salesperson=Anne"],
            {"R1", "R2", "R3"},
        ),  # she sold to Élan too: what is about its account is hers to see
        ({"portfolio": []}, set()),
    ],
)
def test_a_perimeter_shows_promises_of_its_customers_about_items_it_shows(
    small: OpenBook, confines: Any, seen: set[str]
) -> None:
    confined = small.within(confines)
    assert set(states(confined, date(2025, 6, 1))) == seen
    for key in ("R1", "R2", "R3"):
        assert (one(confined, PROMISES, key, date(2025, 6, 1)) is not None) is (key in seen)


def test_filters_narrow_by_state_day_collector_customer_and_what_customers_are(small: OpenBook) -> None:
    day = date(2025, 6, 1)
    assert set(states(small, day, state="cancelled")) == {"R1"}
    assert set(states(small, day, state=["broken", "kept"])) == {"R2", "R3"}
    assert set(states(small, day, due_from=date(2025, 4, 15), due_to=date(2025, 4, 15))) == {"R1"}
    assert set(states(small, day, due_from=date(2025, 4, 16))) == {"R2", "R3"}
    assert set(states(small, day, among={"collector": ["Karim"]})) == {"R3"}
    assert set(states(small, day, among={"customer": ["A"], "item": [""]})) == {"R2"}
    assert set(states(small, day, where="portfolio=P2")) == {"R3"}
    assert set(states(small, day, where=["country=FR", "customer_name~bocage"])) == {"R3"}


@pytest.mark.parametrize("words", ["elan", "ÉLAN", "fa-1002", "I2", "r1", "inès"])
def test_words_are_looked_for_in_names_numbers_keys_and_collectors(small: OpenBook, words: str) -> None:
    found = states(small, date(2025, 6, 1), search=words)
    assert "R1" in found
    assert "R3" not in found


def test_a_page_counts_and_sums_all_that_is_found(small: OpenBook) -> None:
    found = promises(small, sought(date(2025, 6, 1)), order="-amount", limit=2)
    assert [row["promise"] for row in found.rows] == ["R2", "R1"]
    assert (found.count, found.totals) == (
        3,
        {"EUR": {"amount": Decimal("431.00"), "received": Decimal("0.00")}},
    )
    assert [row["promise"] for row in promises(small, sought(date(2025, 6, 1)), limit=2, offset=2).rows] == [
        "R1"
    ]
    assert [row["promise"] for row in every(small, PROMISES, sought(date(2025, 6, 1)), "promise")] == [
        "R1",
        "R2",
        "R3",
    ]


@pytest.mark.parametrize(
    ("asked", "order", "said"),
    [
        ({"state": "late"}, "", "no state late"),
        ({"where": "bucket=91+"}, "", "bucket is not an attribute"),
        ({"where": "amount>=10"}, "", "amount is not an attribute"),
        ({"among": {"phone": ["1"]}}, "", "no column phone"),
        ({}, "-phone", "no column phone"),
        ({}, "amount; DROP TABLE promises", "no column"),
    ],
)
def test_what_there_is_not_is_said(small: OpenBook, asked: dict[str, Any], order: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        promises(small, sought(DAY, **asked), order or "-due_on")


def test_records_are_in_the_list_and_the_imported_ones_are_still_read(book: OpenBook) -> None:
    records = Records("promises", promise("K2", "B", "650", "2026-03-01", "2026-03-10"))
    seen = book.over(records)
    assert {row["promise"]: row["amount"] for row in promises(seen, sought(DAY)).rows}["K2"] == 650
    found = list(every(seen, PROMISES, Sought(DAY, imported=True)))
    assert {row["promise"]: row["amount"] for row in found}["K2"] == 700
    records.versions.append(promise("K2", "B", "650", "2026-03-01", "2026-03-10", gone=True))
    assert one(seen, PROMISES, "K2", DAY) is None
    assert one(seen, PROMISES, "K2", DAY, imported=True) is not None


def test_what_people_said_since_the_data_is_heard_until_a_day(book: OpenBook) -> None:
    """The ledger ends on the 20th; on the 25th a promise is made and another is cancelled."""
    made = promise("W1", "A", "500", "2026-03-25", "2026-04-10", item="I2")
    taken = promise("W2", "B", "10", "2026-03-19", "2026-04-10", cancelled_on=date(2026, 3, 25))
    seen = book.over(Records("promises", made, taken))
    assert "W1" not in states(seen, DAY)
    assert states(seen, DAY)["W2"] == "awaited"
    later = states(seen, DAY, until=date(2026, 3, 25))
    assert (later["W1"], later["W2"]) == ("awaited", "cancelled")


def test_an_account_looked_at_alone_lists_its_own(small: OpenBook) -> None:
    apart = alone(small, ("F1", "A"))
    assert set(states(apart, date(2025, 6, 1))) == {"R1", "R2"}


def test_items_are_named_by_their_documents_when_they_may_be_seen(small: OpenBook) -> None:
    assert named(small, "F1", "A", ["I2", "I4", "nothing", ""]).keys() == {"I2"}
    assert named(small, "F1", "A", ["I2"])["I2"].document == "FA-1002"
    assert named(small.within(["salesperson=Paul"]), "F1", "A", ["I2"]) == {}


def test_sums_by_state_and_day_add_up_to_the_list(book: OpenBook) -> None:
    cells = sums(book, sought(DAY), ("state", "due_on"))
    assert {(cell["state"], cell["count"], cell["amount"]) for cell in cells} == {
        ("kept", 1, Decimal("1000.00")),
        ("broken", 1, Decimal("700.00")),
        ("partly_kept", 1, Decimal("300.00")),
        ("cancelled", 1, Decimal("50.00")),
    }
    assert {cell["state"] for cell in cells} <= set(STATES)


def test_the_rates_of_promises_are_those_of_the_rows_that_ended(book: OpenBook) -> None:
    from encours.api.promises import ended
    from encours.cube.periods import window

    rows = promises(book, ended(DAY, window(DAY, "3m").start), limit=100).rows
    kept = sum(row["state"] == "kept" for row in rows)
    received, promised = (sum(row[name] for row in rows) for name in ("received", "amount"))
    (told,) = book.show("promise_rate", "promise_value_rate", as_of=DAY, window="3m").rows
    assert told["promise_rate"] == round(Decimal(kept) / len(rows), 10)
    assert told["promise_value_rate"] == round(received / promised, 10)


@pytest.mark.parametrize(("later", "of_year"), [(0, (1, 1)), (364, (1, 1)), (365, (0, 0))])
def test_reliability_counts_what_ended_ever_and_over_twelve_months(
    book: OpenBook, later: int, of_year: tuple[int, int]
) -> None:
    """K1 ended on 13 March 2026: a year later to the day it is out of the last twelve months."""
    found = reliability(book, date(2026, 3, 13) + timedelta(days=later))["F1", "A"]
    assert (found.kept, found.ended, (found.kept_of_year, found.ended_of_year)) == (1, 1, of_year)


def test_reliability_is_of_customers_that_may_be_seen_and_leaves_cancelled_promises_out(
    book: OpenBook,
) -> None:
    assert {key: (one.kept, one.ended) for key, one in reliability(book, DAY).items()} == {
        ("F1", "A"): (1, 1),
        ("F1", "B"): (0, 1),
        ("F1", "C"): (0, 1),
    }
    assert reliability(book.within("portfolio=P1"), DAY).keys() == {("F1", "A")}
    assert reliability(book, date(2026, 3, 12)) == {}


def test_a_list_that_begins_before_its_first_row_is_refused(book: OpenBook) -> None:
    with pytest.raises(UsageError):
        listed(book, PROMISES, Sought(DAY), offset=-1)


def test_many_are_streamed_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from encours.api import recorded

    monkeypatch.setattr(recorded, "BATCH", 3)
    imported(Home(tmp_path), **BOOK)
    opened = open_book(tmp_path)
    assert [row["promise"] for row in every(opened, PROMISES, Sought(DAY), "promise")] == [
        "K1",
        "K2",
        "K3",
        "K4",
    ]
    opened.close()
