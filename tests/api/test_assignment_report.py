"""Customer accounts counted by portfolio and collector, within a perimeter."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.api import Assignment, Exempted, OpenBook
from encours.api.assignment_report import Placed, placed
from encours.book.home import Home
from tests.book.small_books import imported

TABLES = {
    "customers": """
        entity,customer,name,portfolio,collector
        E,A,Dupont,P1,Ann
        E,B,Durand,P1,Ann
        E,C,Grün,P1,
        F,A,Dupont,,
        """,
    "items": """
        entity,customer,item,kind,posting_date,due_date,currency,amount
        E,A,I1,invoice,2025-01-01,2025-01-31,EUR,1
        """,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    imported(Home(tmp_path), **TABLES)
    return tmp_path


def test_every_account_is_counted_once_where_it_is(folder: Path) -> None:
    assert placed(OpenBook(folder)) == [
        Placed("E", "P1", "Ann", 2),
        Placed("E", "P1", "", 1),
        Placed("F", "", "", 1),
    ]


def test_a_customer_placed_by_hand_is_counted_in_its_new_portfolio(folder: Path) -> None:
    moved = OpenBook(folder, assignment=Assignment((), (Exempted("E", "B", portfolio="Key"),)))
    assert [(one.portfolio, one.count) for one in placed(moved)] == [
        ("Key", 1),
        ("P1", 1),
        ("P1", 1),
        ("", 1),
    ]


def test_accounts_outside_the_perimeter_are_not_counted(folder: Path) -> None:
    assert placed(OpenBook(folder).within("collector=Ann")) == [Placed("E", "P1", "Ann", 2)]
    assert placed(OpenBook(folder).within({"portfolio": []})) == []
