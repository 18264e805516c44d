"""A table of a sheet: columns that may be formulas, rows, and a total row made of real sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from encours.i18n import mark
from encours.reports.workbook.look import Kind
from encours.reports.workbook.page import HEADER_HEIGHT, Page

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`formula` names other cells of its row in braces: `={gross}+{unapplied}`; `{net_first}` is the first of a column.
    Its value in the row is what viewers that do not calculate show. `summed` columns have a sum in the total row;
    `colour` underlines the header."""

    key: str
    label: str
    kind: Kind
    formula: str = ""
    summed: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and where it stands; `total` is its total row, -1 without one."""

    page: Page
    places: Mapping[str, int]
    header: int
    first: int
    last: int
    total: int
    rows: Sequence[Row]

    @property
    def after(self) -> int:
        return max(self.last, self.total) + 1

    def column(self, key: str, first: int | None = None) -> str:
        """The cells of a column, without the total."""
        place = self.places[key]
        return self.page.span(self.first if first is None else first, place, self.last, place)

    def cell(self, key: str, row: int) -> str:
        return self.page.cell(row, self.places[key])

    def sum(self, key: str) -> str:
        """The cell of the total row."""
        return self.cell(key, self.total)

    def title(self, key: str) -> str:
        return self.cell(key, self.header)


def added(rows: Sequence[Row], key: str) -> Decimal:
    """The sum of a column; what is unknown counts for nothing."""
    return sum((row.get(key) or Decimal(0) for row in rows), Decimal(0))


def draw(
    page: Page,
    row: int,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    total: Row | None = None,
    col: int = 1,
    filtered: bool = False,
) -> Placed:
    """Write a table at a cell. `total` gives the figures of the total row that are not sums of the rows."""
    places = {column.key: col + rank for rank, column in enumerate(columns)}
    first, last = row + 1, row + len(rows)
    placed = Placed(page, places, row, first, last, last + 1 if total is not None else -1, rows)
    page.height(row, HEADER_HEIGHT)
    for column in columns:
        look = page.report.look.header(column.kind, column.colour, _indent(column, columns))
        page.sheet.write_string(row, places[column.key], column.label, look)
    for rank, values in enumerate(rows, first):
        for column in columns:
            _body(placed, rank, column, values, _indent(column, columns))
    if filtered:
        page.sheet.autofilter(row, col, last, col + len(columns) - 1)
    if total is not None:
        for column in columns:
            _total(placed, column, rows, total, is_label=column is columns[0])
    return placed


def _indent(column: Column, columns: Sequence[Column]) -> int:
    """Text after a number keeps away from it."""
    return int(column.kind is Kind.TEXT and column is not columns[0])


def _body(placed: Placed, row: int, column: Column, values: Row, indent: int) -> None:
    page, place = placed.page, placed.places[column.key]
    look = page.report.look.body(column.kind, indent=indent, **values.get("look", {}))
    value = values.get(column.key)
    if column.formula:
        _formula(placed, row, column, value, look)
    else:
        page.put(row, place, value, column.kind, look)


def _formula(placed: Placed, row: int, column: Column, value: Any, look: Any) -> None:
    cells = {key: xl_rowcol_to_cell(row, place) for key, place in placed.places.items()}
    unknown = placed.page.report.say(mark("n.c."))
    tops = {
        f"{key}_first": xl_rowcol_to_cell(placed.first, place, row_abs=True)
        for key, place in placed.places.items()
    }
    text = column.formula.format(**cells, **tops, unknown=unknown)
    shown = unknown if value is None else value
    placed.page.sheet.write_formula(row, placed.places[column.key], text, look, shown)


def _total(placed: Placed, column: Column, rows: Sequence[Row], total: Row, is_label: bool) -> None:
    page, place = placed.page, placed.places[column.key]
    look = page.report.look.total(column.kind)
    if is_label:
        label = total.get(column.key) or page.report.say(mark("Total"))
        page.sheet.write_string(placed.total, place, label, page.report.look.total(Kind.TEXT))
    elif column.summed:
        cells = f"{xl_rowcol_to_cell(placed.first, place)}:{xl_rowcol_to_cell(placed.last, place)}"
        page.sheet.write_formula(placed.total, place, f"=SUM({cells})", look, added(rows, column.key))
    elif column.key not in total:
        page.sheet.write_blank(placed.total, place, None, look)
    elif column.formula:
        _formula(placed, placed.total, column, total[column.key], look)
    else:
        page.put(placed.total, place, total[column.key], column.kind, look)
