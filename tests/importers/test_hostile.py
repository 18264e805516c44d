"""Files made to harm, or simply broken, end in a clear refusal, quickly and in bounded memory."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from encours.book.reading import Known, Options
from encours.errors import DataError
from encours.importers.flat.importer import FLAT

HEADER = "customer,document,posting_date,amount\n"
READ = """
import re, sys
from pathlib import Path
from encours.book.reading import Known, Options
from encours.errors import DataError
from encours.importers.flat.importer import FLAT
try:
    FLAT.read([Path(sys.argv[1])], Options(), Known())
except DataError as error:
    peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
    print(int(peak[1]) // 1024, error)
"""


def refusal(path: Path) -> str:
    """The message that refuses the file."""
    with pytest.raises(DataError) as error:
        FLAT.read([path], Options(), Known())
    return str(error.value)


def bounded_refusal(path: Path) -> str:
    """The message that refuses the file, once a fresh process has given it within 300 MB where the system tells."""
    if not Path("/proc/self/status").exists():
        return refusal(path)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=300, check=True
    )
    assert done.stdout, "it was not refused"
    megabytes, message = done.stdout.split(" ", 1)
    assert int(megabytes) < 300
    return message.strip()


def test_a_missing_file(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "absent.xlsx")


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b" "])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    assert "is empty" in refusal(path)


@pytest.mark.parametrize(
    "content", [b"\x7fELF\x02\x01\x01\0\0\0", b"a;b\n1;\0\n", HEADER.encode() + b"A,1\0,x,y\n"]
)
def test_a_binary_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "binary.txt"
    path.write_bytes(content)
    assert "NUL" in refusal(path)


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"\x89PNG\r\n", b"\x1f\x8b\x08\n"])
def test_a_file_of_another_kind_is_named(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "other.txt"
    path.write_bytes(start)
    assert "not a text file" in refusal(path)


def test_two_gigabytes_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sparse.txt"
    with path.open("wb") as stream:
        stream.truncate(2 << 30)
    assert "NUL" in bounded_refusal(path)


def test_a_line_without_end_after_a_good_header(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as stream:
        stream.write(HEADER.encode())
        for _ in range(64):
            stream.write(b"x" * (1 << 20))
    assert "line over 1 MiB" in bounded_refusal(path)


def test_ten_million_columns(tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    path.write_bytes(b"customer,amount,date" + b"," * 10_000_000 + b"\n")
    assert "line over 1 MiB" in bounded_refusal(path)


def test_a_thousand_and_one_columns(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("customer,amount,posting_date" + "," * 998 + "\n")
    assert "1000 columns" in refusal(path)


def test_a_quote_that_swallows_the_file(tmp_path: Path) -> None:
    path = tmp_path / "quote.csv"
    path.write_text(HEADER + 'A,"1,2024-01-31,5.00\n' + "A,2,2024-01-31,5.00\n" * 20)
    assert "line 2 is not closed" in refusal(path)
    path.write_text(HEADER + 'A,"1,2024-01-31,5.00\n' + "A,2,2024-01-31,5.00\n" * 200_000)
    assert "line 2 is not closed" in bounded_refusal(path)


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["customer", "amount", "posting_date"])
    book.save(path)
    return path


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    source = zipfile.ZipFile(workbook(path.with_suffix(".source.xlsx")))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, change(name, source.read(name)))
    return path


def sheet(rows: str) -> Callable[[str, bytes], bytes]:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return lambda name, data: xml.encode() if name.endswith("sheet1.xml") else data


def test_a_zip_bomb(tmp_path: Path) -> None:
    filler = b" " * (200 << 20)
    path = rewritten(tmp_path / "bomb.xlsx", lambda n, d: d + filler if n.endswith("sheet1.xml") else d)
    assert "absurd size" in bounded_refusal(path)


def test_an_archive_of_too_many_parts(tmp_path: Path) -> None:
    path = workbook(tmp_path / "parts.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for index in range(10_001):
            archive.writestr(f"xl/media/{index}.txt", b"")
    assert "absurd size" in refusal(path)


def test_a_small_workbook_whose_cells_share_a_long_text(tmp_path: Path) -> None:
    """Two hundred kilobytes that open to two gigabytes: each cell has a copy of its own."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
        for n in range(1, 20_001)
    )
    path = rewritten(tmp_path / "shared.xlsx", sheet(cells))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}"><si><t>{"x" * 30_000}</t></si></sst>')
    assert "1 GB of memory" in bounded_refusal(path)


