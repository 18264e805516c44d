"""Several people at once: imports wait for one another, readers are never disturbed."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from encours.api import open_book
from encours.book import importing, lock
from encours.book.home import Home
from encours.book.lock import writing
from encours.book.manifest import head
from encours.book.publication import FORM
from encours.errors import DataError
from tests.book.dying import ALWAYS_BUILT, ALWAYS_REFRESHED, assert_nothing_left_over, children, command
from tests.book.small_books import copied, imported, imported_folder
from tests.rounds import rounds

READERS, IMPORTS = rounds(4, 8), rounds(3, 5)
BOTH_WAYS = pytest.mark.parametrize(
    "small_book", [ALWAYS_BUILT, ALWAYS_REFRESHED], ids=["built", "refreshed"]
)


@pytest.fixture(scope="module")
def twenty(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A book with twenty invoices of 10.00."""
    rows = "\n".join(f"E01,C1,I{n},invoice,2026-01-10,10.00" for n in range(20))
    home = Home(tmp_path_factory.mktemp("twenty"))
    imported(home, items=f"entity,customer,item,kind,posting_date,amount\n{rows}")
    return home


@pytest.fixture
def home(twenty: Home, tmp_path: Path) -> Home:
    return copied(twenty, tmp_path / "home")


def invoice(folder: Path, item: str, amount: str) -> Path:
    """An import of one invoice."""
    folder.mkdir(parents=True)
    header = "entity,customer,item,kind,posting_date,amount"
    (folder / "items.csv").write_text(f"{header}\nE01,C1,{item},invoice,2026-01-20,{amount}\n")
    return folder


def net(home: Home) -> Decimal:
    """The net position, asked by a new reader."""
    book = open_book(home.path)
    try:
        value: Decimal = book.show("net").value
        return value
    finally:
        book.close()


@BOTH_WAYS
def test_imports_at_the_same_time_all_enter_the_book(home: Home, tmp_path: Path, small_book: int) -> None:
    folders = [invoice(tmp_path / str(n), f"N{n}", f"{n + 1}.25") for n in range(3)]
    writers = [
        children.Process(target=command, args=(["import", str(f), "--home", str(home.path)], small_book))
        for f in folders
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert head(home).version == 4
    assert net(home) == Decimal("206.75")
    assert_nothing_left_over(home)


@BOTH_WAYS
def test_a_reader_keeps_its_answers_until_it_looks_again(
    home: Home, tmp_path: Path, small_book: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("encours.book.refresh.SMALL_BOOK", small_book)
    book = open_book(home.path)
    for n in range(3):
        imported_folder(home, invoice(tmp_path / str(n), f"N{n}", "5.00"))
    assert (book.version, str(book.data_date), book.show("net").value) == (1, "2026-01-10", Decimal(200))
    book.refresh()
    assert (book.version, str(book.data_date), book.show("net").value) == (4, "2026-01-20", Decimal(215))
    book.close()


def test_an_import_that_waits_too_long_says_who_it_waited_for(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importing, "writing", lambda home: writing(home, patience=0.2))
    with writing(home), pytest.raises(DataError, match=r"Another import is writing to this book\. Wait"):
        imported_folder(home, invoice(tmp_path / "more", "N1", "5.00"))
    assert net(home) == 200
    imported_folder(home, tmp_path / "more")
    assert net(home) == 205


def test_an_import_waits_for_the_one_before_it(home: Home, tmp_path: Path) -> None:
    folder = invoice(tmp_path / "more", "N1", "5.00")
    waiting = threading.Thread(target=imported_folder, args=(home, folder))
    with writing(home):
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
        assert head(home).version == 1
    waiting.join()
    assert net(home) == 205


def test_an_import_that_fails_gives_the_pen_back(home: Home) -> None:
    def broken(_known: object) -> Any:
        raise DataError("unreadable")

    with pytest.raises(DataError, match="unreadable"):
        importing.import_into(home, ["broken"], broken)
    with writing(home, patience=0):
        assert net(home) == 200


def test_patience_is_half_a_minute() -> None:
    assert lock.PATIENCE_SECONDS == 30


@BOTH_WAYS
def test_many_readers_in_threads_while_imports_are_published(
    home: Home, tmp_path: Path, small_book: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("encours.book.refresh.SMALL_BOOK", small_book)
    over, failures = threading.Event(), []
    counts = [0] * READERS

    def read(reader: int) -> None:
        last = Decimal(0)
        while not over.is_set():
            try:
                now = net(home)
                assert now >= last
                assert now in [200 + 5 * n for n in range(IMPORTS + 1)]
                last = now
                counts[reader] += 1
            except BaseException as error:
                failures.append(repr(error))
                return

    readers = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    for reader in readers:
        reader.start()
    for n in range(IMPORTS):
        imported_folder(home, invoice(tmp_path / str(n), f"N{n}", "5.00"))
    over.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert all(counts)
    assert net(home) == 200 + 5 * IMPORTS


def test_readers_of_an_old_version_may_ask_for_it_together(home: Home, tmp_path: Path) -> None:
    imported_folder(home, invoice(tmp_path / "more", "N1", "5.00"))
    asked = [
        children.Process(target=ask_as_known, args=(str(home.path), tmp_path / f"{n}.txt")) for n in range(3)
    ]
    for reader in asked:
        reader.start()
    for reader in asked:
        reader.join()
    assert [(tmp_path / f"{n}.txt").read_text() for n in range(3)] == ["200.00"] * 3
    assert [path.name for path in (home.path / "known").iterdir()] == [f"0000001-{FORM}.duckdb"]


def ask_as_known(home: str, answer: Path) -> None:
    """Write what the book said after its first import."""
    answer.write_text(str(open_book(home, "1").show("net").value))


def test_a_moved_data_folder_still_answers_and_still_takes_imports(home: Home, tmp_path: Path) -> None:
    moved = Home(tmp_path / "it's moved, été")
    copytree(home.path, moved.path)
    for path in sorted(home.path.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    imported_folder(moved, invoice(tmp_path / "more", "N1", "5.00"))
    assert net(moved) == 205
