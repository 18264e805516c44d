"""Spreadsheets keep codes, numbers and dates apart, and say which formulas have no value."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from encours.errors import DataError
from encours.importers.sheet import Number, Uncached, is_sheet, open_sheets


def saved(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def cells(path: Path) -> list[list[str]]:
    return [row for _number, row in next(open_sheets(path)).rows()]


def test_codes_keep_their_zeros_and_numbers_lose_their_point(tmp_path: Path) -> None:
    [row] = cells(saved(tmp_path / "a.xlsx", ["00345", 345.0, 12.5, 0.1 + 0.2, 1e14, True]))
    assert row == ["00345", "345", "12.5", "0.3", "100000000000000", "true"]
    assert [isinstance(cell, Number) for cell in row] == [False, True, True, True, True, False]


def test_dates_are_iso_with_their_time_when_they_have_one(tmp_path: Path) -> None:
    [row] = cells(saved(tmp_path / "a.xlsx", [date(2024, 1, 2), datetime(2024, 1, 2, 3, 4)]))  # noqa: DTZ001
    assert row == ["2024-01-02", "2024-01-02 03:04:00"]


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B3"] = "here"
    book.save(tmp_path / "a.xlsx")
    rows = list(next(open_sheets(tmp_path / "a.xlsx")).rows())
    assert rows[-1] == (3, ["here"])


def test_a_formula_without_a_stored_value_is_not_an_empty_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B2"], book.active["C2"], book.active["B4"] = 1, "=B2+1", "=1"
    book.save(tmp_path / "a.xlsx")
    rows = dict(next(open_sheets(tmp_path / "a.xlsx")).rows())
    assert rows[2][0] == "1"
    assert isinstance(rows[2][1], Uncached)
    assert isinstance(rows[4][0], Uncached)


def test_a_formula_with_a_stored_value_is_its_value(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '=IF(1,"yes")', None, "yes")
    assert cells(tmp_path / "a.xlsx") == [["2", "yes"]]


def test_hidden_sheets_are_read_only_when_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Data"
    book.active.append(["shown"])
    book.create_sheet("Secret").append(["hidden"])
    book["Secret"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in open_sheets(tmp_path / "a.xlsx")] == ["Data"]
    assert [sheet.name for sheet in open_sheets(tmp_path / "a.xlsx", "Secret")] == ["Secret"]
    with pytest.raises(DataError, match="no sheet Nope: it has Data, Secret"):
        next(open_sheets(tmp_path / "a.xlsx", "Nope"))


def test_the_kind_of_file_is_told_by_its_content(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ["x"]).rename(tmp_path / "a.csv")
    assert is_sheet(path)
    text = tmp_path / "b.xlsx"
    text.write_text("a;b\n1;2\n")
    assert not is_sheet(text)
