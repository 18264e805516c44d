"""Tags that draw: `chart` from a prepared one; `spark`, `strip`, `habit` and `meter` from plain values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import json_script

from encours.i18n import _
from encours.web.charts import inline
from encours.web.charts.plot import ageing_colors
from encours.web.charts.record import Chart, percent

register = template.Library()
METER_WIDTH = 76


@register.inclusion_tag("charts/chart.html")
def chart(drawn: Chart, title: str) -> dict[str, Any]:
    """A chart, its legend and its data: `{% chart aged title=heading %}`."""
    return {"chart": drawn, "title": title, "json": json_script(drawn.spec), "empty": drawn.empty}


@register.inclusion_tag("charts/spark.html")
def spark(values: Sequence[Any], tone: str = "", label: str = "") -> dict[str, Any]:
    """A sparkline; `tone` is good, bad or nothing. Without a label it is decoration beside its figure."""
    size = {"width": inline.SPARK_WIDTH, "height": inline.SPARK_HEIGHT}
    return {"spark": inline.spark(values), "tone": tone, "label": label, **size}


@register.inclusion_tag("charts/strip.html")
def strip(parts: Sequence[tuple[str, Any, str]], height: int = 8) -> dict[str, Any]:
    """An ageing strip from (bucket, amount, amount in words), all buckets from not due to the oldest."""
    segments = inline.strip(parts, ageing_colors(len(parts)))
    return {"segments": segments, "height": height, "label": ", ".join(segment.tip for segment in segments)}


@register.inclusion_tag("charts/habit.html")
def habit(invoices: Sequence[tuple[Any, bool]]) -> dict[str, Any]:
    """The last invoices of a payer, (days late, whether open), oldest first."""
    bars = inline.habit(invoices)
    late = sum(1 for days, _is_open in invoices if (days or 0) > 0)
    label = _("Last {0} invoices: {1} late").format(len(bars), late)
    return {
        "bars": bars,
        "width": len(bars) * inline.HABIT_STEP,
        "height": inline.HABIT_HEIGHT,
        "label": label,
    }


@register.inclusion_tag("charts/meter.html")
def meter(rate: Decimal | None, width: int = METER_WIDTH) -> dict[str, Any]:
    """How much of a limit is used (1 is all of it), full and in another tone beyond."""
    filled = min(max(rate or Decimal(0), Decimal(0)), Decimal(1))
    text = percent(Decimal(rate)) if rate is not None else ""
    return {
        "width": width,
        "filled": f"{float(filled) * width:.1f}",
        "over": bool(rate and rate > 1),
        "label": text,
    }
