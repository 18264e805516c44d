"""What other tools read with SQL is what the product shows, and nothing else can be reached."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from encours.api import open_book
from encours.book.home import Home
from encours.cube import bi
from encours.errors import EncoursError, UsageError
from tests.book.small_books import imported
from tests.project.tree import ROOT

BOOK = {
    "customers": """
        entity,customer,name,portfolio,group
        F,A,Alpha,P1,G
        F,B,Beta,P2,
        """,
    "items": """
        entity,customer,item,kind,posting_date,due_date,amount
        F,A,I1,invoice,2025-03-31,2025-05-15,12000.10
        F,A,P1,payment,2025-05-20,,-7000
        F,B,I2,invoice,2025-05-01,2025-06-30,10.05
        F,B,I3,invoice,2025-05-01,2025-06-29,20
        F,B,C4,credit_note,2025-06-30,,-5
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F,I1,P1,2025-05-20,7000
        """,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    place = Home(tmp_path_factory.mktemp("bi"))
    imported(place, **BOOK)
    return place


def rows(home: Home, query: str) -> list[tuple[Any, ...]]:
    return bi.asked(home, query)[1]


def test_open_amounts_are_exact_and_add_up_to_the_net_position(home: Home) -> None:
    ((total,),) = rows(home, "SELECT SUM(open) FROM bi_items")
    assert total == open_book(home.path).show("net").value == Decimal("5025.15")


def test_late_days_and_buckets_are_those_of_the_product(home: Home) -> None:
    """Due the day of the newest data: not late; the day before: one day."""
    found = {item: told for item, *told in rows(home, "SELECT item, days_late, bucket, open FROM bi_items")}
    assert found == {
        "I1": [46, "31-60", Decimal("5000.10")],
        "P1": [None, None, 0],
        "I2": [0, "not_due", Decimal("10.05")],
        "I3": [1, "1-30", 20],
        "C4": [None, "unapplied", -5],
    }


@pytest.mark.parametrize(("day", "net"), [("2025-05-19", "12030.15"), ("2025-05-20", "5030.15")])
def test_the_position_of_any_day_is_read_from_its_spans(home: Home, day: str, net: str) -> None:
    query = f"SELECT SUM(open) FROM bi_positions WHERE valid_from <= DATE '{day}' AND valid_to > DATE '{day}'"
    assert rows(home, query) == [(Decimal(net),)]
    assert open_book(home.path).show("net", as_of=day).value == Decimal(net)


def test_month_ends_are_those_of_the_product(home: Home) -> None:
    found = dict(rows(home, "SELECT CAST(month_end AS VARCHAR), SUM(open) FROM bi_month_ends GROUP BY 1"))
    shown = open_book(home.path).show("net", as_of="2025-06-30", history=4)
    assert found == {row["as_of"]: row["net"] for row in shown}


def test_settlements_say_what_paid_what_and_how_late(home: Home) -> None:
    query = "SELECT item, credit_item, credit_kind, amount, days_late, customer_group FROM bi_settlements"
    assert rows(home, query) == [("I1", "P1", "payment", 7000, 5, "G")]


@pytest.mark.parametrize("table", bi.TABLES, ids=lambda table: table.name)
def test_each_table_has_the_columns_it_promises(home: Home, table: bi.Table) -> None:
    columns, _found = bi.asked(home, f"SELECT * FROM {table.name}")
    assert columns == [column for column, _sql in table.columns]
    assert len(set(columns)) == len(columns)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('{0}')",
        "SELECT * FROM read_text('{0}')",
        "SELECT * FROM '{0}'",
        "ATTACH '{0}' AS other",
        "COPY bi_items TO '{0}'",
        "EXPORT DATABASE '{0}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '1MB'",
        "DELETE FROM items",
        "CREATE TABLE mine (a INTEGER)",
        "DROP TABLE items",
        "SELECT 1; DELETE FROM items",
    ],
)
def test_nothing_but_the_book_is_reached_and_nothing_is_written(
    home: Home, tmp_path: Path, query: str
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(EncoursError):
        bi.asked(home, query.format(secret))
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert secret.read_text(encoding="utf-8") == "a,b\n1,2\n"
    assert rows(home, "SELECT COUNT(*) FROM items") == [(5,)]


@pytest.mark.parametrize(
    "query", ["SELECT", "SELECT nope FROM bi_items", "SELECT * FROM nowhere", "", " ; ", "-- a"]
)
def test_a_query_that_is_wrong_is_said_so(home: Home, query: str) -> None:
    with pytest.raises(UsageError):
        bi.asked(home, query)


@pytest.mark.parametrize("page", ["bi.md", "bi.fr.md"])
def test_each_table_is_documented(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert [table.name for table in bi.TABLES if f"`{table.name}`" not in text] == []
