"""The charts of the product: one function per form, from plain rows to a drawing with its table."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from encours.errors import UsageError
from encours.i18n import _, language
from encours.indicators.record import Unit
from encours.web.charts.payer import tone
from encours.web.charts.plot import Plot
from encours.web.charts.record import Chart, exact, legend_of, table_of
from encours.web.charts.shapes import bars as bar_shapes
from encours.web.charts.shapes import lines as line_shapes
from encours.web.charts.shapes import steps as step_shapes
from encours.web.charts.wording import Scale, scale_of, ticks
from encours.web.typography import NARROW

MOST_TOTALS = 14  # more columns than this leave no room for a total above each
ROW_HEIGHT = 30
DASHES: tuple[list[float], ...] = ([1, 0], [6, 3], [2, 3], [8, 3, 2, 3])
GOOD, BAD = "var(--h0)", "var(--h3)"


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

    >>> drawn = chart("bars", [{"month": "Oct", "net": Decimal("1234.5")}], "month", "net", currency="EUR")
    >>> drawn.table.lines[0].cells[0].text
    '€1,234.50'
    """
    if kind not in KINDS:
        raise UsageError(_("A chart is one of: {0}.").format(", ".join(KINDS)))
    return KINDS[kind](Plot(rows, x, y, series, unit, **more))


def bars(plot: Plot, shares: bool = False) -> Chart:
    """Columns by position, stacked by series, each column under its total; `shares` are told in the legend."""
    scale = _scale(plot)
    totals = _totals(plot, scale.bare) if len(plot.positions) <= MOST_TOTALS else []
    spec = _filled(bar_shapes.columns(), plot, scale, points=_points(plot, scale), totals=totals)
    return _chart(plot, spec, 232, shares)


def hbars(plot: Plot, shares: bool = False) -> Chart:
    """Lying bars by name, stacked by series, with their total at the right."""
    scale = _scale(plot)
    totals = _totals(plot, scale.short)
    spec = _filled(bar_shapes.rows(), plot, scale, points=_points(plot, scale), totals=totals)
    return _chart(plot, spec, ROW_HEIGHT * len(plot.positions) + 8, shares)


def lines(plot: Plot) -> Chart:
    """One line per series; with one alone, the area under it and its last figure."""
    scale = _scale(plot)
    points = _points(plot, scale)
    known = [point for point in points if point["y"] is not None]
    alone = len(plot.names) == 1
    ends = list({point["series"]: point for point in known}.values())
    spec = _filled(
        line_shapes.lines(),
        plot,
        scale,
        points=points,
        area=points if alone else [],
        targets=_targets(plot, scale),
        least=[point for point in known if point["least"]],
        ends=ends,
        heads=ends if alone else [],
        panes=_panes(plot),
    )
    return _chart(plot, spec, 232)


def waterfall(plot: Plot, rising_is_good: bool = False) -> Chart:
    """From the first row to the last, which are levels, through the changes between them.

    The rows between are differences: first + their sum = last, or ValueError says that the bridge is broken.
    """
    scale = _scale(plot)
    levels = _levels(plot)
    items = [
        _step(plot, scale, row, before, after, rising_is_good)
        for row, (before, after) in zip(plot.rows, levels, strict=True)
    ]
    changes = items[1:-1]
    spec = _filled(
        step_shapes.waterfall(),
        plot,
        scale,
        links=[{**one, "next": two["x"]} for one, two in zip(items, items[1:], strict=False)],
        changes=changes,
        risers=[item for item in changes if item["to"] >= item["from"]],
        fallers=[item for item in changes if item["to"] < item["from"]],
        ends=[items[0], items[-1]],
    )
    return _chart(plot, spec, ROW_HEIGHT * len(items) + 26)


def lollipop(plot: Plot, open_column: str = "open") -> Chart:
    """Days late of each invoice in their order; those where `open_column` is true are drawn hollow."""
    scale = _scale(plot)
    points = [
        {**point, "color": color, "fill": "var(--surface)" if row.get(open_column) else color}
        for point, row in zip(_points(plot, scale), plot.rows, strict=True)
        for color in (f"var(--{tone(row[plot.y])})",)
    ]
    spec = _filled(step_shapes.lollipop(), plot, scale, points=points, zero=[{"y": 0}])
    return _chart(plot, spec, 160)


KINDS: dict[str, Callable[[Plot], Chart]] = {
    "bars": bars,
    "hbars": hbars,
    "lines": lines,
    "waterfall": waterfall,
    "lollipop": lollipop,
}


def _chart(plot: Plot, spec: dict[str, Any], height: int, shares: bool = False) -> Chart:
    return Chart({**spec, "height": height}, table_of(plot), legend_of(plot, shares), plot.linked, height)


