"""Fixture F1 of the definitions, row by row, from the files to the figures and their JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from encours.api import OpenBook
from tests.oracle import f1
from tests.oracle.books import book_of


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(f1.ledger(), tmp_path_factory.mktemp("f1"))


def show(book: OpenBook, *names: str, **asked: Any) -> Any:
    return book.show(*names, as_of=f1.AS_OF, **asked)


@pytest.mark.parametrize(
    ("name", "amount"),
    list(
        {
            "gross": 59_000,
            "unapplied": -3_200,
            "net": 55_800,
            "overdue": 32_600,
            "not_due": 26_400,
            "disputed": 24_000,
            "doubtful": 0,
            "sales": 54_000,
            "receipts": 21_400,
            "credit_notes": 1_200,
            "write_offs": 0,
            "item_count": 8,
            "overdue_count": 3,
        }.items()
    ),
)
def test_the_sums(book: OpenBook, name: str, amount: int) -> None:
    assert show(book, name).value == amount


def test_the_aged_balance(book: OpenBook) -> None:
    rows = show(book, "aged").rows
    ages = {row["bucket"]: int(row["aged"]) for row in rows}
    assert ages == {"not_due": 26_400, "1-30": 24_000, "31-60": 5_000, "61-90": 0, "91+": 3_600}


def test_net_sales_month_by_month(book: OpenBook) -> None:
    rows = show(book, "sales", history=5, window="1m")
    assert [int(amount) for amount in rows["sales"]] == [3_600, 21_600, 28_800, 8_400, 16_800]


@pytest.mark.parametrize(
    ("name", "settings", "expected"),
    [
        ("dso", {}, "94.0333"),
        ("dso_best_possible", {}, "44.4889"),
        ("dso_delinquent", {}, "54.9370"),
        ("dso_disputed", {}, "40.4444"),
        ("dso_countback", {}, "93.5833"),
        ("dso_countback", {"balance": "gross"}, "98.1759"),
        ("dso_countback", {"disputes": "out"}, "67.8750"),
        ("cei", {}, "44.3182"),
        ("dbt", {}, "3.2056"),
        ("dbt", {"floored": "yes"}, "3.8785"),
        ("on_time_rate", {}, "0.081633"),
        ("on_time_rate:1", {}, "0.095238"),
        ("on_time_rate:5", {}, "0.424603"),
        ("on_time_rate", {"by": "count"}, "0.166667"),
        ("on_time_rate:1", {"by": "count"}, "0.25"),
        ("on_time_rate:5", {"by": "count"}, "0.5"),
        ("overdue_rate", {}, "0.552542"),
        ("overdue_rate", {"base": "net"}, "0.584229"),
        ("weighted_age", {}, "55.5288"),
        ("hhi", {}, "0.4021"),
    ],
)
def test_the_indicators(book: OpenBook, name: str, settings: dict[str, str], expected: str) -> None:
    places = Decimal(expected).as_tuple().exponent
    assert isinstance(places, int)
    assert round(show(book, name, settings=settings).value, -places) == Decimal(expected)


def test_the_parts_of_the_dso_add_up(book: OpenBook) -> None:
    """DSO = best possible + delinquent + the part of unapplied credits, 3 200 × 91 / 54 000."""
    (row,) = show(book, "dso", "dso_best_possible", "dso_delinquent").rows
    credits = row["dso"] - row["dso_best_possible"] - row["dso_delinquent"]
    assert round(credits, 4) == Decimal("-5.3926")


def test_the_beginning_of_the_cei_is_the_net_before_the_window(book: OpenBook) -> None:
    assert book.show("net", as_of="2025-03-31").value == 25_200


def test_net_positions_by_customer(book: OpenBook) -> None:
    rows = show(book, "net", by="customer").rows
    assert [(row["customer"], int(row["net"])) for row in rows] == [
        ("A", 9_800),
        ("B", 30_000),
        ("C", 16_000),
    ]


def test_json_writes_money_with_its_decimals(book: OpenBook) -> None:
    text = show(book, "gross", "unapplied", by="customer").to_json()
    assert text.splitlines() == [
        "[",
        '{"as_of": "2025-06-30", "customer": "A", "gross": 11000.00, "unapplied": -1200.00},',
        '{"as_of": "2025-06-30", "customer": "B", "gross": 30000.00, "unapplied": 0.00},',
        '{"as_of": "2025-06-30", "customer": "C", "gross": 18000.00, "unapplied": -2000.00}',
        "]",
    ]


def test_json_names_buckets_and_counts_them_all(book: OpenBook) -> None:
    found = json.loads(show(book, "gross", by="bucket").to_json())
    assert [row["bucket"] for row in found] == ["not_due", "1-30", "31-60", "61-90", "91+"]
    assert found[3] == {"as_of": "2025-06-30", "bucket": "61-90", "gross": 0.0}
    assert '"61-90", "gross": 0.00}' in show(book, "gross", by="bucket").to_json()


def test_json_names_a_parameter_after_a_colon(book: OpenBook) -> None:
    (row,) = json.loads(show(book, "on_time_rate:5", "on_time_rate:0", "net").to_json())
    assert list(row) == ["as_of", "on_time_rate:5", "on_time_rate:0", "net"]
    assert (row["on_time_rate:5"], row["on_time_rate:0"]) == (0.4246031746, 0.0816326531)


def test_json_has_null_where_a_figure_makes_no_sense(book: OpenBook) -> None:
    """Nothing was sold in the three months to January, and no dispute was settled."""
    (row,) = json.loads(book.show("dso", "dispute_days", "cei", "net", as_of="2025-01-31").to_json())
    assert row == {"as_of": "2025-01-31", "dso": None, "dispute_days": None, "cei": None, "net": 0.0}


def test_an_unknown_dimension_value_is_null(book: OpenBook) -> None:
    text = show(book, "net", by="portfolio").to_json()
    assert text == '[\n{"as_of": "2025-06-30", "portfolio": null, "net": 55800.00}\n]'


def test_without_a_date_the_newest_data_gives_it(book: OpenBook) -> None:
    """The payment of I10 is matched on 2 July."""
    result = book.show("net")
    assert (str(result.as_of), str(result.data_date)) == ("2025-07-02", "2025-07-02")
    assert result.value == 53_400
