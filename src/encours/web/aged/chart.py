"""The ageing above the table: a bar for each value of the first dimension, or a column for each bucket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from encours.api import words
from encours.i18n import _
from encours.web.aged.columns import entity_names
from encours.web.aged.lines import Line, Values, added
from encours.web.aged.query import Aged
from encours.web.charts.plot import Plot, ageing_colors
from encours.web.charts.record import Chart
from encours.web.charts.specs import bars, hbars
from encours.web.labels import fields

MOST_BARS = 8


def drawn(asked: Aged, found: Sequence[Line] | None, total: Line) -> Chart:
    """`found` are the rows when all of them are at hand; their largest groups are drawn, the others together."""
    groups = _groups(asked, found) if found is not None and asked.by[0] != "customer" else []
    if len(groups) < 2:
        return _by_bucket(asked, total)
    names = entity_names(asked)
    largest = sorted(groups, key=lambda line: line.gross, reverse=True)
    shown, rest = largest[:MOST_BARS], largest[MOST_BARS:]
    rows = [
        row
        for line in shown
        for row in _stack(asked, _name(asked, line.values, names), line, asked.cell(line.values))
    ]
    if rest:
        others = added(rest, len(asked.labels))
        rows += _stack(asked, _("Others ({0})").format(len(rest)), others, None)
    plot = Plot(
        rows, "x", "amount", "bucket", currency=asked.visit.currency, colors=ageing_colors(len(asked.labels))
    )
    return hbars(plot)


def _groups(asked: Aged, found: Sequence[Line]) -> list[Line]:
    """The rows of each value of the first dimension, as one."""
    inside: dict[Values, list[Line]] = {}
    for line in found:
        inside.setdefault(line.values[:1], []).append(line)
    return [added(those, len(asked.labels), values) for values, those in inside.items()]


def _by_bucket(asked: Aged, total: Line) -> Chart:
    names = [words.bucket(label, asked.base) for label in asked.labels]
    rows = [
        {"x": name, "amount": amount, "bucket": name, "href": asked.rows_url("gross", [f"bucket={label}"])}
        for name, label, amount in zip(names, asked.labels, total.amounts, strict=True)
    ]
    colors = ageing_colors(len(asked.labels))
    return bars(Plot(rows, "x", "amount", "bucket", currency=asked.visit.currency, colors=colors))


def _stack(asked: Aged, name: str, line: Line, cell: Sequence[str] | None) -> list[dict[str, Any]]:
    """The parts of one bar; those of the others together lead nowhere."""
    return [
        {
            "x": name,
            "amount": amount,
            "bucket": words.bucket(label, asked.base),
            "href": "" if cell is None else asked.rows_url("gross", [*cell, f"bucket={label}"]),
        }
        for label, amount in zip(asked.labels, line.amounts, strict=True)
    ]


def _name(asked: Aged, values: Values, names: Mapping[str, str]) -> str:
    known = names.get(values[0] or "") if asked.by[0] == "entity" else None
    return known or fields.value(asked.by[0], values[0], asked.base)
