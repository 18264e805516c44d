"""A file that is no longer what was written is named, with what can be done; a changed bit is told or harmless."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from encours.book import damage
from encours.book.damage import look, note, noted
from encours.book.engine import open_engine
from encours.book.home import Home
from encours.book.keeping import complete
from encours.book.lock import writing
from encours.book.manifest import head, history
from encours.book.publication import newest, open_version, rebuild, served
from encours.book.undo import imports, undo_with_later
from encours.cli import run
from encours.errors import Damaged, EncoursError
from encours.i18n import speaking
from tests.book.dying import position
from tests.book.older_books import without_checksums
from tests.book.small_books import copied, imported
from tests.rounds import rounds

HEAD = "entity,customer,item,kind,posting_date,due_date,currency,amount\n"
BITS = rounds(2, 60)  # of each file


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Three imports: the third builds on the second, of the same entity; the first is of another."""
    home = Home(tmp_path_factory.mktemp("three") / "home")
    for number, entity in enumerate(("E1", "E2", "E2"), 1):
        rows = "\n".join(
            f"{entity},C{n % 5},{number}-{n},invoice,2026-05-{n % 28 + 1:02},2026-06-01,EUR,{n}.01"
            for n in range(60)
        )
        assert not imported(home, items=HEAD + rows).problems
    open_version(home, history(home)[0]).close()  # kept for the next question
    return home


@pytest.fixture
def home(three: Home, tmp_path: Path) -> Home:
    return copied(three, tmp_path / "home")


def sentences(home: Home) -> list[str]:
    return [fault.sentence for fault in look(home)]


