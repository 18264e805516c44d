"""A chart for paper: the drawing of the page, in the colours of the light theme, as SVG."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from encours.web.charts.record import Chart

SHEETS = ("encours/tokens.css", "encours/charts.css")
TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), ")
VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")
MIX = re.compile(r"color-mix\(in oklab, (#[0-9a-f]{6}) (\d+)%, (#[0-9a-f]{6})\)")
ON_SCREEN = ("href", "tooltip")  # what only a pointer meets


def on_paper(chart: Chart, width: int) -> str:
    """The chart as an SVG that is `width` pixels wide."""
    import vl_convert

    _letters()
    spec = _plain(chart.spec)
    options = spec.pop("usermeta")["embedOptions"]
    drawn: str = vl_convert.vegalite_to_svg(
        {**spec, "width": width, "autosize": {"type": "fit", "contains": "padding"}},
        format_locale=options["formatLocale"],
        allowed_base_urls=[],  # what is drawn is in the chart: nothing is fetched for it
    )
    return drawn


def color(said: str) -> str:
    """A colour of the style sheets as it is on paper.

    >>> color("color-mix(in oklab, #000000 50%, #ffffff)"), color("transparent")
    ('#808080', 'transparent')
    """
    named = VARIABLE.sub(lambda found: _tokens().get(found[1], "#000000"), said)
    return MIX.sub(lambda found: _mixed(found[1], int(found[2]) / 100, found[3]), named)


def _plain(part: Any) -> Any:
    """A part of a drawing without what is for the screen alone."""
    if isinstance(part, dict):
        return {
            name: _plain(value)
            for name, value in part.items()
            if name not in ON_SCREEN or not isinstance(value, dict)
        }
    if isinstance(part, list):
        return [_plain(one) for one in part]
    return color(part) if isinstance(part, str) and ("var(--" in part or "color-mix" in part) else part


def _mixed(one: str, share: float, other: str) -> str:
    pairs = [(int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


@lru_cache(maxsize=1)
def _tokens() -> dict[str, str]:
    """The named colours of the light theme."""
    found: dict[str, str] = {}
    for sheet in SHEETS:
        path = finders.find(sheet)
        if path:
            found |= dict(TOKEN.findall(Path(path).read_text("utf-8")))
    return found


@lru_cache(maxsize=1)
def _letters() -> None:
    """Widths of words are those of the letters they are printed in."""
    import fontpkg_inter
    import vl_convert

    vl_convert.register_font_directory(str(Path(fontpkg_inter.__file__).parent / "files"))