def _scale(plot: Plot) -> Scale:
    """One scale for all the marks, chosen on the tallest column."""
    return scale_of([*_sums(plot).values(), plot.target], plot.unit, plot.currency)


def _filled(shape: dict[str, Any], plot: Plot, scale: Scale, **datasets: list[dict[str, Any]]) -> dict[str, Any]:
    """A shape with its data and choices."""
    spec = copy.deepcopy(shape)
    if not plot.linked:
        for layer in spec["layer"]:
            layer["encoding"].pop("href", None)
    named = ticks(plot.positions)
    params = {
        "order": list(plot.positions.values()),
        "ticks": named,
        "shown": list(named),
        "last": list(plot.positions.values())[-1] if plot.over_time else "",
        "prefix": scale.prefix,
        "suffix": scale.suffix,
    }
    spec["params"] = [{"name": name, "value": value} for name, value in params.items()]
    spec["datasets"] = datasets
    spec["usermeta"] = {"embedOptions": {"formatLocale": _number_locale()}}
    return spec


def _number_locale() -> dict[str, Any]:
    french = language() == "fr"
    separators = {"decimal": "," if french else ".", "thousands": NARROW if french else ","}
    return {**separators, "grouping": [3], "currency": ["", ""], "minus": "−"}


def _points(plot: Plot, scale: Scale) -> list[dict[str, Any]]:
    """A point per row, with what is told of it."""
    positions, paints, names = plot.positions, plot.paints, plot.names
    rank = {name: n for n, name in enumerate(names)}
    return [
        {
            "x": positions[row[plot.x]],
            "y": scale.drawn(row[plot.y]),
            "series": name,
            "rank": rank[name],
            "color": paints[rank[name]],
            "dash": DASHES[rank[name] % len(DASHES)],
            "least": bool(row.get(plot.lower_bounds)),
            "text": scale.short(row[plot.y]),
            "href": row.get(plot.links) or None,
            "tip": f"{positions[row[plot.x]]}\n{name}\t{exact(plot, row)}",
        }
        for row in plot.rows
        for name in (plot.name_of(row),)
    ]


def _sums(plot: Plot) -> dict[Any, Decimal]:
    """The height each column reaches."""
    sums: dict[Any, Decimal] = dict.fromkeys(plot.positions, Decimal(0))
    for row in plot.rows:
        sums[row[plot.x]] += Decimal(row[plot.y] or 0)
    return sums


def _totals(plot: Plot, text: Callable[[Any], str]) -> list[dict[str, Any]]:
    """Above each column its total; credits hang below the axis and do not raise it."""
    scale = _scale(plot)
    tops: dict[Any, Decimal] = dict.fromkeys(plot.positions, Decimal(0))
    for row in plot.rows:
        tops[row[plot.x]] += max(Decimal(row[plot.y] or 0), Decimal(0))
    return [
        {"x": plot.positions[value], "y": scale.drawn(tops[value]), "text": text(total)}
        for value, total in _sums(plot).items()
    ]


def _targets(plot: Plot, scale: Scale) -> list[dict[str, Any]]:
    if plot.target is None:
        return []
    text = _("target {0}").format(scale.short(plot.target))
    return [{"y": scale.drawn(plot.target), "text": text}]


def _panes(plot: Plot) -> list[dict[str, Any]]:
    """Per position, the figures of every series and the first address among them."""
    panes = []
    for value, text in plot.positions.items():
        rows = [row for row in plot.rows if row[plot.x] == value]
        told = [f"{plot.name_of(row)}\t{exact(plot, row)}" for row in rows]
        link = next((row[plot.links] for row in rows if row.get(plot.links)), None)
        panes.append({"x": text, "href": link, "tip": "\n".join([text, *told])})
    return panes


def _levels(plot: Plot) -> list[tuple[Decimal, Decimal]]:
    """Where each line of a bridge starts and stops."""
    values = [Decimal(row[plot.y]) for row in plot.rows]
    if len(values) < 2 or sum(values[:-1]) != values[-1]:
        raise ValueError(f"the parts of the bridge do not add up to its end: {values}")
    level, levels = values[0], [(values[0], values[0])]
    for change in values[1:-1]:
        levels.append((level, level + change))
        level += change
    return [*levels, (values[-1], values[-1])]


def _step(
    plot: Plot, scale: Scale, row: Mapping[str, Any], before: Decimal, after: Decimal, rising_is_good: bool
) -> dict[str, Any]:
    name = plot.positions[row[plot.x]]
    return {
        "x": name,
        "from": scale.drawn(before),
        "to": scale.drawn(after),
        "color": GOOD if (after > before) == rising_is_good else BAD,
        "text": scale.short(row[plot.y], signed=before != after),
        "href": row.get(plot.links) or None,
        "tip": f"{name}\n{plot.label(plot.y)}\t{exact(plot, row)}",
    }
