"""A spreadsheet looked over before it is opened: bombs, entities and absurd sizes are refused."""

from __future__ import annotations

import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from encours.errors import DataError
from encours.said import _

MAX_COLUMNS = 1_000
_MAX_ENTRIES = 10_000
_MAX_BYTES = 3 << 30
_FREE_BYTES = 64 << 20  # an archive under this size is never a bomb, however well it compresses
_MAX_RATIO = 150
_SPARE_CELLS = 2_000_000
_MAX_FILL = 50  # cells of the bounding box for one cell written: beyond, opening it would exhaust the memory
_MAX_BINARY = 200 << 20
MAX_MEMORY = 1 << 30
CELL_BYTES = (
    32  # of an opened cell, besides its text: each cell has a text of its own, even one that a file shares
)
_ROW_RECORD, _CELL_RECORDS = 0, range(1, 12)
_SHARED_CELL_RECORD, _SHARED_RECORD = 7, 19
_BLOCK = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']\s*([A-Za-z]+)([0-9]+)")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"']\s*([0-9]+)")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b(?P<at>[^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]+)([0-9]+)")
_REPEATED = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*)>")
_SHARED = re.compile(rb"<(?:\w+:)?si[\s/>]")
_OF_SHARED = re.compile(rb"<(?:\w+:)?c\b[^>]*\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v>\s*([0-9]+)")
_TEXT = re.compile(rb"\bt\s*=\s*[\"'](?:str|inlineStr)[\"']")
_TIMES = re.compile(rb"number-(?:columns|rows)-repeated\s*=\s*[\"']([0-9]+)")


@dataclass(slots=True)
class Scan:
    """What was seen: by sheet, the cells (row, column from 0) whose formula has no stored value."""

    uncached: dict[str, set[tuple[int, int]]] = field(default_factory=dict)


def scan(path: Path) -> Scan:
    """Look over a zipped spreadsheet, block by block; DataError when opening it would be unsafe."""
    about = path.stat()
    return _scanned(path, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=4)  # recognising a file, then reading it, looks it over once
def _scanned(path: Path, size: int, changed_at: int) -> Scan:
    found = Scan()
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bombs(path, archive)
            shared = _shared_lengths(archive)
            for info in archive.infolist():
                if info.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _scan_part(path, archive, info, found, shared)
                elif "worksheets/" in info.filename and info.filename.endswith(".bin"):
                    _scan_binary(path, archive, info, shared)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise DataError(_("{file} is damaged: {reason}").format(file=path.name, reason=error)) from error
    return found


