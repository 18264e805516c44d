"""The charts of the product: one function per form, from plain rows to a drawing with its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.record import Unit
from encours.web.charts.bridge import waterfall
from encours.web.charts.filled import assembled, filled
from encours.web.charts.marks import panes, plot_scale, points, targets, totals
from encours.web.charts.payer import tone
from encours.web.charts.plot import ACCENT, Plot
from encours.web.charts.record import Chart
from encours.web.charts.shapes import bars as bar_shapes
from encours.web.charts.shapes import lines as line_shapes
from encours.web.charts.shapes import steps as step_shapes

MOST_TOTALS = 14  # more columns than this leave no room for a total above each
ROW_HEIGHT = 30
COLUMNS_HEIGHT, LOLLIPOP_HEIGHT = 232, 160


def chart(
    kind: str,
    rows: Sequence[Mapping[str, Any]],
    x: str,
    y: str,
    series: str = "",
    unit: Unit = Unit.MONEY,
    **more: Any,
) -> Chart:
    """A chart of the form a person chose, one of `KINDS`; `more` is any other field of a `Plot`.

    >>> from decimal import Decimal
    >>> drawn = chart("bars", [{"month": "Oct", "net": Decimal("1234.5")}], "month", "net", currency="EUR")
    >>> drawn.table.lines[0].cells[0].text
    '€1,234.50'
    """
    if kind not in KINDS:
        raise UsageError(_("A chart is one of: {0}.").format(", ".join(KINDS)))
    return KINDS[kind](Plot(rows, x, y, series, unit, **more))


def bars(plot: Plot, shares: bool = False) -> Chart:
    """Columns by position, stacked by series, each column under its total; `shares` are told in the legend."""
    scale = plot_scale(plot, stacked=True)
    tops = totals(plot, scale, scale.bare) if len(plot.positions) <= MOST_TOTALS else []
    spec = filled(bar_shapes.columns(), plot, scale, points=points(plot, scale), totals=tops)
    return assembled(plot, spec, COLUMNS_HEIGHT, shares)


def hbars(plot: Plot, shares: bool = False) -> Chart:
    """Lying bars by name, stacked by series, with their total at the right."""
    scale = plot_scale(plot, stacked=True)
    ends = totals(plot, scale, scale.short)
    spec = filled(bar_shapes.rows(), plot, scale, points=points(plot, scale), totals=ends)
    return assembled(plot, spec, ROW_HEIGHT * len(plot.positions) + 8, shares)


def lines(plot: Plot) -> Chart:
    """One line per series; with one alone, the area under it and its last figure."""
    alone = len(plot.names) == 1
    if alone and not plot.colors:
        plot = replace(plot, colors=(ACCENT,))
    scale = plot_scale(plot)
    marks = points(plot, scale)
    known = [mark for mark in marks if mark["y"] is not None]
    ends = list({mark["series"]: mark for mark in known}.values())
    spec = filled(
        line_shapes.lines(),
        plot,
        scale,
        points=marks,
        area=marks if alone else [],
        targets=targets(plot, scale),
        least=[mark for mark in known if mark["least"]],
        ends=ends,
        heads=ends if alone else [],
        panes=panes(plot),
    )
    return assembled(plot, spec, COLUMNS_HEIGHT)


def lollipop(plot: Plot, open_column: str = "open") -> Chart:
    """Days late of each invoice in their order; those where `open_column` is true are drawn hollow."""
    scale = plot_scale(plot)
    marks = [
        {**mark, "color": color, "fill": "var(--surface)" if row.get(open_column) else color}
        for mark, row in zip(points(plot, scale), plot.rows, strict=True)
        for color in (f"var(--{tone(row[plot.y])})",)
    ]
    spec = filled(step_shapes.lollipop(), plot, scale, points=marks, zero=[{"y": 0}])
    return assembled(plot, spec, LOLLIPOP_HEIGHT)


KINDS: dict[str, Callable[[Plot], Chart]] = {
    "bars": bars,
    "hbars": hbars,
    "lines": lines,
    "waterfall": waterfall,
    "lollipop": lollipop,
}
