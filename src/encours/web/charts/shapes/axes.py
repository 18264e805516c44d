"""What the forms of charts have in common: axes, colours, type; data and choices reach them by name.

A shape reads the data sets its specification is given (`points`, `totals`…) and the parameters
`order`, `ticks`, `tick_width`, `name_width`, `last`, `prefix`, `suffix`: so one shape serves every chart of its kind.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

NAME_LIMIT = 110
# Names take the room they need, up to two fifths of the drawing; drawn without a page, an amount in the middle.
CATEGORY_LIMIT = "isFinite(containerSize()[0]) ? clamp(containerSize()[0] * 0.44, 110, 220) : 160"
FONT = "Inter, system-ui, sans-serif"
MINUS = "\u2212"
INK, INK_2, INK_3 = "var(--ink)", "var(--ink-2)", "var(--ink-3)"
LINE, LINE_2, SURFACE, SUNKEN = "var(--line)", "var(--line-2)", "var(--surface)", "var(--sunken)"
# The unit follows (in English precedes) each figure of the axis, the sign staying in front.
UNIT_LABEL = f"(datum.value < 0 ? '{MINUS}' : '') + prefix + replace(datum.label, '{MINUS}', '') + suffix"
# A label every so many positions, counted from the last, which is always named; the short form when all have room.
STEP = "ceil(length(order) * tick_width / width) <= 1 ? 1 : ceil(length(order) * name_width / width)"
PLACE = "(length(order) - 1 - indexof(order, datum.value))"
TICK_LABEL = f"({STEP}) == 1 ? ticks[datum.value] : {PLACE} % ({STEP}) == 0 ? datum.value : ''"
NOW: dict[str, Any] = {"condition": {"test": "datum.value === last", "value": 600}, "value": 400}
NOW_INK: dict[str, Any] = {"condition": {"test": "datum.value === last", "value": INK}, "value": INK_3}


def data(name: str) -> alt.NamedData:
    return alt.NamedData(name=name)


def expr(text: str) -> alt.ExprRef:
    return alt.ExprRef(expr=text)


@lru_cache(maxsize=1)
def config() -> dict[str, Any]:
    """What all charts share: our font, quiet axes, no background, no frame."""
    return {
        "font": FONT,
        "background": None,
        "padding": {"left": 2, "right": 4, "top": 4, "bottom": 2},
        "view": {"stroke": None},
        "aria": False,
        "axis": {
            "labelFont": FONT,
            "labelFontSize": 11.5,
            "labelColor": INK_3,
            "labelPadding": 6,
            "ticks": False,
            "domainColor": LINE_2,
            "gridColor": LINE,
        },
        "text": {"font": FONT, "fontSize": 11.5, "fontWeight": 500, "fill": INK_2},
    }


def positions(labels: bool = True) -> alt.X:
    """Months or days along the bottom, the last one in bold."""
    axis = alt.Axis(
        labels=labels,
        domain=labels,
        labelExpr=TICK_LABEL,
        labelAngle=0,
        labelLimit=NAME_LIMIT,
        labelOverlap=False,
        labelFontWeight=NOW,
        labelColor=NOW_INK,
        grid=False,
    )
    return alt.X(
        "x:O",
        sort=None,
        title=None,
        axis=axis,
        scale=alt.Scale(domain=expr("order"), paddingInner=0.28, paddingOuter=0.14),
    )


def values(zero: bool = True, stack: bool = False) -> alt.Y:
    """Amounts up the side."""
    axis = alt.Axis(labelExpr=UNIT_LABEL, domain=False, tickCount=5)
    return alt.Y(
        "y:Q", title=None, axis=axis, stack="zero" if stack else None, scale=alt.Scale(zero=zero, nice=True)
    )


def categories() -> alt.Y:
    """Names down the side, in full as far as there is room."""
    axis = alt.Axis(
        domain=False,
        labelColor=INK,
        labelFontSize=12.5,
        labelLimit=expr(CATEGORY_LIMIT),
        labelPadding=8,
        grid=False,
    )
    return alt.Y(
        "x:O",
        sort=None,
        title=None,
        axis=axis,
        scale=alt.Scale(domain=expr("order"), paddingInner=0.42, paddingOuter=0.1),
    )


def colored() -> alt.Color:
    """The colour written in the data, a CSS custom property."""
    return alt.Color("color:N", scale=None)


def plain(*layers: alt.Chart) -> dict[str, Any]:
    """The layers as a checked specification, without altair's own configuration."""
    spec: dict[str, Any] = alt.layer(*layers).to_dict()
    return {
        **spec,
        "config": config(),
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
    }
