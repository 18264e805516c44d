"""Rows of any list as a spreadsheet: what it is, typed cells, a total, ready to print; long lists pass through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from encours.errors import UsageError
from encours.i18n import _, language
from encours.indicators.record import Unit
from encours.money import decimals_of
from encours.reports.rows import MOST_ROWS, Field, Row, rounded_rows, too_long
from encours.reports.workbook.look import ACCENT, FAINT_INK, FONT, INK, LINE, SOFT_INK, SUNKEN, number_format
from encours.reports.workbook.look import Kind as Look

LONGEST_TEXT = 32_767
A4 = 9
WIDEST_FOOTER = (80, 120)  # letters of the title and of what it is about


@dataclass(slots=True)
class _Totals:
    """What the rows written so far come to, by column."""

    of: dict[int, Decimal]

    def add(self, row: Row) -> None:
        for place, value in enumerate(row):
            if place in self.of and value is not None:
                self.of[place] += Decimal(value)


def write_rows(
    fields: Sequence[Field],
    rows: Iterable[Row],
    target: Path | IO[bytes],
    title: str,
    perimeter: str = "",
    about: Sequence[str] = (),
) -> int:
    """Write one sheet, row after row, and count the rows. Text stays text: nothing in it is run as a formula.

    Above the table stand its title, `perimeter` and the lines of `about`; below it the total of what adds up, which
    follows the filters of the sheet. Raises UsageError beyond the rows a sheet can hold.
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
    said = [text for text in (perimeter, *about) if text]
    head = _above(sheet, title, said, formats)
    _head(sheet, head, fields, formats)
    totals = _Totals({place: Decimal(0) for place, field in enumerate(fields) if field.summed})
    count = 0
    try:
        for count, row in enumerate(rounded_rows(fields, rows), 1):
            if count > MOST_ROWS:
                raise UsageError(too_long(count))
            totals.add(row)
            for place, field in enumerate(fields):
                _write(sheet, head + count, place, row[place], field, formats)
        if count:
            _total(sheet, head, count, fields, totals, formats)
    finally:
        _arrange(sheet, head, count, len(fields), title, " · ".join(said))
        workbook.close()
    return count


class _Formats:
    """The looks of a sheet, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook, self.lang = workbook, language()
        self._made: dict[tuple[str, bool], Any] = {}
        add = workbook.add_format
        self.title = add({"bold": True, "font_size": 14, "font_name": FONT, "font_color": INK})
        self.about = add({"font_size": 9, "font_name": FONT, "font_color": FAINT_INK})
        head = {"bold": True, "font_name": FONT, "bg_color": SUNKEN, "font_color": SOFT_INK, "bottom": 1}
        head |= {"bottom_color": ACCENT, "text_wrap": True, "valign": "top"}
        self.head = {right: add({**head, "align": "right" if right else "left"}) for right in (False, True)}

    def of(self, value: Any, field: Field, total: bool = False) -> Any:
        code = _code(value, field, self.lang)
        if (code, total) not in self._made:
            more = {"bold": True, "bg_color": SUNKEN, "top": 1, "top_color": SOFT_INK}
            look = {"font_name": FONT, "bottom": 1, "bottom_color": LINE} | (more if total else {})
            if code:
                look["num_format"] = code
            self._made[code, total] = self._workbook.add_format(look)
        return self._made[code, total]


def _code(value: Any, field: Field, lang: str) -> str:
    if isinstance(value, datetime):
        return f"{number_format(Look.DAY, lang)}\\ hh:mm"
    if field.dated or isinstance(value, date):
        return number_format(Look.DAY, lang)
    if field.unit is Unit.MONEY:
        decimals = _decimals(value, field.currency)
        amount = "#,##0" + ("." + "0" * decimals if decimals else "")
        return f"{amount};[Red]-{amount}"
    return {
        Unit.DAYS: "0.0",
        Unit.RATE: number_format(Look.RATE, lang),
        Unit.PERCENT: '0.0\\ "%"' if lang == "fr" else '0.0"%"',
        Unit.INDEX: "[>=1]#,##0.00;[<=-1]-#,##0.00;0.000",
        Unit.COUNT: "#,##0",
    }.get(field.unit or Unit.MONEY, "")


def _decimals(value: Any, currency: str) -> int:
    """Those of the currency; without one, those that the amount comes with."""
    if currency or not isinstance(value, Decimal):
        return decimals_of(currency)
    return min(max(-int(value.as_tuple().exponent), 0), 5)


def _above(sheet: Any, title: str, about: Sequence[str], formats: _Formats) -> int:
    """What the sheet is, over the table; the row of the headings below."""
    sheet.set_row(0, 22)
    sheet.write_string(0, 0, title[:LONGEST_TEXT], formats.title)
    for line, text in enumerate(about, 1):
        sheet.write_string(line, 0, text[:LONGEST_TEXT], formats.about)
    return len(about) + 2


def _head(sheet: Any, line: int, fields: Sequence[Field], formats: _Formats) -> None:
    for place, field in enumerate(fields):
        sheet.set_column(place, place, field.width)
        sheet.write_string(line, place, field.label, formats.head[field.unit is not None])


def _write(sheet: Any, line: int, place: int, value: Any, field: Field, formats: _Formats) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value, formats.of(value, field))
    elif isinstance(value, (int, Decimal, float)):
        sheet.write_number(line, place, value, formats.of(value, field))
    elif (day := _date(value, field)) is not None:
        sheet.write_datetime(line, place, day, formats.of(day, field))
    else:
        sheet.write_string(line, place, str(value)[:LONGEST_TEXT], formats.of("", Field("")))


def _date(value: Any, field: Field) -> date | None:
    """A date a sheet can hold: its calendar begins in 1900 and knows no time zone."""
    if isinstance(value, str) and field.dated and len(value) == 10:
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    return value if isinstance(value, date) and value.year >= 1900 else None


def _total(
    sheet: Any, head: int, count: int, fields: Sequence[Field], totals: _Totals, formats: _Formats
) -> None:
    """A row of sums over the rows that the filters of the sheet show, where a column has any."""
    if not any(field.summed or field.total is not None for field in fields):
        return
    from xlsxwriter.utility import xl_col_to_name

    line = head + count + 1
    for place, field in enumerate(fields):
        if field.summed:
            column, shown = xl_col_to_name(place), totals.of[place]
            cells = f"{column}{head + 2}:{column}{head + count + 1}"
            look = formats.of(shown, field, total=True)
            sheet.write_formula(line, place, f"=SUBTOTAL(109,{cells})", look, shown)
        elif field.total is not None:
            sheet.write_number(line, place, field.total, formats.of(field.total, field, total=True))
        else:
            text = _("Total") if place == 0 else ""
            sheet.write_string(line, place, text, formats.of("", Field(""), total=True))


def _arrange(sheet: Any, head: int, count: int, width: int, title: str, about: str) -> None:
    """Headings kept in sight, filters, and A4 pages as wide as the table that say what they show."""
    sheet.freeze_panes(head + 1, 0)
    sheet.autofilter(head, 0, head + max(count, 1), max(width - 1, 0))
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    texts = (title, about)
    left, middle = (text.replace("&", "&&")[:most] for text, most in zip(texts, WIDEST_FOOTER, strict=True))
    sheet.set_footer(f"&L{left}" + (f"&C{middle}" if middle else "") + "&R&P / &N")
