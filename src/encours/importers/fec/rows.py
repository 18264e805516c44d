"""The lines of a FEC as rows of its columns: quotes taken off, a separator left inside a text put back."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from encours.errors import DataError, Problem
from encours.importers.fec.cells import Amounts, Days, balance_reader
from encours.importers.fec.columns import DATES, FREE_TEXT, NEEDED, Layout
from encours.importers.text import TextFile
from encours.said import _, reason

MOST_PROBLEMS = 10_000

_AMOUNT = re.compile(r"-?\d+[.,]\d+")


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
                return name, _("{reason} (expected such as 20240131)").format(reason=reason(error))
            if day is None and name == "date":
                return name, _("the date is missing (expected such as 20240131)")
        return self._amount_fault(row)

    def _amount_fault(self, row: list[str]) -> tuple[str, str] | None:
        for name in (name for name in ("debit", "credit", "amount") if name in self.layout.at):
            try:
                self.amounts(row[self.layout.at[name]])
            except ValueError as error:
                return name, reason(error)
        try:
            balance_reader(self.layout, self.amounts)(row)
        except ValueError as error:
            return "side", reason(error)
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
    """The row without its surplus of separators, when it fits the columns in one way only.

    They stand in one of the texts, or at the end of the line.
    """
    layout, width = cells.layout, len(cells.layout.headings)
    surplus = len(row) - width
    candidates = [] if "".join(row[width:]).strip() else [row[:width]]
    for at in (layout.at[name] for name in FREE_TEXT if name in layout.at):
        text = layout.separator.join(row[at : at + surplus + 1])
        candidates.append([*row[:at], text, *row[at + surplus + 1 :]])
    plausible = [candidate for candidate in candidates if _plausible(candidate, cells)]
    return plausible[0] if len(plausible) == 1 else None


def _plausible(row: list[str], cells: Cells) -> bool:
    """Whether each cell could be what its column says: an amount on one side, and none among the letters."""
    at = cells.layout.at
    if not row[at["account"]].strip()[:1].isdigit() or cells.fault(row) is not None:
        return False
    debit, credit = balance_reader(cells.layout, cells.amounts)(row)
    letter = row[at["letter"]] if "letter" in at else ""
    return (debit == 0) != (credit == 0) and not _AMOUNT.fullmatch(letter.strip())


def _miscounted(found: int, width: int) -> str:
    return _("{found} columns where the header has {width}: a separator inside a text, or a cut line").format(
        found=found, width=width
    )
