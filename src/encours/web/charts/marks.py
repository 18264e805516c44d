"""The marks of a chart: points, totals, targets, and what is told when one is pointed at."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from encours.i18n import _
from encours.web.charts.plot import Plot
from encours.web.charts.record import exact
from encours.web.charts.wording import Scale, scale_of

DASHES: tuple[list[float], ...] = ([1, 0], [6, 3], [2, 3], [8, 3, 2, 3])


def plot_scale(plot: Plot, stacked: bool = False) -> Scale:
    """One scale for all the marks, chosen on the largest value, or the tallest column when they are stacked."""
    reached = list(_sums(plot).values()) if stacked else [row[plot.y] for row in plot.rows]
    return scale_of([*reached, plot.target], plot.unit, plot.currency)


def points(plot: Plot, scale: Scale) -> list[dict[str, Any]]:
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


def totals(plot: Plot, scale: Scale, text: Callable[[Any], str]) -> list[dict[str, Any]]:
    """Above each column its total; credits hang below the axis and do not raise it."""
    tops: dict[Any, Decimal] = dict.fromkeys(plot.positions, Decimal(0))
    for row in plot.rows:
        tops[row[plot.x]] += max(Decimal(row[plot.y] or 0), Decimal(0))
    return [
        {"x": plot.positions[value], "y": scale.drawn(tops[value]), "text": text(total)}
        for value, total in _sums(plot).items()
    ]


def targets(plot: Plot, scale: Scale) -> list[dict[str, Any]]:
    """The target and its name, or nothing."""
    if plot.target is None:
        return []
    text = _("target {0}").format(scale.short(plot.target))
    return [{"y": scale.drawn(plot.target), "text": text}]


def panes(plot: Plot) -> list[dict[str, Any]]:
    """Per position, the figures of every series and the first address among them."""
    panes = []
    for value, text in plot.positions.items():
        rows = [row for row in plot.rows if row[plot.x] == value]
        told = [f"{plot.name_of(row)}\t{exact(plot, row)}" for row in rows]
        link = next((row[plot.links] for row in rows if row.get(plot.links)), None)
        panes.append({"x": text, "href": link, "tip": "\n".join([text, *told])})
    return panes


def _sums(plot: Plot) -> dict[Any, Decimal | None]:
    """The height each column reaches; None where no figure makes sense."""
    sums: dict[Any, Decimal | None] = dict.fromkeys(plot.positions)
    for row in plot.rows:
        if row[plot.y] is not None:
            sums[row[plot.x]] = (sums[row[plot.x]] or Decimal(0)) + Decimal(row[plot.y])
    return sums
