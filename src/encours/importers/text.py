"""Opening a text export: is it text, in which encoding, and its lines one by one, in bounded memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TextIO

from encours.errors import DataError
from encours.i18n import mark
from encours.said import _

LONGEST_LINE = 1 << 20
LONGEST_CELL = 1 << 17  # no text of a ledger is so long: a picture or a whole document was pasted there
SEPARATORS = (";", "\t", ",", "|")
HEAD_LINES = 60
_BLOCK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")  # control codes in ISO 8859-15, letters and signs in Windows-1252
_LINE_END = re.compile(rb"[\r\n]")
_MAGIC = (
    (b"PK\x03\x04", mark("a spreadsheet or zip archive")),
    (b"\xd0\xcf\x11\xe0", mark("an old Office file")),
    (b"%PDF", mark("a PDF")),
    (b"\x1f\x8b", mark("a gzip archive")),
    (b"\x89PNG", mark("a picture")),
    (b"\xff\xd8\xff", mark("a picture")),
    (b"PAR1", mark("a Parquet file")),
    (b"SQLite format 3", mark("a database")),
)


class TooLong(DataError):
    """A line or a cell that no list has: told with its place and its size, whatever the format would be."""


def refuse_long_lines(path: Path) -> None:
    """TooLong when a text file has a line that none reads."""
    try:
        open_text(path)
    except TooLong:
        raise
    except DataError:
        return  # what else is wrong is told by who reads it


def refuse_long_cells(path: Path, number: int, cells: Sequence[str]) -> None:
    """TooLong for a cell of that line that holds more than a text."""
    for column, cell in enumerate(cells, 1):
        if len(cell) > LONGEST_CELL:
            raise _too_long_cell(path, number, column, len(cell))


def _too_long_cell(path: Path, number: int, column: int, size: int) -> TooLong:
    """Its line and column, from 1, and its characters."""
    return TooLong(
        _("{file}: the cell of line {line}, column {column} has {size} characters, {most} at most.").format(
            file=path.name, line=number, column=column, size=size, most=LONGEST_CELL
        )
    )


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file that has been checked as a whole. `head` holds its first lines, at most 60."""

    path: Path
    encoding: str
    head: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Line number (from 1) and text without its end (LF, CR LF or CR).

        Raises TooLong on a line over 1 MiB, DataError when the file no longer decodes.
        """
        number, rest = 0, ""
        try:
            with self._open() as stream:
                while block := stream.read(_BLOCK):
                    *whole, rest = (rest + block).split("\n")
                    for line in whole:
                        number += 1
                        yield number, _bounded(self.path, number, line)
                    _bounded(self.path, number + 1, rest)
        except (UnicodeError, OSError) as error:
            raise DataError(_unreadable(self.path, error)) from error
        if rest:
            yield number + 1, rest

    def _open(self) -> TextIO:
        # Windows-1252 leaves five bytes undefined: show a replacement sign rather than refuse the file.
        errors = "replace" if self.encoding == "cp1252" else "strict"
        return self.path.open(encoding=self.encoding, errors=errors, newline=None)


def open_text(path: Path, encoding: str | None = None) -> TextFile:
    """Check a file from end to end and find its encoding.

    The rule is fixed, never statistical: byte order mark (UTF-8, UTF-16), else UTF-8 when every byte agrees,
    else Windows-1252 when it uses the bytes ISO 8859-15 keeps for control, else ISO 8859-15. `encoding`
    imposes one.
    Raises DataError, saying what to do, for anything that is not a text file of lines.
    """
    refuse_what_is_not_a_file(path)
    try:
        found = _encoding(path, encoding)
    except (UnicodeError, LookupError, OSError) as error:
        raise DataError(_unreadable(path, error)) from error
    file = TextFile(path, found)
    head = tuple(line for _number, line in islice(file.lines(), HEAD_LINES))
    if not any(line.strip() for line in head):
        raise DataError(_("{file} is empty: export it again.").format(file=path.name))
    return TextFile(path, found, head)


def refuse_what_is_not_a_file(path: Path) -> None:
    """DataError when the path is missing, a folder, a device, unreadable or empty."""
    if not path.exists():
        raise DataError(_("{file} does not exist: check the path.").format(file=path))
    if path.is_dir():
        raise DataError(_("{file} is a folder, a file is needed.").format(file=path))
    if not path.is_file():
        raise DataError(_("{file} is not an ordinary file.").format(file=path))
    if path.stat().st_size == 0:
        raise DataError(_("{file} is empty: export it again.").format(file=path.name))


def _encoding(path: Path, imposed: str | None) -> str:
    about = path.stat()
    return _checked(path, about.st_size, about.st_mtime_ns, imposed)


@lru_cache(maxsize=32)  # recognising a file, then reading it, checks it once
def _checked(path: Path, size: int, changed_at: int, imposed: str | None) -> str:
    with path.open("rb") as stream:
        start = stream.read(16)
    marked = next((name for bom, name in _BOMS if start.startswith(bom)), None)
    _refuse_magic(path, start)
    if imposed or marked:
        chosen = imposed or marked or ""
        _check_decodes(path, chosen)
        return chosen
    return _unmarked(path)


def _refuse_magic(path: Path, start: bytes) -> None:
    for magic, what in _MAGIC:
        if start.startswith(magic):
            raise DataError(
                _("{file} is {what}, not a text file: export it as CSV.").format(file=path.name, what=_(what))
            )


def _check_decodes(path: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    for block in _blocks(path):
        if "\0" in decoder.decode(block):
            raise DataError(_binary(path))
    decoder.decode(b"", True)


def _unmarked(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, windows = True, False
    for block in _blocks(path):
        if b"\0" in block:
            raise DataError(_binary(path))
        utf8 = utf8 and _accepts(decoder, block)
        windows = windows or (not block.isascii() and _WINDOWS_ONLY.search(block) is not None)
    if utf8 and _accepts(decoder, b"", last=True):
        return "utf-8"
    return "cp1252" if windows else "iso-8859-15"


def _accepts(decoder: codecs.IncrementalDecoder, block: bytes, last: bool = False) -> bool:
    try:
        decoder.decode(block, last)
    except UnicodeDecodeError:
        return False
    return True


def _blocks(path: Path) -> Iterator[bytes]:
    """The file by blocks of 1 MiB; a full block without a line end is a line too long to be one."""
    ended = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if len(block) == _BLOCK and not _LINE_END.search(block):
                if b"\0" in block:
                    raise DataError(_binary(path))
                raise TooLong(_too_long(path, ended + 1))
            ended += block.count(b"\n") or block.count(b"\r")
            yield block


def _bounded(path: Path, number: int, line: str) -> str:
    if len(line) > LONGEST_LINE:
        separator = max(SEPARATORS, key=line.count)
        sizes = [len(cell) for cell in line.split(separator)]
        if len(sizes) > 1 and max(sizes) > LONGEST_CELL:
            raise _too_long_cell(path, number, sizes.index(max(sizes)) + 1, max(sizes))
        raise TooLong(_too_long(path, number))
    return line


def _too_long(path: Path, number: int) -> str:
    return _("{file} has a line over 1 MiB (line {line}): it is not a list of lines.").format(
        file=path.name, line=number
    )


def _binary(path: Path) -> str:
    return _("{file} is not text (it holds NUL bytes): export it as CSV, UTF-8.").format(file=path.name)


def _unreadable(path: Path, error: Exception) -> str:
    return _("{file} cannot be read: {reason}").format(file=path.name, reason=error)
