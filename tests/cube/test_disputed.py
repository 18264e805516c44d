"""What disputes weigh, read at many dates together: the same as a date at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import encours
from encours.api import OpenBook
from encours.book.home import Home
from tests.book.small_books import imported

TABLES = {
    "entities": "entity,name,currency\nF,Filiale,EUR\n",
    "customers": "entity,customer,portfolio\nF,A,P1\nF,B,P1\nF,C,P2\n",
    "items": """
        entity,customer,item,kind,posting_date,due_date,amount
        F,A,A1,invoice,2025-01-05,2025-02-28,100
        F,A,A2,invoice,2025-01-05,2025-03-31,60
        F,A,PA,payment,2025-04-10,,-100
        F,B,B1,invoice,2025-01-05,2025-03-01,80
        F,C,C1,invoice,2025-01-05,2025-03-10,500
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F,A1,PA,2025-04-10,100
        """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on,closed_on
        D1,F,A,,Livraison,130,2025-03-15,2025-05-20
        D2,F,B,B1,Prix,50,2025-04-10,2025-05-31
        """,
}
DATES = ("2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    home = Home(tmp_path_factory.mktemp("disputed"))
    imported(home, **TABLES)
    opened = encours.open(home.path)
    yield opened
    opened.close()


def test_a_history_follows_disputes_that_open_and_close(book: OpenBook) -> None:
    rows = book.show("disputed", as_of=DATES[-1], history=len(DATES)).rows
    # A dispute that names no item weighs on what the customer still owes: 130 of 160, then 60, then nothing.
    assert [row["disputed"] for row in rows] == [0, 130, 60 + 50, 0]


@pytest.mark.parametrize("figures", [("disputed",), ("disputed", "dispute_rate"), ("net", "disputed")])
@pytest.mark.parametrize("by", [(), ("customer",), ("portfolio",), ("dispute_cause",), ("bucket",)])
def test_a_history_says_what_each_of_its_dates_says(
    book: OpenBook, figures: tuple[str, ...], by: tuple[str, ...]
) -> None:
    together = book.show(*figures, as_of=DATES[-1], history=len(DATES), by=by).rows
    apart = [row for day in DATES for row in book.show(*figures, as_of=day, by=by).rows]
    assert list(together) == apart


def test_an_item_disputed_twice_counts_for_each_cause_with_its_part(tmp_path: Path) -> None:
    """750 open: 350 for its price, 300 for its quality, and of the last one what is left."""
    imported(
        Home(tmp_path),
        items="""
            entity,customer,item,kind,posting_date,due_date,amount
            F,A,A1,invoice,2025-01-05,2025-02-28,750
            """,
        disputes="""
            dispute,entity,customer,item,cause,amount,opened_on,closed_on
            D1,F,A,A1,Prix,350,2025-01-10,2025-05-20
            D2,F,A,A1,Qualité,300,2025-01-11,
            D3,F,A,A1,Livraison,400,2025-01-12,
            """,
    )
    book = encours.open(tmp_path)

    def by_cause(day: str, **more: object) -> dict[object, object]:
        rows = book.show("disputed", as_of=day, by="dispute_cause", **more).rows
        return {(row["as_of"], row["dispute_cause"]): row["disputed"] for row in rows}

    before = {("2025-04-30", "Prix"): 350, ("2025-04-30", "Qualité"): 300, ("2025-04-30", "Livraison"): 100}
    after = {("2025-05-31", "Qualité"): 300, ("2025-05-31", "Livraison"): 400}
    assert by_cause("2025-04-30") == before
    assert by_cause("2025-05-31", history=2) == before | after
    assert book.show("disputed", as_of="2025-04-30", where="dispute_cause=Qualité").value == 300
    behind = book.rows("disputed", as_of="2025-04-30", where="dispute_cause=Livraison")
    assert [row["disputed"] for row in behind.rows] == [100]
    page = book.page("disputed", as_of="2025-04-30", where="dispute_cause=Livraison,Prix")
    assert (page.count, page.total) == (2, 450)
    assert sorted(row["disputed"] for row in page.rows) == [100, 350]
    book.close()
