"""Where figures are made cell by cell, whoever waits may give up between two cells."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from encours.api import open_book
from encours.book.home import Home
from encours.book.patience import TooSlow
from tests.book.small_books import imported

ITEMS = """
    entity,customer,item,kind,posting_date,due_date,amount
    F,A,I1,invoice,2025-01-10,2025-02-10,1000
    F,B,I2,invoice,2025-05-20,2025-06-10,4000
"""


@pytest.mark.parametrize(
    ("place", "figure"),
    [
        ("answer", "net"),
        ("sums", "net"),
        ("months_and_shares", "dso_countback"),
        ("months_and_shares", "hhi"),
    ],
)
def test_it_is_looked_whether_anybody_still_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, figure: str
) -> None:
    def given_up() -> None:
        raise TooSlow(place)

    imported(Home(tmp_path), items=ITEMS)
    book = open_book(tmp_path)
    assert book.show(figure, by="portfolio").rows
    monkeypatch.setattr(import_module(f"encours.api.{place}"), "check", given_up)
    with pytest.raises(TooSlow, match=place):
        book.show(figure, by="portfolio")
