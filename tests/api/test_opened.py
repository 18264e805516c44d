"""The book from a program: conditions as text or as a dictionary, versions, settings kept for the rows behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import encours
from encours.api import OpenBook
from encours.book.home import Home
from encours.errors import UsageError
from tests.book.small_books import imported

ITEMS = """
    entity,customer,item,kind,posting_date,due_date,currency,amount,business_unit
    E,A,I1,invoice,2024-02-10,2024-03-10,EUR,1000,Nord
    E,A,I2,invoice,2025-02-10,2025-03-12,EUR,2000,"Sud, Est"
    E,B,I3,invoice,2025-02-20,2025-04-20,EUR,3000,
    """


@pytest.fixture
def book(tmp_path: Path) -> Iterator[OpenBook]:
    imported(Home(tmp_path), items=ITEMS)
    opened = encours.open(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("where", "net"),
    [
        ({"customer": "A"}, 3000),
        ({"customer": ["A", "B"], "business_unit": "Nord"}, 1000),
        ({"business_unit": "Sud, Est"}, 2000),
        ({"business_unit": None}, 3000),
        ("customer!=A", 3000),
        (["customer=A", "amount>=1500"], 2000),
    ],
)
def test_conditions_are_text_or_a_dictionary(book: OpenBook, where: object, net: int) -> None:
    assert book.show("net", where=where).value == net  # type: ignore[arg-type]


def test_the_rows_behind_a_cell_are_under_the_settings_of_the_answer(book: OpenBook) -> None:
    sales = book.show("sales", by="customer", as_of="2025-02-28", window="24m")
    behind = book.behind(sales, sales.rows[0], "sales")
    assert sum(behind["sales"]) == sales.rows[0]["sales"] == 3000


def test_a_past_version_is_opened_by_its_number(book: OpenBook, tmp_path: Path) -> None:
    imported(
        Home(tmp_path),
        items=ITEMS.replace(
            "I3,invoice,2025-02-20,2025-04-20,EUR,3000", "I3,invoice,2025-02-20,2025-04-20,EUR,5000"
        ),
    )
    assert book.show("net").value == 6000
    book.refresh()
    assert book.show("net").value == 8000
    assert encours.open(tmp_path, as_known="1").show("net").value == 6000


def test_a_figure_and_a_dimension_of_one_name_are_refused(book: OpenBook) -> None:
    with pytest.raises(UsageError, match="doubtful"):
        book.show("doubtful", by="doubtful")
