"""Saved while people work, put back elsewhere with the same figures and the same people; or nothing at all."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import tarfile
import threading
from pathlib import Path
from subprocess import run

import pytest

from encours.api import open_book
from encours.errors import DataError, UsageError
from encours.web.serving.archive import packing, unpack
from encours.web.serving.backup import backup
from encours.web.serving.restore import restore
from tests.rounds import rounds
from tests.web.serving.conftest import encours, environment

NAMES = [".tar.zst", ".tar.gz"]


@pytest.fixture(scope="module")
def saved_files(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A backup of the small book in each form."""
    folder = tmp_path_factory.mktemp("saved")
    for suffix in NAMES:
        backup(small_home, folder / f"whole{suffix}")
    return {suffix: folder / f"whole{suffix}" for suffix in NAMES}


@pytest.mark.parametrize(("suffix", "with_serving"), [(".tar.zst", False), (".tar.gz", True)])
def test_what_is_restored_has_the_same_figures_and_the_same_people(
    small_home: Path, tmp_path: Path, suffix: str, with_serving: bool
) -> None:
    upload = small_home / "web" / "uploads" / "1" / "ledger.csv"
    upload.parent.mkdir(parents=True, exist_ok=True)
    upload.write_text("a;b\n")
    saved = backup(small_home, tmp_path / f"b{suffix}", with_serving=with_serving)
    restored = restore(tmp_path / f"b{suffix}", tmp_path / "new")
    assert (saved.version, restored.version, restored.workflow) == (1, 1, True)
    assert figures(tmp_path / "new") == figures(small_home)
    assert people(tmp_path / "new") == people(small_home)
    assert (tmp_path / "new" / "web" / "uploads" / "1" / "ledger.csv").read_text() == "a;b\n"
    assert signing_in(tmp_path / "new", "a long enough secret", "another secret altogether") == [True, False]


def test_the_secret_stays_at_home_unless_asked_for(small_home: Path, tmp_path: Path) -> None:
    for name, asked in (("without", False), ("with", True)):
        backup(small_home, tmp_path / f"{name}.tar.gz", with_secret=asked)
        with tarfile.open(tmp_path / f"{name}.tar.gz") as tar:
            assert ("web/secret" in tar.getnames()) == asked


def test_only_its_owner_reads_a_backup(saved_files: dict[str, Path]) -> None:
    assert {path.stat().st_mode & 0o777 for path in saved_files.values()} == {0o600}


def test_backups_taken_while_someone_imports_are_each_one_version_whole(
    saved_files: dict[str, Path], tmp_path: Path
) -> None:
    home = tmp_path / "busy"
    restore(saved_files[".tar.gz"], home)
    done = threading.Event()
    writer = threading.Thread(target=importing, args=(home, tmp_path, done))
    writer.start()
    try:
        versions = []
        for number in range(rounds(2, 3)):
            file, new = tmp_path / f"{number}.tar.gz", tmp_path / f"new{number}"
            versions.append(backup(home, file, with_serving=bool(number % 2)).version)
            assert restore(file, new).version == versions[-1]
            assert figures(new) == known(home, versions[-1])
    finally:
        done.set()
        writer.join()
    assert versions == sorted(versions)
    assert versions[-1] > versions[0]


@pytest.mark.parametrize("suffix", NAMES)
@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9, 0.999])
def test_a_truncated_archive_leaves_nothing(
    saved_files: dict[str, Path], tmp_path: Path, suffix: str, kept: float
) -> None:
    content = saved_files[suffix].read_bytes()
    (tmp_path / f"cut{suffix}").write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(DataError, match="nothing was restored"):
        restore(tmp_path / f"cut{suffix}", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == [f"cut{suffix}"]


def test_a_changed_file_is_seen(tmp_path: Path) -> None:
    archive(tmp_path / "b.tar.gz", {"web/uploads/a": b"1"}, {"web/uploads/a": "0" * 64})
    with pytest.raises(DataError, match="damaged"):
        restore(tmp_path / "b.tar.gz", tmp_path / "new")


@pytest.mark.parametrize(
    "name",
    ["../web/a", "/web/a", "web/../../a", "web/./a", "web//a", "web\\..\\a", "other/a", "web"],
)
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    archive(tmp_path / "b.tar.gz", {name: b"1"}, {})
    (tmp_path / "to").mkdir()
    with pytest.raises(DataError, match=r"no backup has|damaged"):
        unpack(tmp_path / "b.tar.gz", tmp_path / "to")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "b.tar.gz"]


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE]
)
def test_only_plain_files_are_taken_out(tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as tar:
        entry = tarfile.TarInfo("web/uploads/a")
        entry.type, entry.linkname = kind, "/etc/passwd"
        tar.addfile(entry)
    (tmp_path / "to").mkdir()
    with pytest.raises(DataError, match="no backup has"):
        unpack(tmp_path / "b.tar.gz", tmp_path / "to")
    assert list((tmp_path / "to").rglob("*")) == []


def test_a_folder_in_use_is_not_written_to(saved_files: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine").touch()
    with pytest.raises(DataError, match="not empty"):
        restore(saved_files[".tar.gz"], tmp_path / "used")
    assert [path.name for path in (tmp_path / "used").iterdir()] == ["mine"]


def test_a_backup_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_bytes(b"before")
    with pytest.raises(FileNotFoundError), packing(tmp_path / "b.tar.gz") as into:
        into.add("web/a", tmp_path / "missing")
    assert (tmp_path / "b.tar.gz").read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar.gz"]


def test_another_kind_of_file_and_an_empty_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing to back up"):
        backup(tmp_path, tmp_path / "b.tar.gz")
    with pytest.raises(UsageError, match=r"\.tar\.zst or \.tar\.gz"), packing(tmp_path / "b.zip"):
        pass


def figures(home: Path, known_as: str | None = None) -> list[dict[str, object]]:
    return list(open_book(home, known_as).show("net", "overdue", by="customer").rows)


def known(home: Path, version: int) -> list[dict[str, object]]:
    return figures(home, str(version))


def people(home: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "web" / "cockpit.sqlite3") as database:
        return database.execute("SELECT * FROM people_person ORDER BY id").fetchall()


def signing_in(home: Path, *passwords: str) -> list[bool]:
    """Whether each of these passwords opens the one account."""
    code = (
        "import sys, json; from encours.web.serving.prepare import ready; ready()\n"
        "from encours.web.workflow.people.models import Person\n"
        "print(json.dumps([Person.objects.get().check_password(text) for text in sys.argv[1:]]))"
    )
    command = [sys.executable, "-c", code, *passwords]
    answer = run(command, env=environment(home), check=True, capture_output=True, text=True).stdout
    return list(json.loads(answer))


def importing(home: Path, folder: Path, done: threading.Event) -> None:
    """Import one more invoice again and again."""
    number = 0
    while not done.is_set():
        number += 1
        source = folder / f"more{number}"
        source.mkdir()
        (source / "items.csv").write_text(
            "entity,customer,item,kind,posting_date,due_date,amount\n"
            f"F,A,M{number},invoice,2025-06-01,2025-06-30,{number}.01\n"
        )
        assert encours(home, "import", str(source)).code == 0


def archive(path: Path, files: dict[str, bytes], sums: dict[str, str]) -> None:
    """A hand-made archive with these files and these sums."""
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        told = json.dumps({"version": 0, "workflow": False, "saved_at": "", "files": sums}).encode()
        for name, content in {**files, "MANIFEST.json": told}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
