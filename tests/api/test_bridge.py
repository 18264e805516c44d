"""Why the DSO changed, asked of a real book: the causes sum to the change, in one currency or several."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from encours.api import OpenBook, open_book
from encours.book.home import Home
from encours.errors import DataError, UsageError
from tests.book.small_books import imported

TABLES = {
    "items": """
entity,customer,item,kind,posting_date,due_date,currency,amount
E,A,I1,invoice,2025-01-10,2025-02-09,EUR,1000
E,A,I2,invoice,2025-02-10,2025-03-12,EUR,2000
E,B,I3,invoice,2025-02-20,2025-04-20,USD,3000
E,B,I4,invoice,2025-03-05,2025-05-05,USD,500
E,A,P1,payment,2025-03-20,,EUR,-700
""",
    "disputes": """
dispute,entity,customer,item,cause,amount,opened_on
D1,E,A,I2,price,150,2025-03-15
""",
    "rates": """
date,currency,rate
2025-01-01,USD,1.00
2025-03-15,USD,1.25
""",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    folder = tmp_path_factory.mktemp("book")
    imported(Home(folder), **TABLES)
    opened = open_book(folder)
    yield opened
    opened.close()


def test_the_causes_sum_to_the_change(book: OpenBook) -> None:
    rows = book.bridge("2025-03-31", "2025-02-28").rows
    first, *causes, last = (row["days"] for row in rows)
    assert abs(first + sum(causes) - last) <= Decimal("0.000001")
    assert first == book.show("dso", as_of="2025-02-28").value
    assert last == book.show("dso", as_of="2025-03-31").value


def test_a_fall_of_the_dollar_is_told_apart(book: OpenBook) -> None:
    days = {row["cause"]: row["days"] for row in book.bridge("2025-03-31", "2025-02-28").rows}
    # 3 500 USD are worth 2 800 EUR instead of 3 500; sales of 90 days: 3 000 EUR and 3 000 + 500 USD at par.
    # Each step is rounded to a millionth of a day.
    assert abs(days["currency"] - Decimal(-700) * 90 / 6500) <= Decimal("0.000001")
    assert abs(days["disputes"] - Decimal(150) * 90 / 6500) <= Decimal("0.000001")


def test_it_starts_at_the_month_end_before_by_default(book: OpenBook) -> None:
    assert book.bridge("2025-03-31").rows == book.bridge("2025-03-31", "2025-02-28").rows


def test_without_sales_there_is_none(book: OpenBook) -> None:
    with pytest.raises(DataError, match="no sales"):
        book.bridge("2025-03-31", "2024-12-31")


CAUSES = ["sales_volume", "terms", "delay", "disputes", "unapplied_cash", "currency"]


@pytest.mark.parametrize("by", ["customer", "item", "kind", "entity,customer,item"])
def test_what_each_makes_sums_to_its_cause(book: OpenBook, by: str) -> None:
    parts = {row["cause"]: row["days"] for row in book.bridge("2025-03-31", "2025-02-28").rows[1:-1]}
    made = book.bridge("2025-03-31", "2025-02-28", by=by.split(","))
    for cause in CAUSES:
        assert sum(row["days"] for row in made.rows if row["cause"] == cause) == parts[cause]


def test_each_cause_is_made_by_those_it_is_about(book: OpenBook) -> None:
    def makers(cause: str, by: str) -> dict[str, Decimal]:
        rows = book.bridge("2025-03-31", "2025-02-28", by=by, cause=cause).rows
        return {row[by]: row["days"] for row in rows}

    day = Decimal(90) / 6500  # in days of the sales of the second period
    assert set(makers("currency", "customer")) == {"B"}
    assert set(makers("disputes", "item")) == {"I2"}
    # I1 was overdue on the first date already; I2 fell due between them, but for what is disputed of it.
    assert {key: round(days / day) for key, days in makers("delay", "item").items()} == {"I2": 1850}
    assert {key: round(days / day) for key, days in makers("terms", "item").items()} == {
        "I2": -2000,
        "I4": 500,
    }
    assert {key: round(days / day) for key, days in makers("unapplied_cash", "item").items()} == {"P1": -700}


def test_one_who_was_sold_more_takes_days_of_sales_volume_away(book: OpenBook) -> None:
    rows = book.bridge("2025-03-31", "2025-02-28", by="customer", cause="sales_volume").rows
    # Ninety days before and after: A was sold 3 000 in both and makes nothing, B went from 3 000 to 3 500.
    old, first, second = Decimal(6000), Decimal(6000) / 90, Decimal(6500) / 90
    made = -old * (Decimal(500) / 90) / (first * second)
    assert {row["customer"]: round(row["days"], 6) for row in rows} == {"B": round(made, 6)}


def test_the_largest_comes_first_and_one_cause_may_be_kept(book: OpenBook) -> None:
    days = [
        abs(row["days"]) for row in book.bridge("2025-03-31", "2025-02-28", by="item", cause="terms").rows
    ]
    assert days == sorted(days, reverse=True)
    kept = book.bridge("2025-03-31", "2025-02-28", cause="terms").rows
    assert [row["cause"] for row in kept] == ["terms"]


def test_a_cause_that_there_is_not_is_told_with_the_nearest(book: OpenBook) -> None:
    with pytest.raises(UsageError, match="Did you mean delay"):
        book.bridge("2025-03-31", "2025-02-28", by="customer", cause="dely")
