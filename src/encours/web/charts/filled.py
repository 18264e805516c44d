"""A form filled with its data, ready for the browser."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from encours.i18n import language
from encours.web.charts.plot import Plot
from encours.web.charts.record import Chart, legend_of, table_of
from encours.web.charts.shapes.axes import NAME_LIMIT
from encours.web.charts.wording import Scale, ticks
from encours.web.typography import NARROW

LETTER = 5.6  # width of a letter of an axis, in pixels


def assembled(plot: Plot, spec: dict[str, Any], height: int, shares: bool = False) -> Chart:
    """The drawing with its legend and its table."""
    return Chart(
        {**spec, "height": height},
        table_of(plot),
        legend_of(plot, shares),
        plot.linked,
        height,
        tuple(plot.notes),
    )


def filled(
    shape: dict[str, Any], plot: Plot, scale: Scale, **datasets: list[dict[str, Any]]
) -> dict[str, Any]:
    """A shape with its data and choices."""
    # A layer without data would be drawn as nothing, with a complaint in the browser's console.
    spec = {**shape, "layer": [copy.deepcopy(one) for one in shape["layer"] if datasets[one["data"]["name"]]]}
    if not plot.linked:
        for layer in spec["layer"]:
            layer["encoding"].pop("href", None)
    spec["params"] = [{"name": name, "value": value} for name, value in _params(plot, scale).items()]
    spec["datasets"] = {name: rows for name, rows in datasets.items() if rows}
    spec["usermeta"] = {"embedOptions": {"formatLocale": _number_locale()}}
    return spec


def _params(plot: Plot, scale: Scale) -> dict[str, Any]:
    """What the axes write; widths in pixels are estimates on the longest text."""
    named = ticks(plot.positions)
    return {
        "order": list(named),
        "ticks": named,
        "tick_width": _width(named.values()),
        "name_width": _width(named),
        "last": list(named)[-1] if plot.over_time else "",
        "prefix": scale.prefix,
        "suffix": scale.suffix,
    }


def _width(texts: Iterable[str]) -> float:
    return min(max((len(text) for text in texts), default=0) * LETTER, NAME_LIMIT) + 10


def _number_locale() -> dict[str, Any]:
    french = language() == "fr"
    separators = {"decimal": "," if french else ".", "thousands": NARROW if french else ","}
    return {**separators, "grouping": [3], "currency": ["", ""], "minus": "−"}
