"""A list in a file, whatever holds it: its header found among titles, then its columns as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from encours.errors import DataError, option
from encours.importers.headers import plain, recognise
from encours.importers.mapping import FlatMapping
from encours.importers.sheet import Number, Sheet, Uncached, is_sheet, open_sheets
from encours.importers.tabular_csv import SEPARATORS, head, records
from encours.importers.tabular_scan import MAX_COLUMNS
from encours.importers.text import (
    HEAD_LINES,
    TextFile,
    open_text,
    refuse_long_cells,
    refuse_what_is_not_a_file,
)
from encours.said import _

_BLOCK_ROWS = 2_000
Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the list is in its file: the line and text of its headers, and the column of each field."""

    path: Path
    line: int
    headers: tuple[str, ...]
    fields: dict[str, int]
    rows: Callable[[], Rows]
    separator: str = ""
    sheet: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """One column: text trimmed, null when empty. `numeric` marks the numbers of a spreadsheet."""

    text: pa.Array
    numeric: pa.Array | None = None


@dataclass(slots=True)
class Grid:
    """All the lines below the header. `faults` are (position, column, why) that make a line unreadable."""

    lines: pa.Array
    columns: list[Cells]
    faults: list[tuple[int, int, str]] = field(default_factory=list)


def find_layout(path: Path, mapping: FlatMapping) -> Layout:
    """The most telling header row of the file; DataError when the file is unreadable or has none."""
    best: Layout | None = None
    for candidate in _candidates(path, mapping):
        if best is None or _score(candidate) > _score(best):
            best = candidate
    if best is None or not best.fields:
        raise DataError(
            _("{file}: no header row found. Say where it is with {option}.").format(
                file=path.name, option=option("headers")
            )
        )
    if len(best.headers) > MAX_COLUMNS:
        raise DataError(_("{file} has over {limit} columns.").format(file=path.name, limit=MAX_COLUMNS))
    return best


def read_grid(layout: Layout, progress: Callable[[int, int], None] | None = None) -> Grid:
    """The columns below the header. A line with more filled cells than there are headers is a fault."""
    width = len(layout.headers)
    lines: list[pa.Array] = []
    chunks: list[list[Cells]] = []
    faults: list[tuple[int, int, str]] = []
    done = 0
    rows = (row for row in layout.rows() if row[0] > layout.line)
    while block := list(islice(rows, _BLOCK_ROWS)):
        cells = [_fitted(row, width, done + i, faults) for i, (_line, row) in enumerate(block)]
        lines.append(pa.array([line for line, _row in block], pa.int64()))
        chunks.append(_columns(cells, layout.sheet != "", done, faults))
        done += len(block)
        if progress:
            progress(done, 0)
    return Grid(pa.concat_arrays(lines or [pa.array([], pa.int64())]), _joined(chunks, width), faults)


def _candidates(path: Path, mapping: FlatMapping) -> Iterator[Layout]:
    refuse_what_is_not_a_file(path)
    if is_sheet(path):
        for sheet in open_sheets(path, mapping.sheet):
            top = list(islice(sheet.rows(), HEAD_LINES))
            if found := _header(path, top, partial(_sheet_rows, path, sheet), mapping, sheet=sheet.name):
                yield found
        return
    file = open_text(path, mapping.encoding)
    for separator in [mapping.separator] if mapping.separator else SEPARATORS:
        top = head(file, separator, mapping.quote)
        rows = _text_rows(file, separator, mapping.quote)
        if found := _header(path, top, rows, mapping, separator=separator, encoding=file.encoding):
            yield found


def _sheet_rows(path: Path, sheet: Sheet) -> Rows:
    for number, cells in sheet.rows():
        refuse_long_cells(path, number, cells)
        yield number, cells


def _text_rows(file: TextFile, separator: str, quote: str) -> Callable[[], Rows]:
    return lambda: records(file, separator, quote)


def _header(
    path: Path, top: list[tuple[int, list[str]]], rows: Callable[[], Rows], mapping: FlatMapping, **how: str
) -> Layout | None:
    best: Layout | None = None
    for line, cells in top:
        if mapping.header_row not in (None, line):
            continue
        headers = tuple(_one_line(cell) for cell in cells)
        fields = fields_of(headers, mapping)
        if mapping.header_row is None and len(set(fields.values())) < 2:
            continue
        candidate = Layout(path, line, headers, fields, rows, **how)
        if best is None or _score(candidate) > _score(best):
            best = candidate
    return best


def fields_of(headers: Sequence[str], mapping: FlatMapping) -> dict[str, int]:
    """The column of each field: the mapping's word first, recognition for what it does not mention."""
    spelled = {header.strip().casefold(): i for i, header in reversed(list(enumerate(headers)))}
    likened = {plain(header): i for i, header in reversed(list(enumerate(headers)))}
    said: dict[str, int] = {}
    for name, header in mapping.columns.items():
        index = spelled.get(header.strip().casefold(), likened.get(plain(header)))
        if header.strip() and index is not None:
            said[name] = index
    ignored = [i for i, header in enumerate(headers) if header in mapping.ignore]
    return said | recognise(headers, [*said.values(), *ignored], list(mapping.columns))


def _score(layout: Layout) -> tuple[int, int]:
    return len(set(layout.fields.values())), len([header for header in layout.headers if header])


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _fitted(row: list[str], width: int, position: int, faults: list[tuple[int, int, str]]) -> list[str]:
    if len(row) == width:
        return row
    if len(row) < width:
        return row + [""] * (width - len(row))
    if any(cell.strip() for cell in row[width:]):
        why = _("{count} cells for {width} headers: a separator inside a text needs quotes")
        faults.append((position, -1, why.format(count=len(row), width=width)))
    return row[:width]


def _columns(
    rows: list[list[str]], typed: bool, start: int, faults: list[tuple[int, int, str]]
) -> list[Cells]:
    columns = []
    for index, values in enumerate(zip(*rows, strict=True)):
        text = pc.utf8_trim_whitespace(pa.array(values, pa.string()))
        text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
        numeric = pa.array([isinstance(value, Number) for value in values]) if typed else None
        if typed:
            why = _("the formula has no stored value: open the file, recalculate and save it")
            faults += [(start + i, index, why) for i, v in enumerate(values) if isinstance(v, Uncached)]
        columns.append(Cells(text, numeric))
    return columns


def _joined(chunks: list[list[Cells]], width: int) -> list[Cells]:
    if not chunks:
        return [Cells(pa.array([], pa.string())) for _index in range(width)]
    joined = []
    for column in zip(*chunks, strict=True):
        numeric = [cells.numeric for cells in column if cells.numeric is not None]
        text = pa.concat_arrays([cells.text for cells in column])
        joined.append(Cells(text, pa.concat_arrays(numeric) if numeric else None))
    return joined
