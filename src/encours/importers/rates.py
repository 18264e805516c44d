"""Exchange rates: the history file of the European Central Bank, and any list of date, currency and rate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from encours.book.codes import currency_fault
from encours.book.reading import Known, Options, Reading, RowsTable
from encours.errors import DataError, Problem, option
from encours.i18n import mark
from encours.importers import values
from encours.importers.contract import USUAL_BYTES
from encours.importers.rates_file import Grid, find_grid, looks_like_rates, open_rates, start_of
from encours.importers.text import TextFile
from encours.money.currencies import is_currency
from encours.said import _, reason, several

SCALE = 9
LARGEST_RATE = Decimal(10) ** 15
_SMALLEST = Decimal(1).scaleb(-SCALE)
_PLAIN = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?")
MOST_PROBLEMS = 10_000
_ABSENT = {"", "N/A", "NA", "-", "n.d."}


@dataclass(slots=True)
class _Rows:
    """Rates read from one file, column by column, and what was refused."""

    file: str
    dates: list[date] = field(default_factory=list)
    currencies: list[str] = field(default_factory=list)
    rates: list[Decimal] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: int = 0

    def refuse(self, line: int, column: str, reason: str) -> None:
        self.problems.append(Problem(self.file, line, column, reason))
        if len(self.problems) > MOST_PROBLEMS:
            raise DataError(
                _("More than {count} rates cannot be read, the first: {problem}. Check the export.").format(
                    count=MOST_PROBLEMS, problem=self.problems[0]
                )
            )


class Rates:
    """Reads rates as the ECB gives them: units of a currency for one euro.

    Two shapes: a column per currency (`Date,USD,JPY,…`, also zipped as the ECB publishes it), or one rate a
    line under headings such as date, currency, rate (devise, taux, cours…).
    """

    name = "rates"
    label = mark("Exchange rates")
    about = mark(
        "Exchange rates: the history file of the European Central Bank (also zipped), or date, currency, rate"
    )
    options: tuple[str, ...] = ("date_order",)
    whole: int | None = USUAL_BYTES

    def recognises(self, path: Path) -> bool:
        """Whether the first line names a date and currencies, or a date, a currency and a rate."""
        return looks_like_rates(start_of(path))

    def read(self, paths: Sequence[Path], options: Options, known: Known) -> Reading:
        """The rates of all the files; DataError when one holds none or cannot be opened."""
        found = [_read(path, options.date_order) for path in paths]
        return Reading(
            format=self.name,
            tables={"rates": _table(found)},
            problems=[problem for rows in found for problem in rows.problems],
            read=sum(rows.read for rows in found),
        )


RATES = Rates()


def _read(path: Path, date_order: str | None) -> _Rows:
    rows = _Rows(path.name)
    with open_rates(path) as file:
        grid = find_grid(path.name, file.head)
        order = date_order or _date_order(path.name, file, grid)
        mark = _decimal_mark(file, grid)
        for line, row in _lines(file, grid):
            rows.read += 1
            _add(rows, grid, line, row, order, mark)
    if not rows.dates:
        why = f" {rows.problems[0]}" if rows.problems else ""
        raise DataError(_("{file} holds no rate that can be read.{why}").format(file=path.name, why=why))
    return rows


def _lines(file: TextFile, grid: Grid) -> Iterator[tuple[int, list[str]]]:
    return ((line, grid.split(text)) for line, text in file.lines() if line > grid.start and text.strip())


def _date_order(name: str, file: TextFile, grid: Grid) -> str:
    """Decided on the whole column; DataError when it can be read two ways or disagrees with itself."""
    try:
        found = values.date_order(row[grid.date] for _line, row in _lines(file, grid) if len(row) > grid.date)
    except ValueError as error:
        raise DataError(f"{name}: {error}") from error
    if found is None:
        first = next((row[grid.date] for _line, row in _lines(file, grid) if len(row) > grid.date), "")
        raise DataError(
            _("{file}: is {day} day first or month first? Say it with {option}.").format(
                file=name, day=first, option=option("date_order")
            )
        )
    return found


def _decimal_mark(file: TextFile, grid: Grid) -> str:
    """Decided on the first lines, which mostly do, else on all."""
    samples = (grid.split(text) for text in file.head[grid.start :])
    found = values.decimal_mark(_texts(grid, samples))
    found = found or values.decimal_mark(_texts(grid, (row for _line, row in _lines(file, grid))))
    return found or ("." if grid.separator == "," else ",")


def _texts(grid: Grid, rows: Iterable[list[str]]) -> Iterator[str]:
    return (text for row in rows for _currency, _heading, text in grid.quotes(row))


def _add(rows: _Rows, grid: Grid, line: int, row: list[str], order: str, mark: str) -> None:
    if len(row) < grid.needed:
        rows.refuse(
            line,
            "",
            several(
                "the line is cut: {count} column",
                "the line is cut: {count} columns",
            ).format(count=len(row)),
        )
        return
    try:
        day = values.day(row[grid.date], order)
    except ValueError as error:
        rows.refuse(line, grid.headings[grid.date], reason(error))
        return
    for currency, heading, text in grid.quotes(row):
        if text in _ABSENT:
            continue
        try:
            rate = _rate(text, mark)
        except ValueError as error:
            rows.refuse(line, heading, reason(error))
            continue
        if not is_currency(currency):
            rows.refuse(line, heading, currency_fault(currency))
            continue
        rows.dates.append(day)
        rows.currencies.append(currency)
        rows.rates.append(rate)
        rows.lines.append(line)


def _rate(text: str, mark: str) -> Decimal:
    # Two hundred thousand rates are plain numbers, and a history of them is read in a second.
    rate = Decimal(text) if mark == "." and _PLAIN.fullmatch(text) else values.amount(text, mark)
    if rate <= 0:
        raise ValueError(_("not a positive rate: {text}").format(text=text))
    if rate >= LARGEST_RATE:
        raise ValueError(_("rate out of range: {text}").format(text=text))
    if rate != rate.quantize(_SMALLEST):
        raise ValueError(_("more than nine decimals: {text}").format(text=text))
    return rate


def _table(found: Sequence[_Rows]) -> RowsTable:
    columns = {
        "date": pa.array([day for rows in found for day in rows.dates], pa.date32()),
        "currency": pa.array([code for rows in found for code in rows.currencies], pa.string()),
        "rate": pa.array([rate for rows in found for rate in rows.rates], pa.decimal128(38, SCALE)),
        "_file": pa.array([rows.file for rows in found for _day in rows.dates], pa.string()),
        "_line": pa.array([line for rows in found for line in rows.lines], pa.int64()),
    }
    return RowsTable(pa.table(columns))