def test_a_wide_workbook_of_few_cells_in_each_row(tmp_path: Path) -> None:
    """Each row spans fifty columns and fills two: what is opened is the rectangle."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="AX{n}"><v>1</v></c></row>' for n in range(1, 700_001)
    )
    assert "1 GB of memory" in bounded_refusal(rewritten(tmp_path / "wide.xlsx", sheet(cells)))


def test_an_open_document_whose_text_is_repeated(tmp_path: Path) -> None:
    path = tmp_path / "repeated.ods"
    text = f"<text:p>{'x' * 5_000}</text:p>"
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="500">'
        f"{text}</table:table-cell>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<x><table:table-row table:number-rows-repeated="1000">{cell}</table:table-row></x>',
        )
    assert "1 GB of memory" in bounded_refusal(path)


def test_two_cells_at_the_ends_of_a_sheet(tmp_path: Path) -> None:
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{0}1048576"><v>2</v></c></row>'
    for column in ("XFD", "ALL", "Z"):
        path = rewritten(tmp_path / "corners.xlsx", sheet(corners.format(column)))
        assert "far more cells" in bounded_refusal(path)


def test_the_same_with_other_quotes_spaces_and_prefixes(tmp_path: Path) -> None:
    for cell in ("<c s='1' r='XFD1048576'>", '<c r = "XFD1048576" >', '<c\nr="XFD1048576">'):
        rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{cell}<v>2</v></c></row>'
        assert "far more cells" in refusal(rewritten(tmp_path / "corners.xlsx", sheet(rows)))


def test_a_repeated_cell_that_fills_an_open_document(tmp_path: Path) -> None:
    path = tmp_path / "repeated.ods"
    cell = (
        '<table:table-cell table:number-columns-repeated="900" office:value-type="float" office:value="1"/>'
    )
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content>{row}</office:document-content>")
    assert "1 GB of memory" in bounded_refusal(path)


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 999), (1_048_575, 16_383), (0, 1_000)])
def test_the_same_in_a_binary_spreadsheet(tmp_path: Path, row: int, column: int) -> None:
    path = tmp_path / "corners.xlsb"
    first = b"\x00\x04" + (0).to_bytes(4, "little") + b"\x05\x0c" + bytes(12)
    last = b"\x00\x04" + row.to_bytes(4, "little") + b"\x05\x0c" + column.to_bytes(4, "little") + bytes(8)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
        archive.writestr("xl/worksheets/sheet1.bin", first + last)
    assert "far more cells" in refusal(path)


def test_a_sheet_that_claims_to_be_immense(tmp_path: Path) -> None:
    claim = '<dimension ref="A1:XFD1048576"/>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    path = rewritten(tmp_path / "claim.xlsx", sheet(rows))
    path = rewritten(
        path, lambda n, d: sheet(rows)(n, d).replace(b"<sheetData>", claim.encode() + b"<sheetData>")
    )
    assert "no header row" in bounded_refusal(path)


def test_entities_in_any_part(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'
    for part in ("workbook.xml", "styles.xml", "sheet1.xml"):
        path = rewritten(tmp_path / "laugh.xlsx", lambda n, d, p=part: bomb + d if n.endswith(p) else d)
        assert "entities" in refusal(path)


def test_a_truncated_spreadsheet(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx").read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refusal(path)


def test_an_archive_that_is_no_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "archive.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "spreadsheet or zip archive" in refusal(path)


def test_a_password(tmp_path: Path) -> None:
    path = workbook(tmp_path / "locked.xlsx")
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + flags] |= 1
            start = data.find(signature, start + 4)
    path.write_bytes(bytes(data))
    assert "password" in refusal(path)


def test_a_spreadsheet_under_a_text_name_is_read_all_the_same(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.csv")
    assert FLAT.recognises(path)
    assert FLAT.read([path], Options(), Known(entities=("MAIN",))).read == 0


def test_many_faulty_lines_are_capped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "faulty.csv"
    path.write_text(HEADER + "A,1,2024-01-31,x\n" * 10_050)
    problems = FLAT.read([path], Options(), Known()).problems
    assert len(problems) == 10_001
    assert problems[-1].line == 0
    assert "50 more lines" in problems[-1].message


def test_a_text_that_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "text.csv"
    path.write_text("hello\nworld\n")
    assert not FLAT.recognises(path)
    assert "no header row" in refusal(path)
