"""Reading a spreadsheet (xlsx, xlsm, xlsb, xls, ods) row by row, with codes, numbers and dates told apart."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from encours.errors import DataError
from encours.importers.tabular_scan import MAX_COLUMNS, Scan, scan
from encours.importers.text import refuse_what_is_not_a_file
from encours.said import _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".ods")
_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


class Number(str):
    """A number held as such by the spreadsheet: written with a point and no thousands."""

    __slots__ = ()


class Uncached(str):
    """A formula the spreadsheet has not computed: its value is unknown, which is not zero."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its cells. `uncached` are the places (row, column from 0) without a value."""

    name: str
    cells: Any
    left: int = 0
    uncached: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Row number (from 1) and its cells as text; `Number` and `Uncached` where that matters."""
        unknown: dict[int, list[int]] = {}
        for row, column in self.uncached:
            if column >= self.left:
                unknown.setdefault(row, []).append(column - self.left)
        for row, values in enumerate(self.cells.iter_rows()):
            yield row + 1, _marked([_text(value) for value in values], unknown.pop(row, ()))
        for row in sorted(unknown):  # below the last value: rows made of nothing but unknown formulas
            yield row + 1, _marked([], unknown[row])


def _marked(texts: list[str], columns: Sequence[int]) -> list[str]:
    """The row with its unknown formulas marked where no value stands."""
    for column in columns:
        texts += [""] * (column + 1 - len(texts))
        if not texts[column]:
            texts[column] = Uncached()
    return texts


def is_sheet(path: Path) -> bool:
    """Whether a file is a spreadsheet, from its content and not its name."""
    try:
        with path.open("rb") as stream:
            start = stream.read(8)
    except OSError:
        return False
    if not start.startswith(_ZIP):
        return start == _OLE
    try:
        with zipfile.ZipFile(path) as archive:
            return any(part in archive.namelist() for part in _PARTS)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return path.suffix.lower() in _SUFFIXES


def open_sheets(path: Path, name: str | None = None) -> Iterator[Sheet]:
    """The visible sheets in order, or the one called `name`.

    Raises DataError when the file is damaged, protected, unsafe to open, or has no such sheet.
    """
    refuse_what_is_not_a_file(path)
    with path.open("rb") as stream:
        zipped = stream.read(4) == _ZIP
    seen = scan(path) if zipped else Scan()
    workbook = _workbook(path)
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and (name or sheet.visible == SheetVisibleEnum.Visible)
    ]
    if name is not None and name not in names:
        known = ", ".join(names)
        raise DataError(
            _("{file} has no sheet {name}: it has {known}").format(file=path.name, name=name, known=known)
        )
    parts = _parts_by_name(path) if zipped and seen.uncached else {}
    for wanted in [name] if name is not None else names:
        yield _load(path, workbook, wanted, seen.uncached.get(parts.get(wanted, ""), set()))


def _workbook(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise DataError(
            _("{file} is protected by a password: save it without.").format(file=path.name)
        ) from None
    except (CalamineError, OSError, ValueError) as error:
        raise DataError(_("{file} is damaged: {reason}").format(file=path.name, reason=error)) from error


def _load(path: Path, workbook: CalamineWorkbook, name: str, uncached: set[tuple[int, int]]) -> Sheet:
    try:
        cells = workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise DataError(_("{file} is damaged: {reason}").format(file=path.name, reason=error)) from error
    if cells.width > MAX_COLUMNS:
        raise DataError(_("{file} has over {limit} columns.").format(file=path.name, limit=MAX_COLUMNS))
    # Rows come from the first of the sheet, columns from the first one filled.
    return Sheet(name, cells, cells.start[1] if cells.start else 0, frozenset(uncached))


def _parts_by_name(path: Path) -> dict[str, str]:
    """The part of the archive that holds each sheet, through the workbook's relations."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return {}
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", relations):
        target = _attribute(tag, "Target").lstrip("/")
        targets[_attribute(tag, "Id")] = target if target.startswith("xl/") else "xl/" + target
    sheets = re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book)
    return {_attribute(tag, "name"): targets.get(_attribute(tag, r"\w+:id"), "") for tag in sheets}


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    text = (match[1] or match[2] or "") if match else ""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _text(value: object) -> str:
    """A cell as text. Numbers keep the fifteen digits a spreadsheet has: 0.1 + 0.2 is 0.3."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return Number(value)
    if isinstance(value, float):
        return Number(int(value)) if value.is_integer() else Number(format(Decimal(f"{value:.15g}"), "f"))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
