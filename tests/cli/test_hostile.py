"""Through `encours import`, files made to harm or simply wrong: refused in one line, soon, in little memory."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from encours.api import open_book
from encours.book.home import Home
from encours.book.manifest import head
from tests.book.small_books import imported
from tests.cli.calls import Outcome
from tests.cli.forked import program

HEADER = "entity,customer,item,kind,posting_date,amount\n"
ROW = "E01,C1,I2,invoice,2026-01-10,5.00\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of one invoice, which no import here may change."""
    folder = tmp_path_factory.mktemp("book") / "home"
    imported(Home(folder), items=f"{HEADER}E01,C1,I1,invoice,2026-01-10,10.00")
    return folder


@pytest.fixture
def attempt(home: Path) -> Callable[..., Outcome]:
    """Import in a process with bounds; the book must be as before."""

    def run(*arguments: str | Path) -> Outcome:
        words = ["import", "--home", str(home), *map(str, arguments)]
        said = {**os.environ, "ENCOURS_LANG": "en", "OPENBLAS_NUM_THREADS": "1"}
        outcome = program(words, said, bounded=True)
        assert head(Home(home)).version == 1
        assert open_book(home).show("net").value == 10
        return outcome

    return run


def refused(outcome: Outcome, *words: str, code: int = 1) -> None:
    """One clear line that says these words."""
    assert outcome.code == code, outcome
    assert outcome.out == "", outcome
    assert outcome.err.startswith("encours: "), outcome
    assert outcome.err.count("\n") == 1, outcome
    for word in words:
        assert word in outcome.err, outcome


def folder(path: Path, **tables: str | bytes) -> Path:
    """An interchange folder of these tables."""
    path.mkdir(parents=True)
    for table, content in tables.items():
        data = content.encode() if isinstance(content, str) else content
        (path / f"{table}.csv").write_bytes(data)
    return path


