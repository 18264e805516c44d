"""The open books of a thread: one newest, one past; old versions are built one at a time and few are kept."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from encours.errors import DataError, UsageError
from tests.book.small_books import imported

if TYPE_CHECKING:
    from encours.api import OpenBook

VERSIONS = 9


@pytest.fixture(scope="module")
def versions_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a book of nine imports, each of one customer more."""
    from encours.book.home import Home

    home = tmp_path_factory.mktemp("versions")
    for number in range(1, VERSIONS + 1):
        entities = "entity,name,country,currency\nF1,Une,FR,EUR"
        imported(Home(home), entities=entities, customers=f"entity,customer,name\nF1,C{number},Name")
    return home


@pytest.fixture
def versions(versions_home: Path, showing: Callable[[Path], Path]) -> Path:
    return showing(versions_home)


def customers(book: OpenBook) -> int:
    return book.engine.value("SELECT COUNT(*) FROM customers")


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "known").glob("*.duckdb"))


def test_a_past_version_is_what_was_known_then_beside_the_newest(versions: Path) -> None:
    from encours.web.visit import connections

    newest, past = connections.book(), connections.book("2")
    assert (customers(newest), customers(past)) == (VERSIONS, 2)
    assert connections.book().engine is newest.engine
    assert connections.book("2").engine is past.engine
    assert customers(connections.book("3")) == 3


def test_a_thread_holds_one_past_version_open(versions: Path) -> None:
    from encours.web.visit import connections

    before = connections.book("2")
    connections.book("3")
    with pytest.raises(UsageError, match="closed"):
        customers(before)


def test_a_day_means_the_last_version_of_that_day_even_when_one_comes_later(
    tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.book.home import Home
    from encours.web.visit import connections

    monkeypatch.setenv("ENCOURS_HOME", str(tmp_path))
    for number in (1, 2):
        imported(Home(tmp_path), customers=f"entity,customer,name\nF1,C{number},Name")
        assert customers(connections.book("9999-12-31")) == number


def test_few_old_versions_are_kept_the_last_ones_asked_for(versions: Path) -> None:
    from encours.web.visit import connections, past_versions

    for known in range(1, VERSIONS):
        connections.book(str(known))
    assert kept(versions) == [
        past_versions._file(connections.Home(versions), n).name for n in range(3, VERSIONS)
    ]


def test_an_old_version_is_not_built_while_another_is(
    versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web import place
    from encours.web.visit import connections, past_versions

    for file in (versions / "known").glob("*.duckdb"):
        file.unlink()
    monkeypatch.setattr(past_versions, "WAIT_SECONDS", 0.2)
    connections.book("5")
    with (place.folder() / "past.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(DataError, match="is being prepared"):
            connections.book("4")
        assert customers(connections.book("5")) == 5
        assert customers(connections.book(str(VERSIONS))) == VERSIONS
    assert customers(connections.book("4")) == 4
