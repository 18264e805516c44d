"""Disputes as lists tell them: their parts add up to what is disputed, on each day, for whoever looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from encours.api import OpenBook, open_book
from encours.api.recorded import Sought, listed, one, sums
from encours.book.home import Home
from encours.cube.disputes import DISPUTES
from tests.book.small_books import imported
from tests.cube.test_promises import Records

BOOK = {
    "entities": """
        entity,name,country,currency
        F1,Une,FR,EUR
        U1,Deux,US,USD
        """,
    "customers": """
        entity,customer,name,portfolio
        F1,A,Alpha,P1
        F1,B,Beta,P2
        U1,C,Gamma,P2
        """,
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,salesperson
        F1,A,I1,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,1000,Paul
        F1,A,I2,invoice,2026-01-05,2026-01-05,2026-02-10,EUR,500,Anne
        F1,A,I5,invoice,2026-01-05,2026-01-05,2026-02-20,USD,250,Anne
        F1,B,I3,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,700,Paul
        F1,B,I6,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,80,Paul
        U1,C,I4,invoice,2026-01-05,2026-01-05,2026-02-04,USD,300,Paul
        F1,A,P1,payment,2026-03-13,2026-03-13,2026-03-13,EUR,-200,
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F1,I1,P1,2026-03-13,200
        """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on,closed_on,outcome,owner,answer_by
        D1,F1,A,I1,Prix,600,2026-02-01,,,Ventes,2026-03-10
        D2,F1,A,I1,Qualité,900,2026-02-15,,,,
        D3,F1,A,,Livraison,,2026-03-01,,,Logistique,2026-03-20
        D4,F1,B,I3,Prix,5000,2026-01-20,,,,
        D5,U1,C,,Prix,100,2026-02-10,2026-03-05,Avoir,,
        D6,F1,B,I6,Prix,,2026-03-01,2026-03-15,,,
        """,
    "rates": """
        date,currency,rate
        2026-01-01,USD,1.25
        """,
}
DAYS = ("2026-01-31", "2026-02-15", "2026-03-04", "2026-03-05", "2026-03-13", "2026-03-20")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("disputes"))
    imported(home, **BOOK)
    return home


@pytest.fixture
def book(home: Home) -> Iterator[OpenBook]:
    opened = open_book(home.path)
    yield opened
    opened.close()


def rows(book: OpenBook, day: str, **more: Any) -> dict[str, dict[str, Any]]:
    found = listed(book, DISPUTES, Sought(date.fromisoformat(day), **more))
    return {row["dispute"]: row for row in found.rows}


def in_euros(row: dict[str, Any]) -> Decimal:
    return row["disputed"] / (Decimal("1.25") if row["currency"] == "USD" else 1)


def test_what_is_open_of_an_item_goes_to_its_oldest_dispute_first(book: OpenBook) -> None:
    """800 open of I1: 600 for the price, 200 left of 900 for the quality, nothing left for the whole account, which
    contests 500 and 250 $ besides; 5 000 are contested of 700."""
    found = rows(book, "2026-03-13")
    contested = {key: row["disputed"] for key, row in found.items()}
    assert contested == {"D1": 600, "D2": 200, "D3": 500 + 200, "D4": 700, "D5": 0, "D6": 80}
    said = {key: row["amount"] for key, row in found.items()}
    assert said == {"D1": 600, "D2": 900, "D3": None, "D4": 5000, "D5": 100, "D6": None}
    assert {row["currency"] for row in found.values()} == {"EUR", "USD"}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "confined", [[], ["salesperson=Anne"], ["salesperson=Paul"], ["portfolio=P2"], ["entity=U1"]]
)
def test_disputes_add_up_to_the_measure_of_the_day_for_whoever_looks(
    book: OpenBook, day: str, confined: list[str]
) -> None:
    seen = book.within(confined)
    measure = seen.show("disputed", as_of=day, currency="EUR").value
    assert sum(map(in_euros, rows(seen, day).values())) == measure


def test_a_state_changes_on_the_day_after_that_of_the_answer_and_on_that_of_the_end(book: OpenBook) -> None:
    def state(key: str, day: str) -> tuple[str, int]:
        row = one(book, DISPUTES, key, date.fromisoformat(day))
        assert row is not None
        return row["state"], row["open_days"]

    assert [state("D1", day) for day in ("2026-03-10", "2026-03-11")] == [("open", 37), ("late", 38)]
    assert [state("D5", day) for day in ("2026-03-04", "2026-03-05")] == [("open", 22), ("closed", 23)]
    assert state("D5", "2026-03-20") == ("closed", 23), "its days are counted to its end"
    before = one(book, DISPUTES, "D5", date(2026, 3, 4))
    after = one(book, DISPUTES, "D5", date(2026, 3, 5))
    assert before
    assert after
    assert (before["closed_on"], before["outcome"]) == (None, None)
    assert (after["closed_on"], after["outcome"]) == (date(2026, 3, 5), "Avoir")
    assert one(book, DISPUTES, "D1", date(2026, 1, 31)) is None


def test_one_opened_after_the_day_is_listed_and_contests_no_amount_of_it(book: OpenBook) -> None:
    found = rows(book, "2026-02-15", until=date(2026, 3, 20))
    assert (found["D3"]["disputed"], found["D2"]["disputed"]) == (None, 400)
    assert found["D1"]["state"] == "late"


def test_what_people_record_counts_in_the_list_as_in_the_figure(home: Home) -> None:
    """One that names no item keeps the currency in which it was said; one withdrawn leaves both."""
    said = {"entity": "F1", "customer": "B", "item": None, "cause": "Prix", "closed_on": None}
    mine = {
        **said,
        "dispute": "web-1",
        "amount": 10 * 100_000,
        "opened_on": date(2026, 3, 1),
        "custom": [("currency", "USD"), ("answer_by", "2026-03-12")],
    }
    gone = {**said, "dispute": "D4", "amount": None, "opened_on": date(2026, 1, 20), "gone": True}
    book = open_book(home.path, overlays=Records("disputes", mine, gone))
    found = rows(book, "2026-03-13")
    assert "D4" not in found
    assert (found["web-1"]["currency"], found["web-1"]["state"]) == ("USD", "late")
    measure = book.show("disputed", as_of="2026-03-13", currency="EUR").value
    assert sum(map(in_euros, found.values())) == measure
    book.close()


def test_sums_by_cause_leave_nobody_without_an_amount(book: OpenBook) -> None:
    found = sums(book, DISPUTES, Sought(date(2026, 3, 13), among={"state": ["open", "late"]}), ["cause"])
    cells = {(row["cause"], row["currency"]): (row["count"], row["disputed"], row["amount"]) for row in found}
    assert cells["Livraison", "EUR"] == (1, 700, 0)
    assert cells["Prix", "EUR"] == (3, 600 + 700 + 80, 5600)
