"""A workbook read back: its cells as people see them, and its formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from encours.api import OpenBook
from encours.reports.workbook import write_workbook

SUM = re.compile(r"=SUM\(([A-Z]+\d+):([A-Z]+\d+)\)")


@dataclass(frozen=True)
class Written:
    """The same file twice: values as stored, formulas as written."""

    path: Path
    values: Any
    formulas: Any

    def sheet(self, number: int) -> Worksheet:
        sheet: Worksheet = self.values.worksheets[number]
        return sheet

    def texts(self, number: int) -> list[str]:
        return [str(cell.value) for cell in cells(self.sheet(number)) if isinstance(cell.value, str)]

    def line(self, number: int, label: object, column: int = 2) -> list[Any]:
        """The first row of a sheet whose label is that one, without its empty cells."""
        for row in self.sheet(number).iter_rows(values_only=True):
            if plain(row[column - 1]) == label:
                return [plain(value) for value in row[column:] if value is not None]
        raise AssertionError(f"no line {label} in sheet {number}")

    def checks(self) -> list[tuple[str, str, str]]:
        """Every control: sheet, value, formula."""
        return [
            (sheet.title, str(self.values[sheet.title][cell.coordinate].value), cell.value)
            for sheet in self.formulas.worksheets
            for cell in cells(sheet)
            if isinstance(cell.value, str) and cell.value.startswith("=IF(ROUND(")
        ]

    def sums(self) -> Iterator[tuple[str, Any, Any]]:
        """Every total: its place, the value stored, the sum of the values stored in the cells it names."""
        for sheet in self.formulas.worksheets:
            for cell in cells(sheet):
                found = SUM.fullmatch(str(cell.value))
                if found:
                    shown = self.values[sheet.title]
                    parts = [part.value for row in shown[f"{found[1]}:{found[2]}"] for part in row]
                    total = sum(part for part in parts if isinstance(part, int | float))
                    yield f"{sheet.title}!{cell.coordinate}", shown[cell.coordinate].value, total


def plain(value: Any) -> Any:
    """Dates as dates: a spreadsheet knows instants only."""
    return value.date() if isinstance(value, datetime) else value


def cells(sheet: Worksheet) -> Iterator[Any]:
    for row in sheet.iter_rows():
        yield from row


def written(book: OpenBook, folder: Path, as_of: date | None = None, **asked: Any) -> Written:
    path = folder / "book.xlsx"
    write_workbook(book, path, as_of, **{"lang": "en", **asked})
    return read(path)


def read(path: Path) -> Written:
    return Written(path, load_workbook(path, data_only=True, rich_text=False), load_workbook(path))


def grid(sheet: Any) -> list[list[Any]]:
    """The cells of the table of a sheet of rows, its headings first, without what stands above and the total below."""
    return [list(line) for line in sheet[sheet.auto_filter.ref]]
