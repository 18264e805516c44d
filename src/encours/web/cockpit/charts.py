"""The charts of the page: aged balance by month, DSO by method, ageing by entity or portfolio."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api import words
from encours.api.entities import dimension_values
from encours.cube.buckets import UNAPPLIED
from encours.cube.filters import equals
from encours.i18n import _, mark
from encours.indicators.record import Unit
from encours.web.address import one_of
from encours.web.charts import specs
from encours.web.charts.plot import Plot, ageing_colors
from encours.web.charts.record import Chart
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import default_edges, dso_method, window

AGED_MONTHS, DSO_MONTHS = 12, 24
MOST_BARS = 10
SPLITS = {"entity": mark("Entity"), "portfolio": mark("Portfolio")}
WITHOUT = {"entity": "–", "portfolio": mark("Without portfolio")}


def aged(visit: Visit) -> dict[str, Any]:
    """Open debits by bucket at each month-end of a year."""
    edges = default_edges()
    rows = [
        {
            "month": date.fromisoformat(row["as_of"]),
            "bucket": words.bucket(row["bucket"]),
            "amount": row["aged"],
            "href": visit.rows_url("gross", [f"bucket={row['bucket']}"], date=row["as_of"], edges=edges),
        }
        for row in visit.show("aged", history=AGED_MONTHS, edges=edges)
        if row["bucket"] != UNAPPLIED  # credits are no part of the gross
    ]
    return {"chart": specs.bars(_ageing_plot(visit, rows, "month", _("Month")), shares=True), "edges": edges}


def dso(visit: Visit) -> dict[str, Any]:
    """The DSO over two years: by the method chosen, by count-back, and at best."""
    names = list(dict.fromkeys((dso_method(), "dso_countback", "dso_best_possible")))
    found = visit.show(*names, history=DSO_MONTHS, window=window())
    rows = [
        {
            "month": date.fromisoformat(row["as_of"]),
            "method": found.labels[name],
            "days": row[name],
            "lower_bound": (place, name) in found.lower_bounds,
            "href": visit.url("indicator", name, date=row["as_of"], window=window()),
        }
        for name in names
        for place, row in enumerate(found)
    ]
    goal = visit.target(dso_method())
    plot = Plot(
        rows,
        "month",
        "days",
        "method",
        Unit.DAYS,
        labels={"month": _("Month")},
        target=goal,
        notes=found.notes,
    )
    return {"chart": specs.lines(plot), "method": dso_method(), "window": window()}


def split(visit: Visit) -> dict[str, Any]:
    """Open debits by bucket of the largest entities or portfolios, side by side."""
    by = split_asked(visit)
    chart, count = ageing(visit, by)
    sub = _("the {0} largest of {1}").format(MOST_BARS, count) if count > MOST_BARS else ""
    return {"chart": chart, "by": by, "splits": _choices(visit, by), "sub": sub}


def ageing(visit: Visit, by: str) -> tuple[Chart, int]:
    """A bar for each of the largest values of a dimension, and how many values there are."""
    edges = default_edges()
    held: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for row in visit.show("aged", by=by, edges=edges):
        if row["bucket"] != UNAPPLIED:
            held[row[by]].append(row)
    largest = sorted(held, key=lambda value: -sum((row["aged"] for row in held[value]), Decimal(0)))
    named = {choice.value: choice.label for choice in dimension_values(visit.book, by)}
    rows = [
        {
            "name": named.get(value, value) if value else _(WITHOUT[by]),
            "bucket": words.bucket(row["bucket"]),
            "amount": row["aged"],
            "href": visit.rows_url("gross", [equals(by, value), f"bucket={row['bucket']}"], edges=edges),
        }
        for value in largest[:MOST_BARS]
        for row in held[value]
    ]
    return specs.hbars(_ageing_plot(visit, rows, "name", _(SPLITS[by]))), len(largest)


def split_asked(visit: Visit) -> str:
    """By entity unless the address says otherwise."""
    return one_of(visit.request.GET.get("split", ""), SPLITS, "entity")


def _choices(visit: Visit, chosen: str) -> list[dict[str, Any]]:
    """The ways to split, each with its address and that of the card alone."""
    found = []
    for name, label in SPLITS.items():
        query = visit.request.GET.copy()
        query["split"] = name
        page = f"{visit.request.path}?{query.urlencode()}"
        found.append({"label": _(label), "url": page, "part": f"{page}&part=split", "on": name == chosen})
    return found


def _ageing_plot(visit: Visit, rows: list[dict[str, Any]], x: str, label: str) -> Plot:
    colors = ageing_colors(len(dict.fromkeys(row["bucket"] for row in rows)))
    return Plot(rows, x, "amount", "bucket", Unit.MONEY, visit.currency, {x: label}, colors=colors)