Attempt = Callable[..., Outcome]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.csv", b"hello\nworld\n"),
        ("empty.csv", b""),
        ("empty.xlsx", b""),
        ("program.bin", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40),
        ("program.csv", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("letter.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ],
)
def test_a_file_that_is_no_list(attempt: Attempt, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refused(attempt(path), name)


def test_a_folder_without_tables(attempt: Attempt, tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("nothing here")
    refused(attempt(tmp_path), tmp_path.name)


def test_a_missing_path(attempt: Attempt, tmp_path: Path) -> None:
    refused(attempt(tmp_path / "absent.csv"), "absent.csv")


def test_one_missing_path_among_good_ones_imports_nothing(attempt: Attempt, tmp_path: Path) -> None:
    good = folder(tmp_path / "good", items=HEADER + ROW)
    refused(attempt(good, tmp_path / "absent.csv"), "absent.csv")


def test_no_path_at_all_is_a_usage_error(attempt: Attempt) -> None:
    refused(attempt(), "PATH", code=2)


@pytest.mark.parametrize(
    "content",
    [b"\0" * 5000, b"PAR1", b"PAR1" + b"x" * 5000 + b"PAR1", b"PAR1" + b"\xff" * 64 + b"\xf0\0\0\0PAR1", b""],
)
def test_a_parquet_file_that_is_none(attempt: Attempt, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "items.parquet").write_bytes(content)
    refused(attempt(tmp_path), "items.parquet")


@pytest.mark.parametrize("rows_before", [0, 100_000])
def test_a_nul_in_a_table(attempt: Attempt, tmp_path: Path, rows_before: int) -> None:
    rows = "".join(f"E01,C1,R{n},invoice,2026-01-10,5.00\n" for n in range(rows_before))
    path = folder(tmp_path / "nul", items=HEADER + rows + "E01,C\0 1,I2,invoice,2026-01-10,5.00\n")
    refused(attempt(path), "items.csv", "not text")


@pytest.mark.parametrize("head_line", [HEADER, ""])
def test_two_gigabytes_of_one_line(attempt: Attempt, tmp_path: Path, head_line: str) -> None:
    path = folder(tmp_path / "sparse", items=head_line)
    os.truncate(path / "items.csv", 2 << 30)
    refused(attempt(path), "items.csv")
    (path / "items.csv").rename(tmp_path / "list.csv")
    refused(attempt(tmp_path / "list.csv"), "list.csv")


def test_a_line_without_end_after_good_ones(attempt: Attempt, tmp_path: Path) -> None:
    path = folder(tmp_path / "endless", items=HEADER + ROW + "x" * (50 << 20))
    refused(attempt(path), "items.csv", "line 3 is over a million characters")


@pytest.mark.parametrize("name", ["items.csv", "list.csv"])
def test_a_million_columns(attempt: Attempt, tmp_path: Path, name: str) -> None:
    wide = HEADER.rstrip() + "".join(f",c{n}" for n in range(1_000_000))
    (tmp_path / name).write_text(wide + "\n" + ROW)
    refused(attempt(tmp_path / name), name)


def test_a_quote_that_swallows_the_file(attempt: Attempt, tmp_path: Path) -> None:
    rows = "".join(f"E01,C1,R{n},invoice,2026-01-10,5.00\n" for n in range(100_000))
    path = folder(tmp_path / "quote", items=HEADER + 'E01,"C1,I2,invoice,2026-01-10,5.00\n' + rows)
    outcome = attempt(path, "--dry-run")
    assert outcome.code == 1
    assert "items.csv:2: the line is not well formed" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_table_without_its_key(attempt: Attempt, tmp_path: Path) -> None:
    path = folder(tmp_path / "keyless", items="entity,customer,amount\nE01,C1,5.00\n")
    refused(attempt(path), "items.csv has no column item")


def test_a_column_twice(attempt: Attempt, tmp_path: Path) -> None:
    path = folder(tmp_path / "twice", items="entity,entity,customer,item\nE01,E02,C1,I2\n")
    refused(attempt(path), "entity stands twice")


def test_a_table_in_another_encoding(attempt: Attempt, tmp_path: Path) -> None:
    path = folder(
        tmp_path / "latin", entities="entity,name,raison_soci\xe9t\xe9\nE01,A,B\n".encode("latin-1")
    )
    refused(attempt(path), "entities.csv", "UTF-8")


def test_every_line_bad_tells_the_first_ones_then_refuses(attempt: Attempt, tmp_path: Path) -> None:
    rows = "".join(f"E01,C1,R{n},invoice,2026-02-30,abc\n" for n in range(50))
    outcome = attempt(folder(tmp_path / "bad", items=HEADER + rows))
    *problems, last = outcome.err.splitlines()
    assert outcome.code == 1
    assert len(problems) == 21
    assert "items.csv:2: posting_date" in problems[0]
    assert last == "encours: No line could be imported out of 50. Correct the file and import it again."


def test_two_files_for_the_same_table(attempt: Attempt, tmp_path: Path) -> None:
    paths = [folder(tmp_path / name, items=HEADER + ROW) for name in ("first", "second")]
    refused(attempt(*paths), "items", "twice")
    (tmp_path / "first" / "items.parquet").write_bytes(b"PAR1")
    refused(attempt(tmp_path / "first"), "items.csv", "items.parquet", "twice")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """An honest spreadsheet, to be spoilt."""
    book = openpyxl.Workbook()
    book.active.append(["customer", "document", "posting_date", "amount"])
    book.save(tmp_path / "honest.xlsx")
    return tmp_path / "honest.xlsx"


def spoilt(source: Path, path: Path, before: bytes = b"", after: bytes = b"") -> Path:
    """The spreadsheet with bytes put before or after the content of its sheet."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, before + data + after if name.endswith("sheet1.xml") else data)
    return path


def test_a_zip_bomb(attempt: Attempt, tmp_path: Path, workbook: Path) -> None:
    path = spoilt(workbook, tmp_path / "bomb.xlsx", after=b" " * (300 << 20))
    assert path.stat().st_size < 1 << 20
    refused(attempt(path), "bomb.xlsx")


def test_xml_entities(attempt: Attempt, tmp_path: Path, workbook: Path) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    refused(attempt(spoilt(workbook, tmp_path / "laugh.xlsx", before=entity)), "laugh.xlsx")


def test_a_spreadsheet_cut_short(attempt: Attempt, tmp_path: Path, workbook: Path) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes(workbook.read_bytes()[:2000])
    refused(attempt(path), "cut.xlsx")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read(attempt: Attempt, tmp_path: Path) -> None:
    path = folder(tmp_path / "locked", items=HEADER + ROW) / "items.csv"
    path.chmod(0)
    refused(attempt(path), "items.csv")


@pytest.mark.parametrize("place", ["device", "pipe", "loop"])
def test_things_that_are_not_files(attempt: Attempt, tmp_path: Path, place: str) -> None:
    path = tmp_path / "items.csv"
    match place:
        case "device":
            path = Path("/dev/zero")
        case "pipe":
            os.mkfifo(path)
        case "loop":
            path.symlink_to(path)
    refused(attempt(path), path.name)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "nope"), "There is no format nope"),
        (("--snapshot", "2026-02-30"), "not a date"),
        (("--date-order", "abc"), "--date-order"),
        (("--nope",), "--nope"),
    ],
)
def test_options_that_make_no_sense(
    attempt: Attempt, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    refused(attempt(folder(tmp_path / "good", items=HEADER + ROW), *arguments), words, code=2)


def test_a_mapping_that_is_none(attempt: Attempt, tmp_path: Path) -> None:
    good = folder(tmp_path / "good", items=HEADER + ROW)
    (tmp_path / "map.toml").write_text("= not toml")
    refused(attempt(good, "--map", tmp_path / "map.toml"), "map.toml")
    refused(attempt(good, "--map", tmp_path / "absent.toml"), "absent.toml")


def test_a_data_folder_that_is_a_file(tmp_path: Path, attempt: Attempt) -> None:
    good = folder(tmp_path / "good", items=HEADER + ROW)
    (tmp_path / "file").write_text("")
    refused(attempt(good, "--home", tmp_path / "file"), "file")


def test_quotes_accents_and_spaces_in_a_name_are_no_trouble(attempt: Attempt, tmp_path: Path) -> None:
    path = folder(tmp_path / 'l\'été "2026"; DROP TABLE items --', items=HEADER + ROW)
    outcome = attempt(path, "--dry-run")
    assert outcome.code == 0, outcome
    assert "1 new" in outcome.out
    outcome = attempt(path / "items.csv", "--dry-run", "--home", tmp_path / "it's another home")
    assert outcome.code == 0, outcome
