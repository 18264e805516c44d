"""A table as its template draws it: headers, cells, totals, pager, form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from encours.i18n import _
from encours.web import typography
from encours.web.tables.columns import Column, Kind, Row
from encours.web.tables.query import FORMATS, SIZES, Order

if TYPE_CHECKING:
    from encours.web.tables.listing import Table

ICONS = {"ascending": "arrow-up", "descending": "arrow-down"}
FILES = {"xlsx": "Excel", "csv": "CSV"}


@dataclass(frozen=True, slots=True)
class Head:
    """`url` orders by the column: figures and dates the largest first, then the other way round."""

    key: str
    label: str
    css: str
    about: str
    url: str
    sorted: str
    icon: str


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    css: str
    href: str
    second: str
    tone: str
    kind: str
    template: str
    value: Any


@dataclass(frozen=True, slots=True)
class Line:
    """`check` identifies the row to tick, `units` is its amount for the sum of the ticked rows, digits only."""

    row: Row
    cells: list[Cell]
    check: str
    check_label: str
    units: str
    currency: str


@dataclass(frozen=True, slots=True)
class Foot:
    """`span` columns are under the word Total, none when the first one has a total itself."""

    span: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Pager:
    text: str
    before: str
    after: str
    sizes: list[tuple[int, str, bool]]
    needed: bool


@dataclass(frozen=True, slots=True)
class Form:
    """Names and hidden values of the search form and of the column chooser; links to files."""

    search_name: str
    columns_name: str
    kept: list[tuple[str, str]]
    kept_by_columns: list[tuple[str, str]]
    choices: list[tuple[str, str, bool]]
    files: list[tuple[str, str, str]]
    cleared: str
    usual: str


def heads(table: Table) -> list[Head]:
    return [_head(table, column) for column in table.shown]


def lines(table: Table) -> list[Line]:
    shown = table.shown
    return [_line(table, row, shown) for row in table.rows]


def foot(table: Table) -> Foot | None:
    """The totals of all the rows; None when no column shown has one."""
    shown = table.shown
    first = next((place for place, column in enumerate(shown) if column.total), None)
    if first is None or not table.count:
        return None
    made = [_total(column, table.totals) for column in shown[first:]]
    return Foot(first + (1 if table.frame.checks else 0), made)


def pager(table: Table) -> Pager:
    asked, count = table.asked, table.count
    first = (asked.page - 1) * asked.size + 1 if count else 0
    last = min(asked.page * asked.size, count)
    text = _("{0}–{1} of {2}").format(*(typography.count(number) for number in (first, last, count)))
    return Pager(
        text,
        asked.url(page=asked.page - 1) if asked.page > 1 else "",
        asked.url(page=asked.page + 1) if last < count else "",
        [(size, asked.url(size=size), size == asked.size) for size in SIZES],
        count > min(SIZES[0], asked.size),
    )


def form(table: Table) -> Form:
    """What the address holds besides a form's own fields is kept in it."""
    asked = table.asked
    chosen = [column.key for column in table.shown]
    behind = [column for column in table.columns if column.key not in chosen]
    return Form(
        asked.name("q"),
        asked.name("columns"),
        asked.kept([asked.name("q"), *table.frame.filter_names]),
        asked.kept([asked.name("columns")]),
        [(c.key, c.label, True) for c in table.shown] + [(c.key, c.label, False) for c in behind],
        [(name, FILES[name], asked.url(format=name, page=None)) for name in FORMATS],
        asked.url(q=None),
        asked.url(columns=None),
    )


def _head(table: Table, column: Column) -> Head:
    order = table.asked.order
    mine = order is not None and order.key == column.key
    largest_first = column.numeric or column.kind in (Kind.DATE, Kind.MOMENT, Kind.FLAG)
    descending = (order is not None and not order.descending) if mine else largest_first
    way = ("descending" if order and order.descending else "ascending") if mine else ""
    return Head(
        column.key,
        column.label,
        "num" if column.numeric else "",
        column.about,
        table.asked.url(sort=str(Order(column.key, descending))) if column.sortable else "",
        way,
        ICONS.get(way, ""),
    )


def _line(table: Table, row: Row, shown: tuple[Column, ...]) -> Line:
    made = [_cell(column, row) for column in shown]
    checks = table.frame.checks
    if checks is None:
        return Line(row, made, "", "", "", "")
    added = next((column for column in table.columns if column.key == checks.amount), None)
    amount = added.of(row) if added else None
    currency = added.currency_of(row) if added else ""
    return Line(row, made, checks.value(row), checks.label(row), _plain(amount), currency)


def _cell(column: Column, row: Row) -> Cell:
    value = column.of(row)
    return Cell(
        text_of(column, value, column.currency_of(row)),
        "num" if column.numeric else "who" if column.kind is Kind.WHO else "",
        column.href(row) if column.href else "",
        (column.second(row) or "") if column.second else "",
        column.tone(row) if column.tone else "",
        column.kind.value,
        column.template,
        value,
    )


def _total(column: Column, totals: Mapping[str, Any]) -> Cell:
    if not column.total:
        return Cell("", "", "", "", "", Kind.TEXT.value, "", None)
    value = totals.get(column.key)
    currency = column.currency if isinstance(column.currency, str) else ""
    text = text_of(column, value, currency)
    return Cell(text, "num", column.total_href, "", "", column.kind.value, "", value)


def text_of(column: Column, value: Any, currency: str) -> str:
    """A value as a person reads it, by the kind of its column."""
    if column.unit is not None:
        return typography.shown(value, column.unit, currency, column.style)
    if value is None:
        return ""
    if column.kind is Kind.DATE:
        return typography.day(_as_date(value))
    if column.kind is Kind.MOMENT:
        return typography.moment(value)
    if column.kind is Kind.FLAG:
        return _("yes") if value else ""
    return str(value)


def _as_date(value: date | str) -> date:
    """The rows of a book write their dates 2026-11-20."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _plain(value: Any) -> str:
    return format(Decimal(value), "f") if value is not None else ""
