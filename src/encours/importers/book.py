"""The interchange folder: tables that already have the columns of the book."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from encours.book.reading import FileTable, Known, Options, Reading
from encours.book.records import BY_NAME
from encours.errors import DataError
from encours.i18n import mark
from encours.said import _

ENDINGS = (".csv", ".parquet")
HEAD = 1 << 20


class Book:
    """A folder of `<table>.csv` or `<table>.parquet`, or one such file."""

    name = "book"
    label = mark("Exchange folder")
    about = mark("The interchange folder, or one of its tables (CSV in UTF-8, or Parquet)")
    options: tuple[str, ...] = ()
    whole: int | None = None  # the engine reads it

    def recognises(self, path: Path) -> bool:
        return any(path.is_dir() or _is_table(file) for file in _tables(path))

    def read(self, paths: Sequence[Path], options: Options, known: Known) -> Reading:
        found: dict[str, Path] = {}
        for path in paths:
            for file in _tables(path):
                if file.stem in found:
                    message = _("Table {0} stands twice: {1} and {2}. Keep one.")
                    raise DataError(message.format(file.stem, found[file.stem], file))
                _look(file)
                found[file.stem] = file
        return Reading(self.name, {table: FileTable(found[table]) for table in BY_NAME if table in found})


def _tables(path: Path) -> Iterator[Path]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return (f for f in files if f.suffix in ENDINGS and f.stem in BY_NAME and f.is_file())


def _is_table(file: Path) -> bool:
    """Whether a file alone is a table of the book and not another list of that name: it has the columns required.

    A lone file of rates is left to the importer of rates, which reads this form too.
    """
    if file.suffix == ".parquet":
        return True
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        header = {column.strip() for column in next(csv.reader([stream.readline(HEAD)]), [])}
    required = {column.name for column in BY_NAME[file.stem].columns if column.required}
    return file.stem != "rates" and required <= header


def _look(file: Path) -> None:
    """Refuse what is no table before the engine meets it."""
    with file.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        raise DataError(_("{0} is empty.").format(file.name))
    if file.suffix == ".parquet":
        if not head.startswith(b"PAR1"):
            raise DataError(_("{0} is not a Parquet file.").format(file.name))
        return
    if b"\0" in head:
        raise DataError(_("{0} is not text: CSV in UTF-8 is expected.").format(file.name))
    if b"\n" not in head and b"\r" not in head and len(head) == HEAD:
        raise DataError(_("{0} has a line of over a million characters: CSV is expected.").format(file.name))


BOOK = Book()
