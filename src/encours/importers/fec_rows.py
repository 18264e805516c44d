"""The lines of a FEC as rows of its columns: quotes taken off, a separator left inside a text put back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

from encours.errors import DataError, Problem
from encours.i18n import _
from encours.importers.fec_cells import Amounts, Days, balance_reader
from encours.importers.fec_columns import DATES, FREE_TEXT, NEEDED, Layout
from encours.importers.text import TextFile

MOST_PROBLEMS = 10_000


@dataclass(slots=True)
class Refusals:
    """What could not be read in one file. A file that is wrong from end to end is refused as a whole."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, column: str, message: str) -> None:
        """Refuse a line; DataError when there are more than ten thousand."""
        self.problems.append(Problem(self.file, line, column, message))
        if len(self.problems) > MOST_PROBLEMS:
            raise DataError(
                _("More than {count} lines cannot be read, the first: {problem}. Check the export.").format(
                    count=MOST_PROBLEMS, problem=self.problems[0]
                )
            )


@dataclass(frozen=True, slots=True)
class Cells:
    """How the cells of one file are read."""

    layout: Layout
    amounts: Amounts
    days: Days

    def fault(self, row: list[str]) -> tuple[str, str] | None:
        """The first field of the row that cannot be read and why; None when all can."""
        if not row[self.layout.at["account"]].strip():
            return "account", _("the account is missing")
        for name in (name for name in DATES if name in self.layout.at):
            try:
                day = self.days(row[self.layout.at[name]])
            except ValueError as error:
                return name, _("{reason} (expected such as 20240131)").format(reason=error)
            if day is None and name == "date":
                return name, _("the date is missing (expected such as 20240131)")
        return self._amount_fault(row)

    def _amount_fault(self, row: list[str]) -> tuple[str, str] | None:
        for name in (name for name in ("debit", "credit", "amount") if name in self.layout.at):
            try:
                self.amounts(row[self.layout.at[name]])
            except ValueError as error:
                return name, str(error)
        try:
            balance_reader(self.layout, self.amounts)(row)
        except ValueError as error:
            return "side", str(error)
        return None


def read_rows(file: TextFile, cells: Cells, refusals: Refusals) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line under the header, blank lines passed over; the rest is refused."""
    layout = cells.layout
    separator, width, start = layout.separator, len(layout.headings), layout.start
    for number, text in file.lines():
        if number <= start:
            continue
        row = text.split(separator)
        if len(row) != width or '"' in text:
            if not text.strip():
                continue
            mended = _mended(text, row, cells)
            if mended is None:
                refusals.add(number, "", _miscounted(len(row), width))
                continue
            row = mended
        yield number, row


def _mended(text: str, row: list[str], cells: Cells) -> list[str] | None:
    width = len(cells.layout.headings)
    row = _unquoted(text, row, cells.layout.separator, width)
    while len(row) > width and not row[-1].strip():
        row.pop()
    if len(row) < width:
        return _filled_up(row, cells)
    return _put_back(row, cells) if len(row) > width else row


def _unquoted(text: str, row: list[str], separator: str, width: int) -> list[str]:
    """Quotes are taken off where they enclose cells; an inch mark inside a text stays."""
    if not any(cell.startswith('"') for cell in row):
        return row
    try:
        parsed = next(csv.reader([text], delimiter=separator))
    except csv.Error:
        return row
    return parsed if len(parsed) == width else row


def _filled_up(row: list[str], cells: Cells) -> list[str] | None:
    """Empty columns missing at the end of the line, as long as the amounts are there."""
    layout = cells.layout
    last = max(
        layout.at[name] for name in (*NEEDED, "debit", "credit", "amount", "side") if name in layout.at
    )
    if len(row) <= last:
        return None
    row = row + [""] * (len(layout.headings) - len(row))
    return row if cells.fault(row) is None else None


def _put_back(row: list[str], cells: Cells) -> list[str] | None:
    """The surplus separators back in their text, when one choice only leaves every cell readable."""
    layout, surplus = cells.layout, len(row) - len(cells.layout.headings)
    possible = []
    for name in (name for name in FREE_TEXT if name in layout.at):
        at = layout.at[name]
        text = layout.separator.join(row[at : at + surplus + 1])
        candidate = [*row[:at], text, *row[at + surplus + 1 :]]
        if candidate[layout.at["account"]].strip()[:1].isdigit() and cells.fault(candidate) is None:
            possible.append(candidate)
    return possible[0] if len(possible) == 1 else None


def _miscounted(found: int, width: int) -> str:
    return _("{found} columns where the header has {width}: a separator inside a text, or a cut line").format(
        found=found, width=width
    )
