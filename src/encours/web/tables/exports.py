"""A page with tables, or one of its tables as a file: always the whole list found, in the order asked for."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime

from encours.i18n import _, language, speaking
from encours.reports.rows import MOST_ROWS, Field, csv_parts, too_long
from encours.reports.sheet import write_rows
from encours.web import typography
from encours.web.tables import files
from encours.web.tables.columns import Column, Kind, Row
from encours.web.tables.listing import Table
from encours.web.tables.memory import folded

Value = Callable[[Row], Any]
OF_THE_BOOK = (Kind.MONEY, Kind.DAYS, Kind.RATE, Kind.PERCENT, Kind.INDEX)
WIDTHS = {Kind.WHO: 32, Kind.TEXT: 22, Kind.TAG: 18}
LONGEST_TITLE = 80  # characters, in the name of a file
logger = logging.getLogger(__name__)


def answer(
    request: HttpRequest, template: str, context: Mapping[str, Any], *tables: Table, status: int = 200
) -> HttpResponseBase:
    """The page, or the file asked of one of its tables, for those who may take it away.

    The template finds the first table as `table`, and each under its key in `tables`. A list too long for a sheet
    comes back as the page, which says so.
    """
    wanted = next((table for table in tables if table.asked.form), None)
    if wanted is not None:
        if wanted.asked.form == "csv" or wanted.count <= MOST_ROWS:
            return file_of(request, wanted, wanted.asked.form)
        files.vouch(request)
        said = replace(wanted, problem=too_long(wanted.count))
        tables, status = tuple(said if table is wanted else table for table in tables), 400
    named = {"table": tables[0] if tables else None, "tables": {table.key: table for table in tables}}
    return render(request, template, {**named, "views": "saved/picker.html", **context}, status=status)


def file_of(request: HttpRequest, table: Table, form: str) -> HttpResponseBase:
    """The whole list: CSV is sent as it is read, a spreadsheet (any other form) once it is made."""
    if form == "csv":
        parts = csv_parts(fields(table), values(table))
        return files.stream(request, _file(request, table, "csv"), _in_words_of(language(), parts))
    frame = table.frame
    about = [*_about(request, table), *frame.about, *_searched(table), _made(request)]
    return files.written(
        request,
        _file(request, table, "xlsx"),
        lambda file: write_rows(fields(table), values(table), file, frame.title, frame.perimeter, about),
    )


def fields(table: Table) -> list[Field]:
    """The columns of the file: those shown, the line below a name apart, the currency beside amounts of several."""
    return [field for field, _value in _taken(table)]


def values(table: Table) -> Iterator[list[Any]]:
    """The rows of the file, one value for each of its columns."""
    taken = [value for _field, value in _taken(table)]
    return ([value(row) for value in taken] for row in table.all_rows())


def _about(request: HttpRequest, table: Table) -> list[str]:
    """The date, the currency and the perimeter of figures of the book."""
    return request.visit.told if _of_the_book(request, table) else []


def _of_the_book(request: HttpRequest, table: Table) -> bool:
    seen = getattr(request, "visit", None) is not None
    return seen and any(column.kind in OF_THE_BOOK for column in table.columns)


def _searched(table: Table) -> list[str]:
    return [_("Rows that contain “{0}”").format(table.asked.search)] if table.asked.search else []


def _made(request: HttpRequest) -> str:
    now = typography.moment(localtime())
    return _("Taken on {0} by {1}").format(now, str(getattr(request, "user", "")))


def _file(request: HttpRequest, table: Table, extension: str) -> str:
    """What the list is called, in the words of its reader, and the day it is about."""
    day = f"{request.visit.day:%Y-%m-%d}" if _of_the_book(request, table) else ""
    title = re.sub(r"\W+", "-", folded(table.frame.title)[:LONGEST_TITLE]).strip("-")
    return files.file_name("-".join(filter(None, ("encours", title, table.frame.code, day))), extension)


def _taken(table: Table) -> list[tuple[Field, Value]]:
    columns = [column for column in table.shown if column.exported]
    told = any(column.key == "currency" for column in columns)
    # Amounts that share what tells their currency are told it once, beside the first.
    own = {id(column.currency): column.key for column in reversed(columns)}
    shown = {column.label for column in columns}
    return [
        pair
        for column in columns
        for pair in _parts(column, told or own[id(column.currency)] != column.key, shown, table.totals)
    ]


def _parts(
    column: Column, currency_told: bool, shown: Collection[str], totals: Mapping[str, Any]
) -> Iterator[tuple[Field, Value]]:
    currency = column.currency if isinstance(column.currency, str) else ""
    label = f"{column.label} ({currency})" if currency else column.label
    dated = column.kind in (Kind.DATE, Kind.MOMENT)
    value = partial(_date, column) if column.kind is Kind.DATE else column.of
    total = totals.get(column.key) if callable(column.total) else None
    width = WIDTHS.get(column.kind, 15)
    yield Field(label, column.unit, dated, currency, width, column.total is True, total), value
    if column.second and column.second_label:
        yield Field(column.second_label), column.second
    for named, of in column.beside.items():
        if named not in shown:
            yield Field(named), of
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
                    (_("This file is not whole: reading failed here. Ask for it again.") + "\r\n").encode(),
                    iter(()),
                )
        if part is None:
            return
        yield part
