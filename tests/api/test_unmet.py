"""Conditions nothing meets because of how they are written: told, never a silent zero."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from encours.api import OpenBook
from encours.book.home import Home
from encours.errors import UsageError
from tests.book.small_books import imported


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    folder = tmp_path_factory.mktemp("unmet")
    imported(
        Home(folder),
        customers="""
            entity,customer,name,country,portfolio
            E,A100,Noël,FR,P1
            E,B..2,Zimmer,DE,P2
            """,
        items="""
            entity,customer,item,kind,posting_date,due_date,amount
            E,A100,I1,invoice,2025-01-01,2025-01-31,10
            E,B..2,I2,invoice,2025-01-01,2025-01-31,20
            """,
    )
    opened = OpenBook(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("nature=invoic", "No row has nature = invoic."),
        ("customer=a10", "No row has customer = a10: the nearest is A100."),
        ("country=Zambia", "No row has country = Zambia."),
        (["country=FR", "portfolio=P2"], ""),  # both exist: nothing is in both
        ("item=I9", ""),  # numbers of items have no list
        ("zone=", ""),
    ],
)
def test_a_value_that_no_row_has_is_told_with_the_nearest(book: OpenBook, where: object, said: str) -> None:
    result = book.explained(book.show("net", where=where), where)  # type: ignore[arg-type]
    assert result.value == (30 if where == "zone=" else 0)
    assert result.notes == ((said,) if said else ())


def test_the_nearest_is_never_one_that_is_hidden(book: OpenBook) -> None:
    mine = book.within("portfolio=P1")
    for where, said in (
        (r"customer=B\..3", "No row has customer = B..3."),
        ("country=DE", "No row has country = DE."),
    ):
        assert mine.explained(mine.show("net", where=where), where).notes == (said,)


def test_a_range_of_text_is_refused_and_a_value_with_dots_is_a_value(book: OpenBook) -> None:
    with pytest.raises(UsageError, match="holds text"):
        book.show("net", where="customer=A..B")
    assert book.show("net", where={"customer": "B..2"}).value == 20
    assert book.show("net", where=r"customer=B\..2").value == 20
    assert book.show("net", where="due_date=2025-01-01..2025-01-31").value == 30
