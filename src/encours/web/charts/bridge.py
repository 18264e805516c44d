"""The waterfall: from one figure to another through what changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from encours.web.charts.filled import assembled, filled
from encours.web.charts.marks import plot_scale
from encours.web.charts.plot import Plot
from encours.web.charts.record import Chart, exact
from encours.web.charts.shapes import steps as step_shapes
from encours.web.charts.wording import Scale

GOOD, BAD = "var(--h0)", "var(--h3)"
LINE_HEIGHT = 30
STEP_ROOM = 0.18  # beside the bars, for their figures


def waterfall(plot: Plot, rising_is_good: bool = False) -> Chart:
    """From the first row to the last, which are levels, through the changes between them.

    The rows between are differences: first + their sum = last, or ValueError says that the bridge is broken.
    """
    scale = plot_scale(plot)
    levels = _levels(plot)
    items = [
        _step(plot, scale, row, before, after, rising_is_good)
        for row, (before, after) in zip(plot.rows, levels, strict=True)
    ]
    low, high = min(item["low"] for item in items), max(item["high"] for item in items)
    room = (high - low or 1) * STEP_ROOM
    ends = (items[0], items[-1])
    # A figure stands on the side of its bar where the chart has more room.
    before = [item["low"] - low > high - item["high"] for item in items]
    spec = filled(
        step_shapes.waterfall(),
        plot,
        scale,
        links=_links(items),
        changes=items[1:-1],
        ends=list(ends),
        before=[item for item, left in zip(items, before, strict=True) if left and item not in ends],
        after=[item for item, left in zip(items, before, strict=True) if not left and item not in ends],
        ends_before=[item for item, left in zip(items, before, strict=True) if left and item in ends],
        ends_after=[item for item, left in zip(items, before, strict=True) if not left and item in ends],
    )
    spec["params"].append({"name": "span", "value": [low - room, high + room]})
    return assembled(plot, spec, LINE_HEIGHT * len(items) + 26)


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
        "low": scale.drawn(min(before, after)),
        "high": scale.drawn(max(before, after)),
        "level": scale.drawn(after),
        "color": GOOD if (after > before) == rising_is_good else BAD,
        "text": scale.short(row[plot.y], signed=before != after),
        "href": row.get(plot.links) or None,
        "tip": f"{name}\n{plot.label(plot.y)}\t{exact(plot, row)}",
    }


def _links(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The level each line hands to the next: two points of one stroke."""
    return [
        {"x": one["x"], "level": before["level"], "stroke": n}
        for n, (before, after) in enumerate(pairwise(items))
        for one in (before, after)
    ]
