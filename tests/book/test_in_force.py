"""An allocation counts on both of its sides from the day both items exist: the net ties to the ledger on every day."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

import encours
from encours.book import refresh
from encours.book.home import Home
from tests.book.dying import ALWAYS_BUILT, ALWAYS_REFRESHED
from tests.book.small_books import imported

ITEMS = """
    entity,customer,item,kind,posting_date,due_date,amount
    F,A,P1,payment,2025-02-01,,-100
    F,A,I1,invoice,{posted},2025-03-31,100
    """
MATCHED = """
    entity,debit_item,credit_item,date,amount
    F,I1,P1,2025-02-10,100
    """


def position(home: Path, day: str) -> tuple[int, int, int]:
    with closing(encours.open(home)) as book:
        (row,) = book.show("net", "gross", "unapplied", as_of=day).rows
        return row["net"], row["gross"], row["unapplied"]


def received(home: Path, day: str) -> int:
    with closing(encours.open(home)) as book:
        return int(book.show("receipts", as_of=day, window="3m").value)


def test_a_credit_matched_with_an_invoice_to_come_stands_until_it_comes(tmp_path: Path) -> None:
    imported(Home(tmp_path), items=ITEMS.format(posted="2025-03-01"), allocations=MATCHED)
    assert [position(tmp_path, day) for day in ("2025-02-09", "2025-02-10", "2025-02-28", "2025-03-01")] == [
        (-100, 0, -100),
        (-100, 0, -100),
        (-100, 0, -100),
        (0, 0, 0),
    ]
    assert [received(tmp_path, day) for day in ("2025-02-28", "2025-03-01")] == [0, 100]


@pytest.mark.parametrize("small_book", [ALWAYS_BUILT, ALWAYS_REFRESHED], ids=["built", "refreshed"])
def test_it_follows_an_item_posted_on_another_day(
    tmp_path: Path, small_book: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(Home(tmp_path), items=ITEMS.format(posted="2025-03-01"), allocations=MATCHED)
    monkeypatch.setattr(refresh, "SMALL_BOOK", small_book)
    imported(Home(tmp_path), items=ITEMS.format(posted="2025-02-20"))
    assert [position(tmp_path, day) for day in ("2025-02-19", "2025-02-20")] == [(-100, 0, -100), (0, 0, 0)]
    assert [received(tmp_path, day) for day in ("2025-02-19", "2025-02-20")] == [0, 100]
    imported(Home(tmp_path), items=ITEMS.format(posted="2025-03-10"))
    assert [position(tmp_path, day) for day in ("2025-03-09", "2025-03-10")] == [(-100, 0, -100), (0, 0, 0)]


def test_a_promise_receives_each_part_that_counts_from_the_day_its_item_exists(tmp_path: Path) -> None:
    parts = "entity,debit_item,credit_item,date,amount\nF,I1,P1,2025-02-10,40\nF,I1,P1,2025-02-12,60\n"
    promise = "promise,entity,customer,item,made_on,due_on,amount\nK1,F,A,I1,2025-01-20,2025-02-01,100\n"
    imported(Home(tmp_path), items=ITEMS.format(posted="2025-03-01"), allocations=parts, promises=promise)
    with closing(encours.open(tmp_path)) as book:
        assert book.show("promise_rate", as_of="2025-03-05").value == 1
