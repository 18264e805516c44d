"""Many dates read in one pass say what each says asked by itself: the day before, the day, the day after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

import encours
from encours.api import OpenBook
from encours.book.home import Home
from encours.cube.many_dates import runs, suits
from encours.cube.measures import BY_NAME
from encours.cube.periods import Window
from tests.book.small_books import imported

TABLES = {
    "entities": "entity,name,currency\nF,Filiale,EUR\nG,Tochter,USD\n",
    "customers": "entity,customer,portfolio\nF,A,P1\nF,B,P2\nG,C,P1\n",
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,amount
        F,A,A1,invoice,2025-01-10,2025-01-10,2025-02-10,100
        F,A,A2,invoice,2025-02-20,2025-01-31,2025-02-05,40
        F,A,PA,payment,2025-02-03,2025-02-01,,-60
        F,B,B1,invoice,2025-01-15,2025-01-15,2025-01-20,7
        F,B,NB,credit_note,2025-02-01,2025-02-01,,-3
        G,C,C1,invoice,2025-01-20,2025-01-20,2025-02-02,10
        G,C,PC,payment,2025-02-12,2025-02-12,,-10
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F,A1,PA,2025-02-06,60
        G,C1,PC,2025-02-14,10
        """,
    "rates": "date,currency,rate\n2025-01-01,USD,2\n2025-02-02,USD,2.5\n2025-02-10,USD,4\n",
}
STOCKS = ("gross", "unapplied", "net", "overdue", "not_due", "item_count", "overdue_count")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    home = Home(tmp_path_factory.mktemp("passes"))
    imported(home, **TABLES)
    opened = encours.open(home.path)
    yield opened
    opened.close()


def by_day(book: OpenBook, *names: str, **how: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows of each of fifty days, from one question."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in book.show(*names, as_of="2025-02-22", history="50d", exact=True, **how):
        found.setdefault(row["as_of"], []).append(row)
    return found


def each_day(book: OpenBook, *names: str, **how: Any) -> dict[str, list[dict[str, Any]]]:
    """The same, a question a day."""
    days = [date(2025, 1, 4) + timedelta(days=number) for number in range(50)]
    alone = {day.isoformat(): list(book.show(*names, as_of=day, exact=True, **how)) for day in days}
    return {day: rows for day, rows in alone.items() if rows}


@pytest.mark.parametrize(
    "names", [STOCKS, ("net",), ("overdue",), ("not_due",)], ids=lambda names: "+".join(names)
)
@pytest.mark.parametrize(
    "how",
    [
        {"where": "portfolio=P1"},
        {"by": "portfolio", "currency": "EUR"},
        {"by": ["entity", "kind"], "where": "portfolio=P1,P2"},
        {"where": ["portfolio=P1", "open>50"]},
        {"by": "portfolio", "where": "kind!=payment"},
    ],
    ids=str,
)
def test_positions_of_every_day_are_those_of_each_day(
    book: OpenBook, names: tuple[str, ...], how: dict[str, Any]
) -> None:
    assert by_day(book, *names, **how) == each_day(book, *names, **how)


@pytest.mark.parametrize("how", [{"where": "portfolio=P1"}, {"by": ["portfolio", "entity"]}], ids=str)
@pytest.mark.parametrize("window", ["3d", "10d", "1m"])
def test_flows_of_every_day_are_those_of_each_day(book: OpenBook, how: dict[str, Any], window: str) -> None:
    for names in (("sales", "credit_notes"), ("receipts",), ("dbt",)):
        asked = {"window": window, "currency": "EUR", **how}
        assert by_day(book, *names, **asked) == each_day(book, *names, **asked) != {}


def values(book: OpenBook, name: str, days: tuple[str, ...], **how: Any) -> list[Any]:
    found = by_day(book, name, where=["portfolio=P1", "entity=F"], **how)
    return [found[day][0][name] for day in days]


def test_an_item_stands_from_its_posting_to_the_eve_of_what_settles_it(book: OpenBook) -> None:
    assert values(book, "net", ("2025-01-09", "2025-01-10", "2025-02-02", "2025-02-03")) == [0, 100, 100, 40]
    assert values(book, "gross", ("2025-02-05", "2025-02-06", "2025-02-19", "2025-02-20")) == [
        100,
        40,
        40,
        80,
    ]


def test_an_item_is_late_from_the_day_after_its_due_date(book: OpenBook) -> None:
    days = ("2025-02-10", "2025-02-11", "2025-02-19", "2025-02-20")
    assert values(book, "overdue", days) == [0, 40, 40, 80]
    assert values(book, "not_due", days) == [40, 0, 0, 0]


def test_a_sale_is_in_a_window_from_its_issue_on_once_it_is_posted(book: OpenBook) -> None:
    days = ("2025-01-09", "2025-01-10", "2025-01-19", "2025-01-20", "2025-02-19", "2025-02-20")
    assert values(book, "sales", days, window="10d") == [0, 100, 100, 0, 0, 0]
    assert values(book, "sales", days, window="30d") == [0, 100, 100, 100, 0, 40]


def test_a_receipt_is_in_the_window_of_its_value_date_once_it_is_matched(book: OpenBook) -> None:
    days = ("2025-02-05", "2025-02-06", "2025-02-10", "2025-02-11")
    assert values(book, "receipts", days, window="10d") == [0, 60, 60, 0]


def windows(*ends: str, days: int = 1) -> list[Window]:
    return [Window(end - timedelta(days=days - 1), end) for end in map(date.fromisoformat, ends)]


def test_dates_far_apart_are_read_one_at_a_time() -> None:
    close, far = windows("2025-01-31", "2025-02-28", "2025-03-31"), windows("2023-12-31")
    assert runs([*far, *close], [BY_NAME["net"]]) == [far, close]
    assert runs(close[:2], [BY_NAME["net"]]) == [[one] for one in close[:2]]


def test_periods_are_read_together_when_they_share_a_day() -> None:
    sharing = windows("2025-01-31", "2025-03-02", days=31)
    assert runs(sharing, [BY_NAME["sales"]]) == [sharing]
    apart = windows("2025-01-31", "2025-03-02", days=30)
    assert runs(apart, [BY_NAME["sales"]]) == [[one] for one in apart]


def test_what_depends_on_the_date_otherwise_than_by_being_late_is_read_date_by_date() -> None:
    assert suits([BY_NAME["net"], BY_NAME["overdue"]])
    assert not suits([BY_NAME["net"], BY_NAME["open_age"]])
    assert not suits([BY_NAME["disputed"]])
    assert not suits([BY_NAME["recovered_overdue"]])
