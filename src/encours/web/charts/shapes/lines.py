"""Forms made of lines over time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from encours.web.charts.shapes.axes import INK, SURFACE, colored, data, plain, positions, values


@lru_cache(maxsize=1)
def lines() -> dict[str, Any]:
    """Lines over time: an area under a single one, a target, marks where a figure is at least its value."""
    area = (
        alt.Chart(data("area"))
        .mark_area(interpolate="monotone", fill="var(--accent)", fillOpacity=0.07)
        .encode(x=positions(), y=values(zero=False), y2=alt.value("height"))
    )
    rule = (
        alt.Chart(data("targets"))
        .mark_rule(stroke="var(--good)", strokeWidth=1.5, strokeDash=[1.5, 3], strokeCap="round")
        .encode(y="y:Q")
    )
    name = (
        alt.Chart(data("targets"))
        .mark_text(align="left", dx=4, dy=-7, fill="var(--good)", fontWeight=600)
        .encode(x=alt.value(0), y="y:Q", text="text:N")
    )
    return plain(area, rule, name, _strokes(), _least(), _now(), _now_text(), _hits())


def _strokes() -> alt.Chart:
    return (
        alt.Chart(data("points"))
        .mark_line(
            interpolate="monotone", strokeWidth=2, strokeJoin="round", invalid="break-paths-show-path-domains"
        )
        .encode(
            x=positions(),
            y=values(zero=False),
            color=colored(),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
        )
    )


def _least() -> alt.Chart:
    return (
        alt.Chart(data("least"))
        .mark_point(shape="triangle-up", size=60, fill=SURFACE, strokeWidth=1.5)
        .encode(x="x:O", y="y:Q", stroke=alt.Stroke("color:N", scale=None))
    )


def _now() -> alt.Chart:
    return (
        alt.Chart(data("ends"))
        .mark_point(size=52, filled=True, opacity=1, stroke=SURFACE, strokeWidth=2)
        .encode(x="x:O", y="y:Q", fill=alt.Fill("color:N", scale=None))
    )


def _now_text() -> alt.Chart:
    return (
        alt.Chart(data("heads"), name="heads")
        .mark_text(align="right", dx=6, dy=-14, fontSize=13.5, fontWeight=700, fill=INK)
        .encode(x="x:O", y="y:Q", text="text:N")
    )


def _hits() -> alt.Chart:
    """One pane per position, over everything: wherever the pointer is, the figures of that day are told."""
    return (
        alt.Chart(data("panes"), name="panes")
        .mark_rect(fill="transparent")
        .encode(x=positions(), y=alt.value(0), y2=alt.value("height"), href="href:N", tooltip="tip:N")
    )
