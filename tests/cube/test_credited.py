"""Credit notes that arrive for an item after the opening of its dispute propose to close it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest

from encours.book.home import Home
from tests.book.small_books import imported

if TYPE_CHECKING:
    from encours.api import OpenBook

BOOK = {
    "entities": "entity,name,country,currency\nF1,Une,FR,EUR",
    "customers": "entity,customer,name\nF1,A,Alpha",
    "items": """
        entity,customer,item,kind,posting_date,due_date,currency,amount,business_unit
        F1,A,I1,invoice,2026-01-05,2026-02-04,EUR,1000,Acier
        F1,A,I2,invoice,2026-01-05,2026-02-04,EUR,500,Bois
        F1,A,N0,credit_note,2026-01-20,2026-01-20,EUR,-50,
        F1,A,N1,credit_note,2026-02-10,2026-02-10,EUR,-400,
        F1,A,N2,credit_note,2026-03-10,2026-03-10,EUR,-450,
        F1,A,P1,payment,2026-02-20,2026-02-20,EUR,-300,
    """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F1,I1,N0,2026-01-31,50
        F1,I1,N1,2026-02-10,400
        F1,I2,P1,2026-02-20,300
        F1,I1,N2,2026-03-10,200
        F1,I2,N2,2026-03-10,200
    """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on,closed_on
        D1,F1,A,I1,Prix,600,2026-02-01,
        D2,F1,A,I2,Prix,,2026-02-01,2026-03-15
        D3,F1,A,,Prix,100,2026-02-01,
    """,
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    from encours.api import open_book

    home = Home(tmp_path_factory.mktemp("credited"))
    imported(home, **BOOK)
    opened = open_book(home.path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("day", "one", "two"),
    [
        ("2026-02-09", (None, None), (None, None)),
        ("2026-02-10", ("part", 400), (None, None)),
        ("2026-03-09", ("part", 400), (None, None)),
        ("2026-03-10", ("whole", 600), ("whole", 200)),
        ("2026-03-15", ("whole", 600), (None, None)),
    ],
)
def test_what_was_credited_since_the_opening_proposes_to_close(
    book: OpenBook, day: str, one: tuple[str | None, int | None], two: tuple[str | None, int | None]
) -> None:
    """The credit note of before the opening counts for nothing, the payment is none, and D2 is closed on the 15th."""
    from encours.api.disputes import disputes, sought

    on = date.fromisoformat(day)
    found = {row["dispute"]: (row["credit"], row["credited"]) for row in disputes(book, sought(on)).rows}
    assert found == {"D1": one, "D2": two, "D3": (None, None)}
    proposed = disputes(book, sought(on, among={"credit": ["whole", "part"]})).rows
    assert {row["dispute"] for row in proposed} == {key for key, (credit, _of) in found.items() if credit}


def test_disputes_are_found_by_the_business_unit_of_their_item(book: OpenBook) -> None:
    from encours.api.disputes import disputes, sought

    day = date(2026, 2, 10)
    keys = {
        unit: {row["dispute"] for row in disputes(book, sought(day, among={"business_unit": [unit]})).rows}
        for unit in ("Acier", "Bois", "")
    }
    assert keys == {"Acier": {"D1"}, "Bois": {"D2"}, "": {"D3"}}