def flip(path: Path, draw: Random) -> None:
    content = bytearray(path.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    path.write_bytes(content)


def files(home: Home) -> Iterator[Path]:
    found = [path for path in sorted(home.path.rglob("*")) if path.is_file() and path.stat().st_size]
    return (path.relative_to(home.path) for path in found)


def seen(home: Home) -> object:
    """All that a person can read of the book, past versions included; an error said in words is no figure."""
    with suppress(EncoursError):
        return position(home.path), imports(home), known(home), reports(home)
    return None


def known(home: Home) -> object:
    engine = open_version(home, history(home)[0])
    try:
        return engine.rows("SELECT SUM(open_units) FROM positions")
    finally:
        engine.close()


def reports(home: Home) -> object:
    return [json.loads(path.read_text()) for path in sorted(home.reports.iterdir())]


def test_a_sound_book_has_nothing_to_tell(home: Home) -> None:
    assert sentences(home) == []
    assert run(["check", "--home", str(home.path)]) == 0


def test_one_bit_changed_in_any_file_is_told_or_harmless(home: Home) -> None:
    whole, draw = seen(home), Random(9)
    for file in list(files(home)):
        for _bit in range(BITS):
            path = home.path / file
            before = path.read_bytes()
            flip(path, draw)
            assert sentences(home) or seen(home) == whole, file
            path.write_bytes(before)


def test_a_damaged_segment_is_named_with_its_import_and_what_can_be_done(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flip(home.segments / "0000002" / "items.parquet", Random(1))
    day = history(home)[1].recorded_at[:10]
    (said,) = sentences(home)
    assert said == (
        f"segments/0000002/items.parquet is lost or damaged (import 2 of {day}). Restore a backup (encours restore), "
        "or take this import and those that build on it back (encours undo 2 --later) and import their files again."
    )
    for words in (["check"], ["rebuild"], ["repair"], ["undo", "3"], ["backup", str(tmp_path / "b.tar.gz")]):
        capsys.readouterr()
        assert run([*words, "--home", str(home.path)]) == 1, words
        told = capsys.readouterr()
        assert said in told.out + told.err, words
    assert not (tmp_path / "b.tar.gz").exists()
    with pytest.raises(Damaged, match="import 2"):
        imported(home, items=HEAD + "E1,C1,N1,invoice,2026-05-01,2026-06-01,EUR,1")


def test_a_book_gets_rid_of_a_damaged_segment_by_taking_back_what_builds_on_it(home: Home) -> None:
    (home.segments / "0000002" / "items.parquet").write_bytes(b"")
    assert undo_with_later(home, 2) == [3, 2]
    assert head(home).imports == {1}
    assert position(home.path) == position(open_first(home))
    imported(home, items=HEAD + "E2,C1,N1,invoice,2026-05-01,2026-06-01,EUR,1")
    assert [line.state for line in imports(home)] == [
        "in_book",
        "undone",
        "undone",
        "undo",
        "undo",
        "in_book",
    ]


def open_first(home: Home) -> Path:
    alone = Home(home.path.with_name("alone"))
    rows = "\n".join(
        f"E1,C{n % 5},1-{n},invoice,2026-05-{n % 28 + 1:02},2026-06-01,EUR,{n}.01" for n in range(60)
    )
    imported(alone, items=HEAD + rows)
    return alone.path


def test_undo_with_later_needs_a_number(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["undo", "--later", "--home", str(home.path)]) == 2
    assert run(["undo", "2", "--later", "--home", str(home.path)]) == 0
    assert "Import 3 is undone" in capsys.readouterr().out


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("damage", ["cut", "lost", "changed", "empty"])
def test_a_manifest_comes_back_from_its_copy(home: Home, number: int, damage: str) -> None:
    path, before = home.manifests / f"000000{number}.json", position(home.path)
    was = path.read_bytes()
    injure(path, damage)
    assert len(sentences(home)) == 1
    with pytest.raises(Damaged, match=f"manifests/000000{number}.json is lost or damaged"):
        history(home)
    assert run(["repair", "--home", str(home.path)]) == 0
    assert path.read_bytes() == was
    assert (sentences(home), position(home.path), newest(home).version) == ([], before, 3)


def injure(path: Path, damage: str) -> None:
    match damage:
        case "cut":
            path.write_bytes(path.read_bytes()[:200])
        case "lost":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case _:
            path.write_bytes(path.read_bytes().replace(b'"rows": 60', b'"rows": 61', 1))


@pytest.mark.parametrize("words", [["rebuild"], ["repair"], ["undo"], ["import", "more"]], ids=" ".join)
def test_nothing_goes_back_a_version_when_the_newest_is_lost_with_its_copy(
    home: Home, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home.path.parent)
    Path("more").mkdir()
    Path("more", "items.csv").write_text(HEAD + "E1,C1,N1,invoice,2026-05-01,2026-06-01,EUR,1\n")
    before = position(home.path)
    for folder in (home.manifests, home.copies):
        (folder / "0000003.json").unlink()
    capsys.readouterr()
    assert run([*words, "--home", str(home.path)]) == 1
    assert "manifests/0000003.json" in capsys.readouterr().err
    assert position(home.path) == before


def test_versions_follow_one_another(home: Home) -> None:
    """A manifest whole in itself, put in the place of another."""
    other = Home(home.path.with_name("other"))
    imported(other, items=HEAD + "E1,C1,N1,invoice,2026-05-01,2026-06-01,EUR,1")
    for folder in (home.manifests, home.copies):
        (folder / "0000001.json").write_bytes((other.manifests / "0000001.json").read_bytes())
    assert any("0000002.json does not follow" in sentence for sentence in sentences(home))


@pytest.mark.parametrize("damage", ["junk", "empty", "binary", "lost", "bit", "file", "cut", "gone"])
def test_what_is_served_is_built_again(home: Home, damage: str, capsys: pytest.CaptureFixture[str]) -> None:
    before, current = position(home.path), served(home)
    assert current is not None
    match damage:
        case "junk" | "empty" | "binary":
            (home.serving / "current").write_bytes(
                {"junk": b"junk", "empty": b"", "binary": b"\xff\xfe"}[damage]
            )
        case "lost":
            (home.serving / "current").unlink()
        case "bit":
            text = (home.serving / "current").read_text()
            (home.serving / "current").write_text(text.replace('"version": 3', '"version": 2'))
        case "file":
            flip(current.path, Random(2))
        case "cut":
            current.path.write_bytes(current.path.read_bytes()[:-100_000])
        case "gone":
            current.path.unlink()
    capsys.readouterr()
    assert run(["check", "--home", str(home.path)]) == 1
    assert "encours repair" in capsys.readouterr().out
    if damage not in ("file", "cut"):  # opened, and read only in part
        assert run(["show", "net", "--home", str(home.path)]) == 1
        assert "encours repair" in capsys.readouterr().err
    assert run(["repair", "--home", str(home.path)]) == 0
    assert (position(home.path), sentences(home)) == (before, [])


def test_a_version_published_while_files_are_read_is_no_damage(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(damage, "versions", lambda _home: [1, 2])
    assert sentences(home) == []


def test_what_this_process_reads_already_is_read_from_the_disk_again(home: Home) -> None:
    current = served(home)
    assert current is not None
    engine = open_engine(current.path, read_only=True)
    try:
        for (table,) in engine.rows("SELECT table_name FROM duckdb_tables() WHERE NOT internal"):
            engine.run(f"SELECT BIT_XOR(HASH(t)) FROM {table} t")
        content = bytearray(current.path.read_bytes())
        content[len(content) // 2] ^= 1
        with current.path.open("r+b") as file:
            file.write(content)
        assert [fault.file for fault in look(home)] == [f"serving/{current.path.name}"]
    finally:
        engine.close()
    assert not list(home.path.glob(".checked-*"))


def test_a_report_cut_short_is_said_in_words(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    (home.reports / "0000002.json").write_bytes((home.reports / "0000002.json").read_bytes()[:100])
    assert run(["imports", "2", "--home", str(home.path)]) == 1
    assert "reports/0000002.json is damaged" in capsys.readouterr().err


def test_a_damaged_report_is_put_aside(home: Home) -> None:
    flip(home.reports / "0000002.json", Random(3))
    assert "reports/0000002.json is damaged" in sentences(home)[0]
    assert run(["repair", "--home", str(home.path)]) == 0
    assert (sentences(home), (home.reports / "0000002.json").exists()) == ([], False)


def test_an_older_book_gets_its_checksums_at_the_first_write(home: Home) -> None:
    without_checksums(home)
    before = position(home.path)
    assert (sentences(home), len(imports(home))) == ([], 3)
    rebuild(home)
    assert position(home.path) == before
    assert not list(home.copies.iterdir())
    imported(home, items=HEAD + "E1,C1,N1,invoice,2026-05-01,2026-06-01,EUR,1")
    versions = history(home)
    assert all(one.sum and one.report and all(s.sha256 for s in one.segments) for one in versions)
    assert [one.previous for one in versions[1:]] == [one.sum for one in versions[:-1]]
    assert sentences(home) == []
    assert len(list(home.copies.iterdir())) == 4


def test_giving_checksums_goes_on_where_it_was_cut_short(home: Home) -> None:
    whole = {path.name: path.read_bytes() for path in home.manifests.iterdir()}
    without_checksums(home)
    (home.manifests / "0000001.json").write_bytes(whole["0000001.json"])
    assert sentences(home) == []
    with writing(home):
        complete(home)
    assert {path.name: path.read_bytes() for path in home.manifests.iterdir()} == whole
    assert {path.name: path.read_bytes() for path in home.copies.iterdir()} == whole


def test_a_segment_of_an_older_book_that_cannot_be_read_is_named(home: Home) -> None:
    without_checksums(home)
    path = home.segments / "0000002" / "items.parquet"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(Damaged, match=r"segments/0000002/items.parquet is lost or damaged \(import 2"):
        rebuild(home)


def test_what_was_found_is_kept_for_pages_in_the_language_of_each_reader(home: Home) -> None:
    (home.segments / "0000002" / "items.parquet").unlink()
    note(home, look(home))
    with speaking("fr"):
        (french,) = noted(home)
    assert french.file == "segments/0000002/items.parquet"
    assert french.sentence != noted(home)[0].sentence == sentences(home)[0]
    note(home, [])
    assert noted(home) == []
