"""A chart ready for a page: its drawing, its legend, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from encours.i18n import language
from encours.web.charts.plot import Plot
from encours.web.typography import NARROW, absent, number, shown


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend; `share` is its part of the last position, in words, or nothing."""

    name: str
    color: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in full, and the address of the rows behind it."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    head: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart: a line per position, a column per series."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`spec` is Vega-Lite (JSON-able) whose colours are CSS custom properties, resolved by the page."""

    spec: dict[str, Any]
    table: Table
    legend: tuple[Key, ...] = ()
    linked: bool = False
    height: int = 220
    notes: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether no figure makes sense: a page then says so instead of drawing a frame."""
        return all(cell.text in ("", absent()) for line in self.table.lines for cell in line.cells)


def table_of(plot: Plot) -> Table:
    """The rows of a plot as a table: nothing rounded beyond the cent, nothing left out."""
    cells = {(row[plot.x], plot.name_of(row)): _cell(plot, row) for row in plot.rows}
    names = plot.names
    lines = tuple(
        Line(text, tuple(cells.get((value, name), Cell("")) for name in names))
        for value, text in plot.positions.items()
    )
    return Table((plot.label(plot.x), *names), lines)


def _cell(plot: Plot, row: Mapping[str, Any]) -> Cell:
    return Cell(exact(plot, row), row.get(plot.links) or "")


def exact(plot: Plot, row: Mapping[str, Any]) -> str:
    """The value of a row to the cent, "≥" before it when it is a lower bound."""
    text = shown(row[plot.y], plot.unit, plot.currency, "cents")
    return f"≥ {text}" if row.get(plot.lower_bounds) and row[plot.y] is not None else text


def legend_of(plot: Plot, shares: bool = False) -> tuple[Key, ...]:
    """A key per series when there are several; with `shares`, each one's part of the last position."""
    names = plot.names
    if len(names) < 2:
        return ()
    parts = _last_parts(plot) if shares else {}
    total = sum(parts.values(), Decimal(0))
    return tuple(
        Key(name, color, _percent(parts.get(name), total))
        for name, color in zip(names, plot.paints, strict=True)
    )


def _last_parts(plot: Plot) -> dict[str, Decimal]:
    """What each series is worth at the last position; negative ones (credits) have no share."""
    last = plot.rows[-1][plot.x]
    return {
        plot.name_of(row): Decimal(row[plot.y])
        for row in plot.rows
        if row[plot.x] == last and row[plot.y] is not None and row[plot.y] > 0
    }


def _percent(part: Decimal | None, total: Decimal) -> str:
    return percent(part / total) if part and total else ""


def percent(share: Decimal) -> str:
    """A share in whole percents."""
    return number(share * 100) + (f"{NARROW}%" if language() == "fr" else "%")
