"""Opening a file of exchange rates, zipped or not, and finding what its columns are."""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from encours.book import temporary
from encours.errors import DataError
from encours.importers.text import TextFile, open_text, refuse_what_is_not_a_file
from encours.said import _

SEPARATORS = (";", "\t", "|", ",")
LARGEST = 64 << 20  # bytes unzipped: ten times what the ECB has published since 1999
HEAD_BYTES = 1 << 14
_ZIP = b"PK\x03\x04"
_DATE = {"date", "jour", "day", "dateducours", "datecours", "ratedate", "timeperiod"}
_CURRENCY = {"currency", "devise", "ccy", "currencycode", "codedevise", "monnaie", "code", "iso"}
_RATE = {"rate", "taux", "cours", "value", "valeur", "exchangerate", "tauxdechange", "obsvalue"}
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of one file. `rate` and `currency` are None where each currency has its own column."""

    start: int
    separator: str
    headings: tuple[str, ...]
    date: int
    currency: int | None
    rate: int | None

    @property
    def needed(self) -> int:
        """How many cells a line must have; a column per currency may stop anywhere."""
        return 1 + max(self.date, self.currency or 0, self.rate or 0)

    def split(self, text: str) -> list[str]:
        """The cells of a line, quotes and spaces taken off."""
        try:
            return [cell.strip() for cell in next(csv.reader([text], delimiter=self.separator), [])]
        except csv.Error:
            return [cell.strip() for cell in text.split(self.separator)]

    def quotes(self, row: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Currency, heading and text of each rate of a line, as far as the line goes."""
        if self.currency is None or self.rate is None:
            for column, heading in enumerate(self.headings[: len(row)]):
                if column != self.date and heading:
                    yield heading.upper(), heading, row[column]
        elif self.needed <= len(row):
            yield row[self.currency].upper(), self.headings[self.rate], row[self.rate]


def looks_like_rates(text: str) -> bool:
    """Whether a text begins with the header of a file of rates."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return _grid(1, header) is not None


def find_grid(name: str, head: Sequence[str]) -> Grid:
    """The columns of a file, from its first lines; DataError when they are not those of rates."""
    start, header = next(((i, line) for i, line in enumerate(head, 1) if line.strip()), (1, ""))
    grid = _grid(start, header)
    if grid is None:
        raise DataError(
            _(
                "{file} is not a list of rates: expected a header such as Date,USD,JPY (the ECB file) "
                "or date,currency,rate."
            ).format(file=name)
        )
    return grid


@contextmanager
def open_rates(path: Path) -> Iterator[TextFile]:
    """The text of a file of rates; the only file of an archive is unzipped apart while it is read.

    DataError when the file is not text, or the archive holds something else or grows beyond 64 MiB.
    """
    refuse_what_is_not_a_file(path)
    if not _starts_as_zip(path):
        yield open_text(path)
        return
    with temporary.folder() as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                text = _unzipped(path, archive, folder / path.with_suffix(".csv").name)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
            raise DataError(
                _("{file} cannot be unzipped: {reason}").format(file=path.name, reason=error)
            ) from error
        yield open_text(text)


def start_of(path: Path) -> str:
    """The first characters of a file or of the only file of an archive; "" when it cannot be read."""
    try:
        if not _starts_as_zip(path):
            with path.open("rb") as stream:
                return _decoded(stream.read(HEAD_BYTES))
        with zipfile.ZipFile(path) as archive, archive.open(_only_member(path, archive)) as member:
            return _decoded(member.read(HEAD_BYTES))
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, DataError, ValueError):
        return ""


def _grid(start: int, header: str) -> Grid | None:
    for separator in SEPARATORS:
        headings = tuple(cell.strip().strip('"').strip() for cell in header.split(separator))
        folded = [_folded(heading) for heading in headings]
        date, currency, rate = (_first(folded, names) for names in (_DATE, _CURRENCY, _RATE))
        if date is None:
            continue
        if currency is not None and rate is not None:
            return Grid(start, separator, headings, date, currency, rate)
        codes = [heading for column, heading in enumerate(headings) if column != date and heading]
        if codes and all(_CODE.fullmatch(code) for code in codes):
            return Grid(start, separator, headings, date, None, None)
    return None


def _first(folded: Sequence[str], names: set[str]) -> int | None:
    return next((column for column, heading in enumerate(folded) if heading in names), None)


def _folded(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", heading.lower()))


def _starts_as_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == _ZIP


def _decoded(head: bytes) -> str:
    return head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", errors="replace")


def _only_member(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) != 1 or not members[0].filename.lower().endswith((".csv", ".txt")):
        raise DataError(_("{file} should hold one CSV file, as the ECB's does.").format(file=path.name))
    return members[0]


def _unzipped(path: Path, archive: zipfile.ZipFile, target: Path) -> Path:
    """What an archive says of its size is not believed: bytes are counted as they come."""
    size = 0
    with archive.open(_only_member(path, archive)) as source, target.open("wb") as copy:
        while block := source.read(1 << 20):
            size += len(block)
            if size > LARGEST:
                raise DataError(
                    _("{file} unzips to more than {size} MiB: it is not a file of rates.").format(
                        file=path.name, size=LARGEST >> 20
                    )
                )
            copy.write(block)
    return target
