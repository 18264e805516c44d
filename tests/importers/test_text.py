"""A text file is opened in the encoding its bytes prove, and read line by line whatever ends its lines."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from encours.book.reading import Known, Options
from encours.errors import DataError
from encours.importers.catalogue import choose
from encours.importers.tabular_csv import records
from encours.importers.text import LONGEST_CELL, LONGEST_LINE, open_text

FRENCH = "Société;Échéance\nNoël;12,50\n"


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("codec", "extra", "expected"),
    [
        ("utf-8", "", "utf-8"),
        ("utf-8-sig", "", "utf-8-sig"),
        ("utf-16", "", "utf-16"),
        ("cp1252", "5 €\n", "cp1252"),
        ("cp1252", "", "iso-8859-15"),
        ("iso-8859-15", "5 €\n", "iso-8859-15"),
    ],
)
def test_the_encoding_is_proved_by_the_bytes(tmp_path: Path, codec: str, extra: str, expected: str) -> None:
    file = open_text(written(tmp_path, (FRENCH + extra).encode(codec)))
    assert file.encoding == expected
    assert [line for _number, line in file.lines()] == (FRENCH + extra).splitlines()
    assert file.head == tuple((FRENCH + extra).splitlines())


def test_one_accent_beyond_the_first_mebibyte_still_decides(tmp_path: Path) -> None:
    content = b"a;b\n" * 400_000 + "é\n".encode("cp1252")
    assert open_text(written(tmp_path, content)).encoding == "iso-8859-15"
    content = b"a;b\n" * 262_143 + b"a;b" + "é\n".encode()  # its two bytes straddle the blocks
    assert open_text(written(tmp_path, content)).encoding == "utf-8"


def test_a_truncated_accent_at_the_end_is_not_utf_8(tmp_path: Path) -> None:
    assert open_text(written(tmp_path, b"a;b\nNo\xc3")).encoding == "iso-8859-15"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_line_end_is_one_line(tmp_path: Path, end: bytes) -> None:
    file = open_text(written(tmp_path, end.join([b"a", b"", b"b"]) + end))
    assert list(file.lines()) == [(1, "a"), (2, ""), (3, "b")]


def test_signs_that_only_look_like_line_ends_do_not_cut_lines(tmp_path: Path) -> None:
    file = open_text(written(tmp_path, "a\x0bb\x0c\u2028c\u0085d\ne\n".encode()))
    assert len(list(file.lines())) == 2


def test_the_head_stops_at_sixty_lines(tmp_path: Path) -> None:
    assert len(open_text(written(tmp_path, b"a;b\n" * 100)).head) == 60


@pytest.mark.parametrize("over", [0, 1])
def test_a_line_may_be_one_mebibyte_and_no_more(tmp_path: Path, over: int) -> None:
    file = open_text(written(tmp_path, b"a;b\n" * 100 + b"x" * (LONGEST_LINE + over) + b"\n"))
    if over:
        with pytest.raises(DataError, match="over 1 MiB"):
            list(file.lines())
    else:
        assert len(list(file.lines())) == 101


@pytest.mark.parametrize("size", [LONGEST_CELL + 1, 1_000_000, LONGEST_LINE + 10])
def test_a_cell_that_no_list_has_is_told_with_its_place_and_size(tmp_path: Path, size: int) -> None:
    head = "Code client;Nom client;N° facture;Type;Date facture;Échéance;Montant TTC\n"
    row = f"C2;{'x' * size};F2;FA;15/01/2026;15/02/2026;1 000,00\n"
    path = written(tmp_path, (head + row).encode())
    with pytest.raises(DataError) as refused:
        choose(path).read([path], Options(entity="F"), Known())
    assert f"the cell of line 2, column 2 has {size} characters" in str(refused.value)


def test_a_workbook_holds_no_longer_one_either(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    heads = ["Code client", "Nom client", "N° facture", "Type", "Date facture", "Échéance", "Montant TTC"]
    book = Workbook()
    book.active.append(heads)
    book.active.append(["C2", "LONG", "F2", "FA", "15/01/2026", "15/02/2026", "1000,00"])
    book.save(tmp_path / "short.xlsx")
    with ZipFile(tmp_path / "short.xlsx") as short, ZipFile(path, "w") as long:
        for part in short.infolist():
            long.writestr(part.filename, short.read(part).replace(b"LONG", b"xy z" * 250_000))
    with pytest.raises(DataError, match="the cell of line 2, column 2 has 1000000 characters"):
        choose(path).read([path], Options(entity="F"), Known())


def test_a_long_cell_that_is_a_text_is_read(tmp_path: Path) -> None:
    file = open_text(written(tmp_path, b"a;b\n1;" + b"x" * LONGEST_CELL + b"\n"))
    assert [len(cells[1]) for _line, cells in records(file, ";")] == [1, LONGEST_CELL]


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "é\n".encode("cp1252"))
    for encoding in ("utf-8", "no-such-encoding"):
        with pytest.raises(DataError, match="cannot be read"):
            open_text(path, encoding)


@given(
    lines=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=30), max_size=80
    )
)
def test_lines_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("text") / "list.txt"
    path.write_bytes(("first\n" + "".join(line + "\n" for line in lines)).encode())
    assert [line for _number, line in open_text(path).lines()] == ["first", *lines]
