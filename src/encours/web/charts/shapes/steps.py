"""Forms made of differences: from one figure to another, and how late each invoice was paid."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from encours.web.charts.shapes.axes import (
    INK,
    INK_2,
    INK_3,
    LINE_2,
    SURFACE,
    UNIT_LABEL,
    categories,
    colored,
    data,
    expr,
    plain,
    positions,
    values,
)


@lru_cache(maxsize=1)
def waterfall() -> dict[str, Any]:
    """Start and end as dots, each cause as a bar from where the one before stopped."""
    return plain(_links(), _changes(), _ends(), *_figures())


def _along(field: str = "low") -> alt.X:
    axis = alt.Axis(
        labelExpr=UNIT_LABEL, domain=False, tickCount=4, labelOverlap="greedy", labelSeparation=10
    )
    return alt.X(f"{field}:Q", title=None, axis=axis, scale=alt.Scale(domain=expr("span"), nice=False))


def _links() -> alt.Chart:
    """Thin strokes that carry the level from a line to the next."""
    return (
        alt.Chart(data("links"))
        .mark_line(stroke=INK_3, strokeWidth=1, strokeOpacity=0.7)
        .encode(x=_along("level"), y=categories(), detail="stroke:N")
    )


def _changes() -> alt.Chart:
    return (
        alt.Chart(data("changes"))
        .mark_bar(cornerRadius=2)
        .encode(x=_along(), x2="high:Q", y=categories(), color=colored(), href="href:N", tooltip="tip:N")
    )


def _ends() -> alt.Chart:
    return (
        alt.Chart(data("ends"))
        .mark_point(size=110, filled=True, opacity=1, fill="var(--accent)", stroke=SURFACE, strokeWidth=2)
        .encode(x=_along(), y=categories(), href="href:N", tooltip="tip:N")
    )


def _figures() -> tuple[alt.Chart, ...]:
    """The figure of each line, before or after its bar."""
    quiet: dict[str, Any] = {"fontSize": 12, "fontWeight": 600, "fill": INK_2}
    bold: dict[str, Any] = {"fontSize": 13, "fontWeight": 700, "fill": INK}
    return (
        _figure("before", "low", align="right", dx=-7, **quiet),
        _figure("after", "high", align="left", dx=7, **quiet),
        _figure("ends_before", "low", align="right", dx=-10, **bold),
        _figure("ends_after", "high", align="left", dx=10, **bold),
    )


def _figure(name: str, field: str, **style: Any) -> alt.Chart:
    return alt.Chart(data(name)).mark_text(**style).encode(x=_along(field), y=categories(), text="text:N")


@lru_cache(maxsize=1)
def lollipop() -> dict[str, Any]:
    """A stem per invoice from the due date, up when late and down when early; open invoices are hollow."""
    axis = positions(labels=False)
    stems = (
        alt.Chart(data("points"))
        .mark_rule(strokeWidth=1.75)
        .encode(x=axis, y=values(), y2=alt.datum(0), color=colored())
    )
    heads = (
        alt.Chart(data("points"))
        .mark_point(size=62, strokeWidth=2, opacity=1)
        .encode(
            x=axis,
            y=values(),
            stroke=alt.Stroke("color:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            href="href:N",
            tooltip="tip:N",
        )
    )
    zero = alt.Chart(data("zero")).mark_rule(stroke=LINE_2, strokeWidth=1).encode(y="y:Q")
    return plain(zero, stems, heads)
