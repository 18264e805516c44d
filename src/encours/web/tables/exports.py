"""A page with tables, or one of its tables as a file: always the whole list found, in the order asked for."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from encours.i18n import _, language, speaking
from encours.reports.rows import MOST_ROWS, Field, csv_parts, too_long, write_rows
from encours.web.tables.columns import Column, Kind, Row
from encours.web.tables.listing import Table

Value = Callable[[Row], Any]
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {Kind.WHO: 32, Kind.TEXT: 22, Kind.TAG: 18}
NEVER_KEPT = "private, no-store"
logger = logging.getLogger(__name__)


def answer(
    request: HttpRequest, template: str, context: Mapping[str, Any], *tables: Table, status: int = 200
) -> HttpResponseBase:
    """The page, or the file asked of one of its tables.

    The template finds the first table as `table`, and each under its key in `tables`. A list too long for a sheet
    comes back as the page, which says so.
    """
    wanted = next((table for table in tables if table.asked.form), None)
    if wanted is not None and wanted.asked.form == "csv":
        return as_csv(wanted)
    if wanted is not None:
        if wanted.count <= MOST_ROWS:
            return as_sheet(wanted)
        said = replace(wanted, problem=too_long(wanted.count))
        tables, status = tuple(said if table is wanted else table for table in tables), 400
    named = {"table": tables[0] if tables else None, "tables": {table.key: table for table in tables}}
    return render(request, template, {**named, "views": "saved/picker.html", **context}, status=status)


def as_csv(table: Table) -> StreamingHttpResponse:
    """The whole list, sent as it is read."""
    parts = csv_parts(fields(table), values(table))
    response = StreamingHttpResponse(_in_words_of(language(), parts), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, _file(table, "csv")) or ""
    response.headers["Cache-Control"] = NEVER_KEPT
    return response


def as_sheet(table: Table) -> FileResponse:
    """The whole list as a spreadsheet, made in a temporary file of no name."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it once sent
    try:
        write_rows(fields(table), values(table), file, table.frame.title, table.frame.perimeter)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    response = FileResponse(file, as_attachment=True, filename=_file(table, "xlsx"), content_type=SHEET)
    response.headers["Cache-Control"] = NEVER_KEPT
    return response


def fields(table: Table) -> list[Field]:
    """The columns of the file: those shown, the line below a name apart, the currency beside amounts of several."""
    return [field for field, _value in _taken(table)]


def values(table: Table) -> Iterator[list[Any]]:
    """The rows of the file, one value for each of its columns."""
    taken = [value for _field, value in _taken(table)]
    return ([value(row) for value in taken] for row in table.all_rows())


def file_name(text: str, extension: str) -> str:
    """A name that says what the file holds, of letters any system accepts.

    >>> file_name('statement-FR01-A/1 "é"', "xlsx")
    'statement-FR01-A-1-é.xlsx'
    """
    letters = re.sub(r"[^\w.-]+", "-", text).strip("-.")
    return f"{letters}.{extension}"


def _file(table: Table, extension: str) -> str:
    return file_name(table.frame.file or f"encours-{table.key}", extension)


def _taken(table: Table) -> list[tuple[Field, Value]]:
    columns = [column for column in table.shown if column.exported]
    told = any(column.key == "currency" for column in columns)
    return [pair for column in columns for pair in _parts(column, told)]


def _parts(column: Column, currency_told: bool) -> Iterator[tuple[Field, Value]]:
    currency = column.currency if isinstance(column.currency, str) else ""
    label = f"{column.label} ({currency})" if currency else column.label
    dated = column.kind in (Kind.DATE, Kind.MOMENT)
    value = partial(_date, column) if column.kind is Kind.DATE else column.of
    yield Field(label, column.unit, dated, currency, WIDTHS.get(column.kind, 15)), value
    if column.second and column.second_label:
        yield Field(column.second_label), column.second
    if callable(column.currency) and not currency_told:
        yield Field(_("Currency")), column.currency


def _date(column: Column, row: Row) -> Any:
    """The rows of a book write their dates 2026-11-20."""
    value = column.of(row)
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _in_words_of(lang: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    """A file is sent after the page's language is left: each part is read in it again.

    A server ends an answer that breaks as it ends a whole one: the file itself must say that rows are missing.
    """
    while True:
        with speaking(lang):
            try:
                part = next(parts, None)
            except Exception:
                logger.exception("file cut short")
                part, parts = (
                    f"{_('This file is not whole: reading failed here. Ask for it again.')}\r\n".encode(),
                    iter(()),
                )
        if part is None:
            return
        yield part