def _refuse_bombs(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise DataError(_("{file} is protected by a password: save it without.").format(file=path.name))
    names = {part.filename for part in parts}
    bomb = total > max(_FREE_BYTES, _MAX_RATIO * path.stat().st_size)
    if len(parts) > _MAX_ENTRIES or len(names) < len(parts) or total > _MAX_BYTES or bomb:
        raise DataError(_("{file} would unpack to an absurd size: refused.").format(file=path.name))


def _shared_lengths(archive: zipfile.ZipFile) -> array[int]:
    """Bytes of each text that the cells of a workbook share, in order; where there is none, none."""
    lengths = array("q")
    names = {info.filename: info for info in archive.infolist()}
    if info := names.get("xl/sharedStrings.xml"):
        for block in _blocks(archive, info, b"<si"):
            end, *texts = map(len, _SHARED.split(block))
            if lengths:
                lengths[-1] += end  # of one so long that it was cut
            lengths.extend(texts)
    elif (info := names.get("xl/sharedStrings.bin")) and info.file_size <= _MAX_BINARY:
        records = [data for kind, data in _records(archive.read(info)) if kind == _SHARED_RECORD]
        lengths.extend(2 * int.from_bytes(data[1:5], "little") for data in records)
    return lengths


def _scan_part(
    path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, found: Scan, shared: array[int]
) -> None:
    box = _Box(path, shared)
    sheet = info.filename if "worksheets/" in info.filename else ""
    for number, block in enumerate(_blocks(archive, info, b"<table:" if not sheet else b"<c")):
        if number == 0 and (b"\0" in block or block[:2] in (b"\xff\xfe", b"\xfe\xff")):
            raise DataError(_("{file} is not a spreadsheet in UTF-8: save it again.").format(file=path.name))
        if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
            raise DataError(_("{file} declares XML entities: refused.").format(file=path.name))
        if sheet:
            box.add(block)
            if b"<f" in block or b":f" in block:
                found.uncached.setdefault(sheet, set()).update(_uncached(block))
        elif info.filename == "content.xml":
            box.add_repeated(block)
    box.check()


def _scan_binary(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, shared: array[int]) -> None:
    """The cells of a sheet of xlsb, whose records say their row and column in four bytes, and the shared text of some
    after four more."""
    if info.file_size > _MAX_BINARY:
        raise DataError(_("{file} is too large: save it as CSV.").format(file=path.name))
    box = _Box(path, shared)
    for kind, data in _records(archive.read(info)):
        if kind == _ROW_RECORD:
            box.rows = max(box.rows, int.from_bytes(data[:4], "little") + 1)
        elif kind in _CELL_RECORDS:
            box.columns = max(box.columns, int.from_bytes(data[:4], "little") + 1)
            box.cells += 1
            if kind == _SHARED_CELL_RECORD:
                box.share(int.from_bytes(data[8:12], "little"))
    box.text += info.file_size  # texts that are not shared stand in the records
    box.check()


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record: both numbers are written seven bits a byte, the low ones first."""
    place = 0
    while place < len(data):
        kind, place = _number(data, place, 2)
        length, place = _number(data, place, 4)
        yield kind, data[place : place + min(length, 12)]
        place += length


def _number(data: bytes, place: int, longest: int) -> tuple[int, int]:
    value = 0
    for index, byte in enumerate(data[place : place + longest]):
        value |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return value, place + index + 1
    return value, place + longest


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, cell: bytes) -> Iterator[bytes]:
    """Blocks that end between two cells, so that no cell is cut in two."""
    rest = b""
    with archive.open(info) as stream:
        while block := stream.read(_BLOCK):
            rest += block
            cut = rest.rfind(cell)
            if cut <= 0 or len(rest) > 8 * _BLOCK:
                cut = len(rest) if len(rest) > 8 * _BLOCK or cell not in rest else 0
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
    if rest:
        yield rest


class _Box:
    """The rectangle a sheet spans against the cells it really holds, and the bytes of text these hold once opened."""

    def __init__(self, path: Path, shared: array[int]) -> None:
        self.path, self.shared = path, shared
        self.rows, self.columns, self.cells, self.repeats, self.text = 0, 0, 0, 1, 0

    def add(self, block: bytes) -> None:
        """The cells of a block of an Office Open XML sheet."""
        places = _CELL.findall(block)
        self.cells += len(_ANY_CELL.findall(block))
        if places:
            letters = {column for column, _row in places}
            self.columns = max(self.columns, *(column_index(column) + 1 for column in letters))
            self.rows = max(self.rows, int(max((row for _column, row in places), key=_as_number)))
        for row in _ROW.findall(block):
            self.rows = max(self.rows, int(row)) if self.cells else self.rows
        for number in _OF_SHARED.findall(block):
            self.share(int(number))
        if _TEXT.search(block):
            self.text += len(block)
        self._check_columns()
        self._check_memory(self.cells)

    def share(self, number: int) -> None:
        """One more cell that holds the shared text of that number."""
        if number < len(self.shared):
            self.text += self.shared[number]

    def add_repeated(self, block: bytes) -> None:
        """The cells of a block of an OpenDocument sheet, where one tag may stand for millions of cells."""
        for found in _REPEATED.finditer(block):
            tag, attributes = found.groups()
            times = int(match[1]) if (match := _TIMES.search(attributes)) else 1
            if tag == b"table-row":
                self.repeats = times
            elif b"value" in attributes or b"formula" in attributes:
                self.columns = max(self.columns, times)
                self.cells += times * self.repeats
                self.text += times * self.repeats * _text_of(block, attributes, found.end())
        self._check_columns()
        self._check_memory(self.cells)

    def check(self) -> None:
        """DataError when the rectangle is absurdly larger than what it holds."""
        self._check_columns()
        if self.rows * self.columns > _SPARE_CELLS + _MAX_FILL * self.cells:
            raise DataError(_too_wide(self.path))
        self._check_memory(max(self.rows * self.columns, self.cells))

    def _check_memory(self, cells: int) -> None:
        """DataError when opening the sheet would take more than a spreadsheet may."""
        if cells * CELL_BYTES + self.text > MAX_MEMORY:
            message = _("{file} would take more than {limit} GB of memory once opened: save the list as CSV.")
            raise DataError(message.format(file=self.path.name, limit=MAX_MEMORY >> 30))

    def _check_columns(self) -> None:
        if self.columns > MAX_COLUMNS:
            raise DataError(_too_wide(self.path))


def _text_of(block: bytes, attributes: bytes, start: int) -> int:
    """Bytes of what a cell of an OpenDocument sheet holds after its tag."""
    if attributes.endswith(b"/"):
        return 0
    end = block.find(b"</table:", start)
    return (end if end >= 0 else len(block)) - start


def column_index(letters: bytes) -> int:
    """From 0, as spreadsheets name their columns.

    >>> column_index(b"A"), column_index(b"Z"), column_index(b"AA")
    (0, 25, 26)
    """
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1


def _uncached(block: bytes) -> Iterator[tuple[int, int]]:
    for match in _FORMULA.finditer(block):
        place = _REFERENCE.search(match["at"])
        text_result = re.search(rb"\bt\s*=\s*[\"']str[\"']", match["at"]) is not None
        if place and not (text_result and b"v>" in match[0]):
            yield int(place[2]) - 1, column_index(place[1])


def _as_number(digits: bytes) -> tuple[int, bytes]:
    bare = digits.lstrip(b"0")
    return len(bare), bare


def _too_wide(path: Path) -> str:
    return _(
        "{file} spans far more cells than it fills, or over {limit} columns: keep the list alone."
    ).format(file=path.name, limit=MAX_COLUMNS)
