"""The data folder is closed to other accounts of the machine; what dead processes left is swept, and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest

from encours.book import temporary
from encours.book.home import Home, write_atomically
from encours.book.temporary import PREFIX, folder, held, lasting, sweep
from encours.cli import run
from tests.book.older_books import without_checksums
from tests.book.small_books import copied, imported

ITEMS = "entity,customer,item,kind,posting_date,due_date,currency,amount\nE,C,I,invoice,2026-05-01,2026-06-01,EUR,1\n"
MORE = ITEMS.replace(",I,", ",J,")


@pytest.fixture
def open_to_all() -> object:
    before = os.umask(0o000)
    yield
    os.umask(before)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("one") / "home")
    imported(home, items=ITEMS)
    return home


def open_ones(home: Path) -> list[str]:
    """What somebody else may read or enter."""
    found = [path for path in (home, *home.rglob("*")) if path.stat().st_mode & 0o077]
    return sorted(str(path.relative_to(home)) for path in found)


@pytest.mark.usefixtures("open_to_all")
def test_what_an_import_an_undo_and_a_question_about_the_past_write_is_closed(tmp_path: Path) -> None:
    home, files = tmp_path / "home", tmp_path / "files"
    for number, text in enumerate((ITEMS, MORE)):
        (files / str(number)).mkdir(parents=True)
        (files / str(number) / "items.csv").write_text(text)
        assert run(["import", str(files / str(number)), "--home", str(home)]) == 0
    assert open_ones(home) == []
    assert run(["undo", "--home", str(home)]) == 0
    assert run(["show", "net", "--as-known", "2", "--home", str(home)]) == 0
    assert run(["check", "--home", str(home)]) == 0
    assert open_ones(home) == []


def test_a_folder_that_was_open_is_closed_by_the_next_write(one: Home, tmp_path: Path) -> None:
    home = without_checksums(copied(one, tmp_path / "home"))
    for path in (home.path, *home.path.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert open_ones(home.path)
    imported(home, items=MORE)
    assert open_ones(home.path) == []


def test_a_folder_all_may_write_to_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    Home(tmp_path).create()
    assert tmp_path.stat().st_mode & 0o7777 == 0o1777


def test_a_file_system_without_modes_is_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path, _mode: int) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refused)
    assert not imported(Home(tmp_path), items=ITEMS).problems


def test_the_draft_of_a_dead_process_with_the_same_number_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / f".a.{os.getpid()}").write_text("half")
    write_atomically(tmp_path / "a", "whole")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["whole"]


def left_by_a_killed_process(where: str) -> None:
    """Its whole life: two folders held, then killed."""
    import tempfile

    tempfile.tempdir = where
    lasting.cache_clear()
    lasting()
    with folder():
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are killed")
def test_folders_of_the_dead_are_swept_and_those_of_the_living_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporary.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(temporary, "YOUNG_SECONDS", -60)
    child = multiprocessing.get_context("spawn").Process(
        target=left_by_a_killed_process, args=(str(tmp_path),)
    )
    child.start()
    child.join()
    assert len(list(tmp_path.glob(f"{PREFIX}*"))) == 2
    (tmp_path / "somebody's").mkdir()
    with folder() as mine:
        assert sweep() == 2
        assert mine.is_dir()
        assert mine.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["somebody's"]


def test_what_was_made_a_moment_ago_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "young").mkdir()
    assert sweep(tmp_path.iterdir()) == 0
    os.utime(tmp_path / "young", (0, 0))
    with held(tmp_path / "young"):
        assert sweep(tmp_path.iterdir()) == 0
    assert sweep(tmp_path.iterdir()) == 1


def test_an_export_sweeps_the_drafts_of_killed_ones(one: Home, tmp_path: Path) -> None:
    (tmp_path / ".out-draft-x1").mkdir()
    os.utime(tmp_path / ".out-draft-x1", (0, 0))
    assert run(["export", str(tmp_path / "out"), "--home", str(one.path)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
