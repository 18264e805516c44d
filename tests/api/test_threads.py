"""A book in a server: a connection for each thread, and the newest version when there is one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from encours.api import OpenBook
from encours.book.engine import open_engine
from encours.book.home import Home
from tests.book.small_books import imported

ITEMS = """
    entity,customer,item,kind,posting_date,currency,amount
    E,A,I1,invoice,2025-01-01,EUR,1
    E,B,I2,invoice,2025-01-01,USD,2
    """
RATES = """
    date,currency,rate
    2025-01-01,USD,2
    2025-01-01,GBP,0.5
    """


@pytest.fixture
def book(tmp_path: Path) -> Iterator[OpenBook]:
    imported(Home(tmp_path), items=ITEMS, rates=RATES)
    opened = OpenBook(tmp_path)
    yield opened
    opened.close()


def test_threads_ask_at_once_in_their_own_currency_and_perimeter(book: OpenBook) -> None:
    """Rates are loaded on the connection: two threads on one would convert with each other's."""
    expected = {("EUR", "A"): 1, ("GBP", "A"): 0.5, ("EUR", "B"): 1, ("GBP", "B"): 0.5, ("USD", "B"): 2}

    def ask(case: tuple[str, str]) -> bool:
        currency, customer = case
        own = book.within({"customer": customer}).another()
        try:
            return all(
                own.show("net", by="customer", currency=currency).rows[0]["net"] == expected[case]
                and own.page("net", currency=currency).total == expected[case]
                for _ in range(5)
            )
        finally:
            own.close()

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, [*expected] * 3))


def test_a_book_is_stale_once_something_newer_is_published(book: OpenBook) -> None:
    assert not book.stale()
    other = book.another()
    imported(book.home, items=ITEMS.replace("EUR,1", "EUR,10"))
    assert book.stale()
    assert other.stale()
    book.refresh()
    assert not book.stale()
    assert (book.show("net", currency="EUR").value, other.show("net", currency="EUR").value) == (11, 2)
    other.close()
    assert book.show("net", currency="EUR").value == 11


def test_another_connection_opens_when_the_file_has_been_replaced_since(book: OpenBook) -> None:
    for amount in ("10", "20", "30"):
        imported(book.home, items=ITEMS.replace("EUR,1", f"EUR,{amount}"))
    other = book.another()
    assert other.show("net", currency="EUR").value == 2
    other.close()
    assert book.show("net", currency="EUR").value == 2


def test_a_past_version_is_never_stale(book: OpenBook, tmp_path: Path) -> None:
    imported(book.home, items=ITEMS.replace("EUR,1", "EUR,10"))
    past = OpenBook(tmp_path, as_known="1")
    assert not past.stale()
    assert past.another().show("net", currency="EUR").value == 2


def test_a_perimeter_follows_the_book_it_is_a_view_of(book: OpenBook) -> None:
    seen = book.within("customer=A")
    imported(book.home, items=ITEMS.replace("EUR,1", "EUR,10"))
    book.refresh()
    assert seen.show("net", currency="EUR").value == 10


def test_rows_come_in_batches_of_the_size_asked() -> None:
    engine = open_engine()
    found = list(engine.batches("SELECT range AS n FROM range(12) ORDER BY n", size=5))
    assert [(names, len(rows)) for names, rows in found] == [(["n"], 5), (["n"], 5), (["n"], 2)]
    assert [row[0] for _names, rows in found for row in rows] == list(range(12))


def test_the_memory_of_readers_is_bounded_when_a_server_says_so(book: OpenBook) -> None:
    """In a process of its own: every connection of one process to a file shares its memory."""
    script = (
        "import sys; from encours.api import OpenBook; b = OpenBook(sys.argv[1]); "
        "print(b.engine.value(\"SELECT current_setting('memory_limit')\"), b.another().show('net').value, "
        "b.engine.value(\"SELECT current_setting('temp_directory')\"))"
    )
    asked = [sys.executable, "-c", script, str(book.home.path)]
    said = subprocess.run(
        asked,
        env={**os.environ, "ENCOURS_SERVING_MEMORY": "512MiB"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert said[:3] == ["512.0", "MiB", "2.00"]
    assert not Path(said[3]).is_relative_to(book.home.path), (
        "a folder beside the file would stop a publication"
    )
    assert not Path(said[3]).exists(), "nothing is left behind"
