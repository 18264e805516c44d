"""Who follows whom when Encours decides: rules in order, exceptions above them, the ledger below."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from encours.api import Assignment, Exempted, OpenBook, Rule
from encours.book.home import Home
from encours.errors import UsageError
from tests.book.small_books import imported

TABLES = {
    "customers": """
        entity,customer,name,country,category,portfolio,collector,region
        E,A,Dupont,FR,PME,P1,Ann,north
        E,B,Durand,FR,GE,P1,Ann,south
        E,C,Grün,DE,PME,P2,Bob,
        F,A,Dupont,,PME,,,
        """,
    "items": """
        entity,customer,item,kind,posting_date,due_date,currency,amount
        E,A,I1,invoice,2025-01-01,2025-01-31,EUR,1
        E,B,I2,invoice,2025-01-01,2025-01-31,EUR,2
        E,C,I3,invoice,2025-01-01,2025-01-31,EUR,4
        F,A,I4,invoice,2025-01-01,2025-01-31,EUR,8
        F,Z,I5,invoice,2025-01-01,2025-01-31,EUR,16
        """,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    imported(Home(tmp_path), **TABLES)
    return tmp_path


@pytest.fixture
def ruled(folder: Path) -> Iterator[OpenBook]:
    """French customers to North, then everyone of category PME to Small; the collector by rules of their own."""
    opened = OpenBook(
        folder,
        assignment=Assignment(
            (
                Rule(("country=FR", "category=PME"), portfolio="North"),
                Rule(("category=PME",), portfolio="Small", collector="Zoé"),
            ),
            (Exempted("E", "B", portfolio="Key"), Exempted("F", "Z", collector="Max")),
        ),
    )
    yield opened
    opened.close()


def sums(book: OpenBook, by: str, **how: Any) -> dict[Any, Any]:
    return {row[by]: int(row["net"]) for row in book.show("net", by=by, **how).rows if row["net"]}


def test_without_an_assignment_the_ledger_decides(folder: Path) -> None:
    book = OpenBook(folder)
    assert sums(book, "portfolio") == {"P1": 3, "P2": 4, None: 24}
    assert sums(OpenBook(folder, assignment=Assignment()), "portfolio") == {"P1": 3, "P2": 4, None: 24}


def test_the_first_rule_that_decides_wins_for_each_of_the_two(ruled: OpenBook) -> None:
    assert sums(ruled, "portfolio") == {"North": 1, "Key": 2, "Small": 12, None: 16}
    assert sums(ruled, "collector") == {"Zoé": 13, "Ann": 2, "Max": 16}


def test_filters_perimeters_rows_and_rankings_follow_it(ruled: OpenBook) -> None:
    assert ruled.show("net", where="portfolio=Small").value == 12
    seen = ruled.within({"collector": "Zoé"})
    assert [row["item"] for row in seen.page("net", order="item").rows] == ["I1", "I3", "I4"]
    assert [row["item"] for row in seen.rows("net", where="portfolio=North")] == ["I1"]
    ranked = seen.ranked("net", by=["portfolio", "collector"], order="-net")
    assert [(row["portfolio"], row["net"]) for row in ranked.rows] == [("Small", 12), ("North", 1)]
    assert seen.show("net", where="portfolio=P1,P2").value == 0


def test_it_follows_to_other_threads_streams_and_refreshed_books(ruled: OpenBook, folder: Path) -> None:
    other = ruled.another()
    assert sums(other, "portfolio") == sums(ruled, "portfolio")
    other.close()
    streamed = [row["item"] for batch in ruled.stream("net", where="portfolio=Key") for row in batch]
    assert streamed == ["I2"]
    imported(Home(folder), items=TABLES["items"].replace("EUR,2", "EUR,200"))
    ruled.refresh()
    assert sums(ruled, "portfolio")["Key"] == 200


def test_the_newest_of_two_exceptions_for_one_account_holds(folder: Path) -> None:
    twice = (Exempted("E", "A", portfolio="Old"), Exempted("E", "A", portfolio="New"))
    book = OpenBook(folder, assignment=Assignment((), twice))
    assert sums(book, "portfolio") == {"New": 1, "P1": 2, "P2": 4, None: 24}


@pytest.mark.parametrize(
    ("condition", "net"),
    [
        ("customer~a", 9),
        ("customer_name=Grün", 4),
        ("country=", 24),
        ("country!=FR", 28),
        ("region=north", 1),
        ("entity=F", 24),
        ("portfolio=P1", 3),
    ],
)
def test_rules_read_what_the_ledger_says_of_customers(folder: Path, condition: str, net: int) -> None:
    book = OpenBook(folder, assignment=Assignment((Rule((condition,), portfolio="Mine"),)))
    assert book.show("net", where="portfolio=Mine").value == net


@pytest.mark.parametrize("condition", ["currency=EUR", "due_date=2025-01-31", "amount>5", "bucket=1-30"])
def test_a_rule_about_items_is_refused(folder: Path, condition: str) -> None:
    with pytest.raises(UsageError, match=condition.partition("=")[0].partition(">")[0]):
        OpenBook(folder, assignment=Assignment((Rule((condition,), portfolio="Mine"),)))


def test_values_are_never_read_as_sql(folder: Path) -> None:
    odd = "x'); DROP TABLE followed; --"
    rule = Rule((f"customer_name!={odd}",), portfolio=odd)
    book = OpenBook(folder, assignment=Assignment((rule,), (Exempted("E", odd, odd, odd),)))
    assert sums(book, "portfolio") == {odd: 31}
