"""Actions: counted by who did them and on whom, on both sides of each day; the last ones and the next steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from encours.api.actions import last_of_customers, last_of_items, next_steps
from encours.book.home import Home
from encours.errors import UsageError
from tests.book.small_books import imported
from tests.cube.test_promises import BOOK, Records

if TYPE_CHECKING:
    from encours.api import OpenBook

ACTIONS = """
    action,entity,customer,item,kind,done_at,author,outcome,minutes,automatic,next_step,next_on
    T1,F1,A,I1,reminder,2026-03-02T08:00:00,,,,true,,
    T2,F1,A,,call,2026-03-05T10:00:00,Ines,promised,4.4,,Check the promise,2026-03-11
    T3,F1,A,I2,call,2026-03-09T09:00:00,Karim,no_answer,2,,,
    T4,F1,B,,call,2026-03-09T23:59:00,Ines,reached,10,,Call again,2026-03-12
    T5,F1,B,,note,2026-03-10T09:00:00,Karim,,1,,,
    T6,F1,B,I3,reminder,2026-03-10T10:00:00,,,,true,,
    T7,F1,C,I9,call,2026-03-10T00:00:00,Ines,,,,Visit,2026-03-20
    T8,F1,Z,,call,2026-03-10T00:00:00,Ines,,,,,
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("actions"))
    imported(home, **{**BOOK, "actions": ACTIONS})
    return home


@pytest.fixture
def book(home: Home) -> Iterator[OpenBook]:
    from encours.api import open_book

    opened = open_book(home.path)
    yield opened
    opened.close()


def action(key: str, customer: str, at: str, **more: Any) -> dict[str, Any]:
    said = {"kind": "call", "automatic": False, **more}
    return {
        "action": key,
        "entity": "F1",
        "customer": customer,
        "done_at": datetime.fromisoformat(at),
        **said,
    }


def counts(book: OpenBook, name: str, by: str, day: str = "2026-03-31", **more: Any) -> dict[str, int]:
    rows = book.show(name, as_of=day, by=by, **more).rows
    return {row[by]: int(row[name]) for row in rows if row[name]}


def test_an_action_counts_from_its_day_on_and_leaves_with_the_window(book: OpenBook) -> None:
    assert counts(book, "action_count", "customer", "2026-03-04") == {"A": 1}
    assert counts(book, "action_count", "customer", "2026-03-05") == {"A": 2}
    assert counts(book, "action_count", "customer", "2026-03-09") == {"A": 3, "B": 1}
    assert counts(book, "action_count", "customer", "2026-03-10") == {"A": 3, "B": 3, "C": 1}
    assert counts(book, "action_count", "customer", "2026-04-02", window="1m") == {"A": 2, "B": 3, "C": 1}
    assert counts(book, "action_count", "customer", "2026-04-09", window="1m") == {"B": 2, "C": 1}


def test_actions_split_by_who_did_them_by_what_was_done_and_by_the_usual_dimensions(book: OpenBook) -> None:
    assert counts(book, "action_count", "author") == {"Ines": 3, "Karim": 2, None: 2}
    assert counts(book, "action_minutes", "author") == {"Ines": 14, "Karim": 3}
    assert counts(book, "action_count", "action_kind") == {"call": 4, "reminder": 2, "note": 1}
    assert counts(book, "action_count", "portfolio") == {"P1": 3, "P2": 4}
    assert counts(book, "action_count", "action_outcome", where="author=Ines") == {
        "promised": 1,
        "reached": 1,
        None: 1,
    }
    with pytest.raises(UsageError, match="author"):
        book.show("net", by="author")


def test_a_customer_is_chased_once_whatever_was_done_and_by_nobodys_notes(book: OpenBook) -> None:
    assert book.show("customers_chased", as_of="2026-03-31").rows[0]["customers_chased"] == 3
    assert counts(book, "customers_chased", "author") == {"Ines": 3, "Karim": 1, None: 2}
    assert counts(book, "customers_chased", "portfolio", "2026-03-09") == {"P1": 1, "P2": 1}
    history = book.show("customers_chased", as_of="2026-03-31", history=2, window="1m").rows
    assert [row["customers_chased"] for row in history] == [0, 3]


def test_the_rows_behind_a_count_are_the_actions(book: OpenBook) -> None:
    page = book.page("action_count", as_of="2026-03-31", where="author=Ines")
    assert (page.count, page.total) == (3, 3)
    assert {row["action"] for row in page.rows.rows} == {"T2", "T4", "T7"}
    minutes = book.page("action_minutes", as_of="2026-03-31")
    assert (minutes.count, minutes.total) == (4, 17)


def test_the_last_action_is_that_of_the_day_and_notes_are_none(book: OpenBook) -> None:
    def last(day: str) -> dict[str, str]:
        found = last_of_customers(book, date.fromisoformat(day))
        return {customer: row["action"] for (_entity, customer), row in found.items()}

    assert last("2026-03-08") == {"A": "T2"}
    assert last("2026-03-09") == {"A": "T3", "B": "T4"}
    assert last("2026-03-31") == {"A": "T3", "B": "T6", "C": "T7"}
    on_items = last_of_items(book, date(2026, 3, 31), [("F1", "A")])
    assert {item: row["action"] for (_entity, item), row in on_items.items()} == {"I1": "T1", "I2": "T3"}


def test_a_next_step_is_due_until_somebody_did_something_since(book: OpenBook) -> None:
    """The reminder of a rule, of the 10th, and a note leave the step of B as it was; the call of the 9th ends A's."""

    def due(day: str, by_then: str, of: OpenBook = book) -> list[tuple[str, str]]:
        found = next_steps(of, date.fromisoformat(day), date.fromisoformat(by_then))
        return [(row["customer"], row["next_step"]) for row in found]

    assert due("2026-03-08", "2026-03-10") == []
    assert due("2026-03-08", "2026-03-11") == [("A", "Check the promise")]
    assert due("2026-03-31", "2026-03-20") == [("B", "Call again"), ("C", "Visit")]
    assert due("2026-03-31", "2026-03-19") == [("B", "Call again")]
    done = book.over(Records("actions", action("W1", "B", "2026-03-12T08:00:00")))
    assert due("2026-03-31", "2026-03-20", done) == [("C", "Visit")]


def test_what_people_wrote_and_what_was_imported_are_one(book: OpenBook) -> None:
    records = Records("actions", action("T7", "C", "2026-03-10T08:00:00", author="Maud", minutes=Decimal(3)))
    seen = book.over(records)
    assert counts(seen, "action_count", "author") == {"Ines": 2, "Karim": 2, "Maud": 1, None: 2}
    records.versions.append(action("W2", "A", "2026-03-11T08:00:00", author="Maud", item="I1"))
    assert counts(seen, "action_count", "author")["Maud"] == 2
    assert last_of_items(seen, date(2026, 3, 31))["F1", "I1"]["action"] == "W2"
    records.versions.append(action("T7", "C", "2026-03-10T08:00:00", gone=True))
    assert counts(seen, "customers_chased", "portfolio") == {"P1": 1, "P2": 1}


def test_actions_of_an_account_alone_are_its_own(book: OpenBook) -> None:
    from encours.api.one_account import alone

    own = alone(book, ("F1", "B"))
    assert list(last_of_customers(own, date(2026, 3, 31))) == [("F1", "B")]
