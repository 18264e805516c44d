"""The records of a delimited text file, and the line each begins on; an unclosed quote is found out."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from encours.errors import DataError
from encours.importers.text import LONGEST_CELL, LONGEST_LINE, SEPARATORS, TextFile, refuse_long_cells
from encours.said import _

__all__ = ["SEPARATORS", "head", "records"]

_LONGEST_RECORD = 50  # lines: beyond, a quote was opened and never closed


def records(file: TextFile, separator: str, quote: str = '"') -> Iterator[tuple[int, list[str]]]:
    """Line number (from 1) and cells of each record; blank lines are passed over.

    Raises DataError when a quote swallows the lines that follow it, TooLong for a cell that holds more than a text.
    """
    ended = long = False

    def text() -> Iterator[str]:
        nonlocal ended, long
        for _number, line in file.lines():
            long = long or len(line) > LONGEST_CELL
            yield line + "\n"
        ended = True
        yield "\n"  # inside a quote this belongs to the record: that is how the unclosed one is seen

    reader = _reader(text(), separator, quote)
    start = 0
    try:
        for cells in reader:
            first, start = start + 1, reader.line_num
            if start - first > _LONGEST_RECORD or (ended and cells):
                raise DataError(_unclosed(file, first))
            if long:
                refuse_long_cells(file.path, first, cells)
                long = False
            if cells:
                yield first, cells
    except csv.Error as error:
        raise DataError(_unclosed(file, start + 1)) from error


def head(file: TextFile, separator: str, quote: str = '"') -> list[tuple[int, list[str]]]:
    """The records of the first lines, for recognition: an unclosed quote there is not yet an error."""
    reader = _reader(iter([line + "\n" for line in file.head]), separator, quote)
    found, start = [], 0
    try:
        for cells in reader:
            found.append((start + 1, cells))
            start = reader.line_num
    except csv.Error:
        return found
    return found


def _reader(lines: Iterator[str], separator: str, quote: str) -> csv._reader:  # type: ignore[name-defined]
    csv.field_size_limit(LONGEST_LINE)  # a line has no more: beyond, a quote was opened and never closed
    if quote:
        return csv.reader(lines, delimiter=separator, quotechar=quote)
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)


def _unclosed(file: TextFile, line: int) -> str:
    return _(
        '{file}: a quote opened on line {line} is not closed: correct it, or put quote = "" in the mapping.'
    ).format(file=file.path.name, line=line)
