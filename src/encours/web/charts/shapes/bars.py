"""Forms made of bars: columns over time, lying bars by name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from encours.web.charts.shapes.axes import (
    INK,
    SUNKEN,
    SURFACE,
    categories,
    colored,
    data,
    plain,
    positions,
    values,
)


@lru_cache(maxsize=1)
def columns() -> dict[str, Any]:
    """Stacked columns with their total on top."""
    bars = (
        alt.Chart(data("points"))
        .mark_bar(cornerRadius=2, stroke=SURFACE, strokeWidth=1.25)
        .encode(
            x=positions(),
            y=values(stack=True),
            color=colored(),
            order="rank:Q",
            href="href:N",
            tooltip="tip:N",
        )
    )
    heads = (
        alt.Chart(data("totals"), name="tops")
        .mark_text(baseline="bottom", dy=-5)
        .encode(x="x:O", y="y:Q", text="text:N")
    )
    return plain(bars, heads)


@lru_cache(maxsize=1)
def rows() -> dict[str, Any]:
    """Lying bars on a track, perhaps stacked, with their total at the right."""
    along = alt.X("y:Q", axis=None, stack="zero", scale=alt.Scale(nice=False))
    track = (
        alt.Chart(data("totals"))
        .mark_bar(cornerRadius=3, fill=SUNKEN)
        .encode(y=categories(), x=alt.value(0), x2=alt.value("width"))
    )
    bars = (
        alt.Chart(data("points"))
        .mark_bar(cornerRadius=3, stroke=SURFACE, strokeWidth=1)
        .encode(y=categories(), x=along, color=colored(), order="rank:Q", href="href:N", tooltip="tip:N")
    )
    ends = (
        alt.Chart(data("totals"))
        .mark_text(align="left", dx=8, fontSize=12.5, fontWeight=600, fill=INK)
        .encode(y=categories(), x=alt.value("width"), text="text:N")
    )
    return plain(track, bars, ends)
