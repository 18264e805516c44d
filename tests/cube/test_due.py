"""What fell due and was paid in time: one pass for all the dates of a history, the same as a date at a time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

import encours
from encours.api import OpenBook
from encours.book.home import Home
from tests.book.small_books import imported

TABLES = {
    "entities": "entity,name,currency\nF,Filiale,EUR\n",
    "customers": "entity,customer,portfolio\nF,A,P1\nF,B,P1\nF,C,P2\nF,D,P2\nF,E,P3\n",
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,amount
        F,A,A1,invoice,2025-01-05,2025-01-05,2025-02-28,100
        F,A,A2,invoice,2025-02-05,2025-02-05,2025-03-31,60
        F,A,PA,payment,2025-03-02,2025-02-28,,-100
        F,B,B1,invoice,2025-01-05,2025-01-05,2025-03-01,80
        F,B,B2,invoice,2025-01-05,2025-01-05,2025-03-01,20
        F,B,NB,credit_note,2025-03-20,2025-03-20,,-80
        F,B,PB,payment,2025-04-02,2025-03-06,,-20
        F,C,C1,invoice,2025-04-10,2025-02-01,2025-03-10,50
        F,C,PC,payment,2025-03-08,2025-03-08,,-50
        F,E,E1,invoice,2025-01-05,2025-01-05,2025-03-10,40
        F,E,NE,credit_note,2025-03-20,2025-03-20,,-40
        F,D,D1,debit_note,2025-01-05,2025-01-05,2025-03-10,70
        F,D,PD,payment,2025-03-08,2025-03-08,,-70
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F,A1,PA,2025-03-02,100
        F,B1,NB,2025-04-05,80
        F,B2,PB,2025-04-02,20
        F,C1,PC,2025-03-08,50
        F,E1,NE,2025-03-20,40
        F,D1,PD,2025-03-08,70
        """,
}
DATES = ("2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    home = Home(tmp_path_factory.mktemp("due"))
    imported(home, **TABLES)
    opened = encours.open(home.path)
    yield opened
    opened.close()


def rate(book: OpenBook, day: str, customer: str, k: int = 0) -> Any:
    rows = book.show(f"on_time_rate:{k}", as_of=day, by="customer").rows
    return next((row[f"on_time_rate:{k}"] for row in rows if row["customer"] == customer), "no row")


def test_a_receipt_is_known_from_its_matching_and_judged_by_its_value_date(book: OpenBook) -> None:
    assert [rate(book, day, "A") for day in ("2025-02-28", "2025-03-01", "2025-03-02")] == [0, 0, 1]


def test_an_invoice_wholly_credited_is_no_more_due(book: OpenBook) -> None:
    assert [rate(book, day, "B") for day in ("2025-03-31", "2025-04-04", "2025-04-05")] == [0, 0, 0]
    assert [rate(book, day, "B", 5) for day in ("2025-04-01", "2025-04-04", "2025-04-05")] == [
        0,
        Decimal("0.2"),
        1,
    ]


def test_a_customer_all_of_whose_invoices_are_credited_has_no_row(book: OpenBook) -> None:
    assert [rate(book, day, "E") for day in ("2025-03-19", "2025-03-20")] == [0, "no row"]


def test_what_is_paid_before_its_invoice_is_posted_waits_for_it(book: OpenBook) -> None:
    assert [rate(book, day, "C") for day in ("2025-04-09", "2025-04-10")] == ["no row", 1]


def test_only_invoices_fall_due(book: OpenBook) -> None:
    assert rate(book, "2025-03-31", "D") == "no row"


@pytest.mark.parametrize("by", ["customer", "portfolio", "entity", "kind", "dispute_cause"])
@pytest.mark.parametrize("where", [(), ("portfolio=P2",), ("amount>=60",), ("days_late>40",)])
@pytest.mark.parametrize("k", [0, 5])
def test_a_history_says_what_each_of_its_dates_says(
    book: OpenBook, by: str, where: tuple[str, ...], k: int
) -> None:
    asked: dict[str, Any] = {"by": by, "where": where, "window": "2m"}
    together = book.show(f"on_time_rate:{k}", as_of=DATES[-1], history=len(DATES), **asked).rows
    apart = [row for day in DATES for row in book.show(f"on_time_rate:{k}", as_of=day, **asked).rows]
    assert list(together) == apart
