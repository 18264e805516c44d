"""Rows of any list as files a person opens: a spreadsheet with typed cells, or CSV; long lists pass through."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from encours.api.harmless import harmless
from encours.errors import UsageError
from encours.i18n import _, language
from encours.indicators.record import Unit
from encours.money import decimals_of

MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
BATCH = 1000
MOST_DECIMALS = 10  # of money converted without rounding
_RATIO = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a file. Money without a currency keeps the decimals each amount comes with.

    `dated` cells are dates, or dates written 2026-11-20.
    """

    label: str
    unit: Unit | None = None
    dated: bool = False
    currency: str = ""
    width: int = 15


Row = Sequence[Any]


def write_rows(
    fields: Sequence[Field],
    rows: Iterable[Row],
    target: Path | IO[bytes],
    title: str,
    perimeter: str = "",
) -> int:
    """Write one sheet, row after row, and count the rows. Text stays text: nothing in it is run as a formula.

    Raises UsageError beyond the rows a sheet can hold.
    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
    sheet = workbook.add_worksheet("Encours")
    formats = _Formats(workbook)
    _head(sheet, fields, formats.head)
    line = 0
    try:
        for line, row in enumerate(rows, 1):
            if line > MOST_ROWS:
                raise UsageError(too_long(line))
            for place, field in enumerate(fields):
                _write(sheet, line, place, row[place], field, formats)
    finally:
        _arrange(sheet, max(line, 1), max(len(fields) - 1, 0), title, perimeter)
        workbook.close()
    return line


def too_long(rows: int) -> str:
    """The sentence that says why there is no spreadsheet."""
    return _("A sheet holds {0} rows, not {1}: take the CSV file.").format(MOST_ROWS, rows)


def csv_parts(fields: Sequence[Field], rows: Iterable[Row]) -> Iterator[bytes]:
    """CSV as a spreadsheet of the reader's language opens it: UTF-8 with its mark, in French `;` and a decimal comma.

    Dates are written 2026-11-20, shares between 0 and 1; text that begins like a formula is quoted. The language is
    that of the call, whatever is spoken when the parts are read.
    """
    french = language() == "fr"
    said = {True: _("yes"), False: _("no")}
    head = b"\xef\xbb\xbf" + _csv([[harmless(field.label) for field in fields]], french)
    return chain([head], _batches(iter(rows), french, said))


def _batches(rows: Iterator[Row], french: bool, said: dict[bool, str]) -> Iterator[bytes]:
    while batch := list(islice(rows, BATCH)):
        yield _csv(([_cell(value, french, said) for value in row] for row in batch), french)


def _csv(lines: Iterable[Sequence[str]], french: bool) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";" if french else ",", lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode()


def _cell(value: Any, french: bool, said: dict[bool, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return said[value]
    if isinstance(value, (int, Decimal, float)):
        text = _digits(value)
        return text.replace(".", ",") if french else text
    if isinstance(value, date):
        return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()
    return harmless(str(value))


def _digits(value: Decimal | int | float) -> str:
    """Money keeps all it has; a ratio of endless digits stops at the sixth."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if int(exact.as_tuple().exponent) < -MOST_DECIMALS:
        exact = exact.quantize(_RATIO, ROUND_HALF_UP)
    return format(exact, "f")


class _Formats:
    """The looks of a sheet, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[str, Any] = {}
        self.head = workbook.add_format(
            {"bold": True, "bg_color": "#EEF2F9", "bottom": 1, "text_wrap": True, "valign": "top"}
        )

    def of(self, value: Any, field: Field) -> Any:
        code = _code(value, field)
        if code and code not in self._made:
            self._made[code] = self._workbook.add_format({"num_format": code})
        return self._made.get(code)


def _code(value: Any, field: Field) -> str:
    if isinstance(value, datetime):
        return "yyyy-mm-dd hh:mm"
    if field.dated:
        return "yyyy-mm-dd"
    if field.unit is Unit.MONEY:
        decimals = _decimals(value, field.currency)
        amount = "#,##0" + ("." + "0" * decimals if decimals else "")
        return f"{amount};[Red]-{amount}"
    return {
        Unit.DAYS: "0.0",
        Unit.RATE: "0.0%",
        Unit.PERCENT: '0.0"%"',
        Unit.INDEX: "0.0000",
        Unit.COUNT: "#,##0",
    }.get(field.unit or Unit.MONEY, "")


def _decimals(value: Any, currency: str) -> int:
    if currency or not isinstance(value, Decimal):
        return decimals_of(currency)
    return min(max(-int(value.as_tuple().exponent), 0), 5)


def _head(sheet: Any, fields: Sequence[Field], form: Any) -> None:
    for place, field in enumerate(fields):
        sheet.set_column(place, place, field.width)
        sheet.write_string(0, place, field.label, form)


def _write(sheet: Any, line: int, place: int, value: Any, field: Field, formats: _Formats) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, (int, Decimal, float)):
        sheet.write_number(line, place, value, formats.of(value, field))
    elif (day := _date(value, field)) is not None:
        sheet.write_datetime(line, place, day, formats.of(day, field))
    else:
        sheet.write_string(line, place, str(value)[:LONGEST_TEXT])


def _date(value: Any, field: Field) -> date | None:
    """A date a sheet can hold: its calendar begins in 1900 and knows no time zone."""
    if isinstance(value, str) and field.dated and len(value) == 10:
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    return value if isinstance(value, date) and value.year >= 1900 else None


def _arrange(sheet: Any, last_row: int, last_column: int, title: str, perimeter: str) -> None:
    """Header kept in sight, filters, and a page that prints on one width and says what it shows."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, min(last_row, MOST_ROWS), last_column)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    left, middle = (text.replace("&", "&&") for text in (title[:80], perimeter[:120]))
    sheet.set_footer(f"&L{left}" + (f"&C{middle}" if middle else "") + "&R&P / &N")
