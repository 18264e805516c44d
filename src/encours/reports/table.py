"""One answer as a spreadsheet: typed cells, frozen header, filters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from encours.i18n import _
from encours.indicators.record import Unit
from encours.money import decimals_of

if TYPE_CHECKING:
    from encours.api import Result

MOST_ROWS = 1_048_575


def write_table(result: Result, target: Path | BytesIO, title: str) -> None:
    """Write the rows of an answer on one sheet. Text stays text: nothing in it is run as a formula.

    Raises UsageError beyond the rows a sheet can hold.
    """
    import xlsxwriter

    from encours.errors import UsageError

    if len(result.rows) > MOST_ROWS:
        raise UsageError(
            _("A sheet holds {0} rows, not {1}: use --format csv.").format(MOST_ROWS, len(result.rows))
        )
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(target if isinstance(target, BytesIO) else str(target), options)
    sheet = workbook.add_worksheet("Encours")
    head = workbook.add_format(
        {"bold": True, "bg_color": "#EEF2F9", "bottom": 1, "text_wrap": True, "valign": "top"}
    )
    formats = {
        unit: workbook.add_format({"num_format": code}) for unit, code in _codes(result.currency).items()
    }
    dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
    columns = result.columns
    for place, column in enumerate(columns):
        sheet.write_string(0, place, result.labels.get(column, column), head)
    sheet.set_column(0, len(columns), 15)
    for line, row in enumerate(result.rows, 1):
        for place, column in enumerate(columns):
            _write(
                sheet,
                line,
                place,
                row[column],
                formats.get(result.units.get(column, Unit.INDEX)),
                dated,
                column,
            )
    _arrange(sheet, max(len(result.rows), 1), max(len(columns) - 1, 0), title)
    workbook.close()


def _arrange(sheet: Any, last_row: int, last_column: int, title: str) -> None:
    """Header kept in sight, filters, and a page that prints on one width."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last_row, last_column)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title[:80].replace('&', '&&')}&R&P / &N")


def _codes(currency: str) -> dict[Unit, str]:
    cents = "." + "0" * decimals_of(currency) if decimals_of(currency) else ""
    return {
        Unit.MONEY: f"#,##0{cents};[Red]-#,##0{cents}",
        Unit.DAYS: "0.0",
        Unit.RATE: "0.0%",
        Unit.PERCENT: '0.0"%"',
        Unit.INDEX: "0.0000",
        Unit.COUNT: "#,##0",
    }


def _write(sheet: Any, line: int, place: int, value: Any, form: Any, dated: Any, column: str) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, (int, Decimal)):
        sheet.write_number(line, place, value, form)
    elif column.endswith(("_date", "_on", "as_of")) and len(value) == 10:
        sheet.write_datetime(line, place, date.fromisoformat(value), dated)
    else:
        sheet.write_string(line, place, str(value))
