"""What stands in a file where something is wrong: the cell named, or the line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from encours.errors import DataError
from encours.importers.sheet import is_sheet, open_sheets
from encours.importers.text import open_text

Place = tuple[str, int, str]  # file, line from 1, header of the column
MOST, LONGEST, HEADER_ROWS = 10_000, 80, 60
SEPARATORS = ("\t", ";", "|", ",")


def values_at(paths: Sequence[Path], places: Sequence[Place]) -> list[str]:
    """For each place, the cell of that column or else the line, cut short; "" where it cannot be told."""
    found: dict[Place, str] = {}
    for path in paths:
        wanted = [place for place in places[:MOST] if place[0] == path.name and place[1]]
        if wanted:
            with suppress(DataError, OSError):
                found.update(_of(path, wanted))
    return [found.get(place, "") for place in places]


def _of(path: Path, wanted: Sequence[Place]) -> dict[Place, str]:
    lines = {line for _file, line, _column in wanted}
    columns = {column for _file, _line, column in wanted if column}
    at: dict[str, int] = {}
    cells: dict[int, list[str]] = {}
    for line, row in islice(_rows(path), max(lines)):
        if line <= HEADER_ROWS:
            at.update(
                {header.strip(): place for place, header in enumerate(row) if header.strip() in columns}
            )
        if line in lines:
            cells[line] = row
    return {place: _value(cells.get(place[1], []), at.get(place[2])) for place in wanted}


def _value(row: Sequence[str], place: int | None) -> str:
    if place is not None:
        return row[place].strip()[:LONGEST] if place < len(row) else ""
    return " · ".join(cell.strip() for cell in row if cell.strip())[:LONGEST]


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells. A text is cut at its most frequent separator, line by line."""
    if path.suffix == ".parquet":
        return
    if is_sheet(path):
        for sheet in islice(open_sheets(path), 1):
            yield from ((line, [str(cell) for cell in row]) for line, row in sheet.rows())
        return
    file = open_text(path)
    separator = max(SEPARATORS, key=lambda mark: sum(line.count(mark) for line in file.head))
    for line, text in file.lines():
        with suppress(csv.Error):
            yield line, next(csv.reader([text], delimiter=separator), [])
