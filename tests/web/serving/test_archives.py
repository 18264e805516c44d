"""Archives that are whole and yet no backup, or the backup of a damaged book: refused in words, leaving nothing."""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
from pathlib import Path

import pytest

from encours.book.home import Home
from encours.errors import DataError
from encours.web.serving.archive import packing
from encours.web.serving.backup import backup
from encours.web.serving.restore import restore
from tests.book.older_books import without_checksums
from tests.book.small_books import copied
from tests.cli.calls import TABLES
from tests.web.serving.conftest import imported

FACTS = {"version": 0, "workflow": False, "saved_at": "2026-01-01", "files": {}}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("one") / "home")
    imported(home, **TABLES)
    return home


@pytest.fixture
def home(one: Home, tmp_path: Path) -> Home:
    return copied(one, tmp_path / "home")


def archive(path: Path, told: object) -> Path:
    """An archive that holds nothing but what it says of itself."""
    content = json.dumps(told).encode()
    with tarfile.open(path, "w:gz") as tar:
        entry = tarfile.TarInfo("MANIFEST.json")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return path


@pytest.mark.parametrize(
    "told",
    [
        {name: value for name, value in FACTS.items() if name != "version"},
        {**FACTS, "version": "three"},
        {**FACTS, "version": -1},
        {**FACTS, "version": 1.5},
        {**FACTS, "version": True},
        {**FACTS, "version": None},
        {**FACTS, "workflow": "yes"},
        {**FACTS, "saved_at": 3},
        {**FACTS, "version": 7},
        [],
        "junk",
        7,
    ],
    ids=str,
)
def test_an_archive_that_does_not_say_what_it_holds_is_refused(tmp_path: Path, told: object) -> None:
    with pytest.raises(DataError, match="nothing was restored"):
        restore(archive(tmp_path / "b.tar.gz", told), tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar.gz"]


@pytest.mark.parametrize("older", [False, True], ids=["with checksums", "without"])
def test_a_segment_cut_before_it_was_saved_is_named(home: Home, tmp_path: Path, older: bool) -> None:
    if older:
        without_checksums(home)
    path = home.segments / "0000001" / "items.parquet"
    path.write_bytes(path.read_bytes()[:900])
    file, made = tmp_path / "b.tar.gz", repacked(home, tmp_path)
    with pytest.raises(
        DataError, match=r"nothing was restored\. segments/0000001/items\.parquet is lost or damaged"
    ):
        restore(made, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    if not older:
        file.write_bytes(b"before")
        with pytest.raises(DataError, match=r"segments/0000001/items\.parquet is lost or damaged \(import 1"):
            backup(home.path, file)
        assert file.read_bytes() == b"before"


def repacked(home: Home, folder: Path) -> Path:
    """An archive of a book as it stands, its sums those of what it holds."""
    with packing(folder / "made.tar.gz") as into:
        for part in ("segments", "manifests", "reports"):
            for path in sorted((home.path / part).rglob("*.*")):
                into.add(f"book/{path.relative_to(home.path).as_posix()}", path)
        into.close({"saved_at": "2026-01-01", "version": 1, "workflow": False})
    return folder / "made.tar.gz"


@pytest.mark.parametrize("part", ["manifests/0000001.json", "segments/0000001/items.parquet"])
def test_an_archive_without_a_file_of_the_book_is_refused(home: Home, tmp_path: Path, part: str) -> None:
    (home.path / part).unlink()
    with pytest.raises(DataError, match="nothing was restored"):
        restore(repacked(home, tmp_path), tmp_path / "new")
    assert not list(tmp_path.glob(".*"))


def test_what_is_restored_is_whole_and_has_its_copies(home: Home, tmp_path: Path) -> None:
    from encours.book.damage import look

    backup(home.path, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "new")
    new = Home(tmp_path / "new")
    assert look(new) == []
    assert [path.name for path in new.copies.iterdir()] == ["0000001.json"]
    assert not [path for path in (new.path, *new.path.rglob("*")) if path.stat().st_mode & 0o077]


def test_drafts_of_killed_backups_and_restores_are_swept(home: Home, tmp_path: Path) -> None:
    dead, young = tmp_path / ".night.tar.zst.4711", tmp_path / ".other.tar.gz.4712"
    work = tmp_path / ".new.restoring-0123abcd"
    work.mkdir()
    for path in (dead, young, tmp_path / ".mine.tar.zst"):
        path.write_bytes(b"")
    for path in (dead, work):
        os.utime(path, (0, 0))
    backup(home.path, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "new")
    assert sorted(path.name for path in tmp_path.glob(".*")) == [".mine.tar.zst", ".other.tar.gz.4712"]
    shutil.rmtree(tmp_path / "new")
