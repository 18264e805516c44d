"""What is lost is missed: the newest version, the database of people, a file of an import taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from encours.book.damage import look
from encours.book.home import Home
from encours.book.publication import newest
from encours.book.repairing import repair
from encours.book.undo import undo
from encours.cli import run
from encours.errors import Damaged
from encours.web import own_files
from encours.web.serving.backup import backup
from encours.web.serving.restore import restore
from tests.book.small_books import imported

ITEM = "entity,customer,item,kind,posting_date,amount\nF,A,I{0},invoice,2025-01-31,{0}\n"
Out = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A book of two versions."""
    home = Home(tmp_path / "home")
    imported(home, items=ITEM.format(10))
    imported(home, items=ITEM.format(7))
    return home


@pytest.fixture
def cut(home: Home) -> Home:
    """The newest version and its copy are gone."""
    for folder in (home.manifests, home.copies):
        (folder / "0000002.json").unlink()
    return home


def command(home: Home, *words: str) -> int:
    return run([*words, "--home", str(home.path)])


def test_no_older_version_is_saved_in_its_place(cut: Home, tmp_path: Path) -> None:
    with pytest.raises(Damaged, match=r"0000002\.json"):
        backup(cut.path, tmp_path / "b.tar.zst")
    assert not (tmp_path / "b.tar.zst").exists()


def test_the_check_and_the_list_of_imports_name_it(cut: Home, capsys: Out) -> None:
    assert command(cut, "check") == 1
    assert "manifests/0000002.json" in capsys.readouterr().out
    assert command(cut, "imports") == 1
    assert "manifests/0000002.json" in capsys.readouterr().err


@pytest.mark.parametrize("gone", ["junk", "file", "folder"])
def test_nothing_goes_on_from_the_version_before_where_nothing_says_which_was_shown(
    cut: Home, gone: str, capsys: Out
) -> None:
    match gone:
        case "junk":
            (cut.serving / "current").write_text("{")
        case "file":
            (cut.serving / "current").unlink()
        case _:
            shutil.rmtree(cut.serving)
    with pytest.raises(Damaged, match="tells of a later version"):
        newest(cut)
    assert command(cut, "rebuild") == 1
    assert command(cut, "repair") == 1
    assert command(cut, "show", "net") == 1


def test_a_file_of_an_import_taken_back_is_told_and_holds_nothing_up(
    home: Home, tmp_path: Path, capsys: Out
) -> None:
    undo(home, 2)
    (home.segments / "0000002" / "items.parquet").write_bytes(b"junk")
    assert [fault.past for fault in look(home)] == [True]
    assert command(home, "check") == 0
    assert "no figure of today" in capsys.readouterr().out
    assert command(home, "repair") == 0
    saved = backup(home.path, tmp_path / "b.tar.zst")
    assert len(saved.lacking) == 1
    assert restore(tmp_path / "b.tar.zst", tmp_path / "again").version == 3
    assert command(Home(tmp_path / "again"), "show", "net") == 0


def test_an_old_file_without_checksum_is_read_to_its_end(home: Home, capsys: Out) -> None:
    from tests.book.older_books import without_checksums

    without_checksums(home)
    assert command(home, "check") == 0
    assert "have no checksum before the next import" in capsys.readouterr().out
    path = home.segments / "0000001" / "items.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    assert command(home, "check") == 1


def test_a_database_that_was_there_is_missed(home: Home, tmp_path: Path, capsys: Out) -> None:
    web = home.path / "web"
    web.mkdir()
    own_files.begin(web)
    for empty in (False, True):
        if empty:
            (web / own_files.DATABASE).touch()
        assert ["is lost" in fault.sentence for fault in own_files.look(home.path)] == [True]
        for words in (["check"], ["repair"], ["show", "promised"], ["user", "list"]):
            assert command(home, *words) == 1, words
            said = capsys.readouterr()
            assert "cockpit.sqlite3 is lost" in said.out + said.err, words
        with pytest.raises(Damaged, match="is lost"):
            backup(home.path, tmp_path / "b.tar.zst")


def test_a_folder_where_a_file_should_be_is_set_aside(home: Home) -> None:
    (home.serving / "current").unlink()
    (home.serving / "current").mkdir()
    (home.manifests / "0000001.json").unlink()
    (home.manifests / "0000001.json").mkdir()
    (home.path / "web" / own_files.QUEUE).mkdir(parents=True)
    done, left = repair(home)
    done += own_files.mend(home.path)
    assert (left, own_files.look(home.path)) == ([], [])
    assert len(list((home.path / "set-aside").iterdir())) == 3
    assert len([sentence for sentence in done if "set-aside" in sentence]) == 3


def test_junk_of_any_depth_is_damage(home: Home) -> None:
    for path in (home.manifests / "0000001.json", home.copies / "0000001.json", home.serving / "current"):
        path.write_text("[" * 100_000)
    assert {fault.file for fault in look(home)} == {"manifests/0000001.json", "serving/current"}


def test_a_device_without_an_end_is_no_file(home: Home) -> None:
    path = home.segments / "0000002" / "items.parquet"
    path.unlink()
    path.symlink_to("/dev/zero")
    assert [fault.file for fault in look(home)] == ["segments/0000002/items.parquet"]
