"""The charts of blocks, and the rows they are drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api import Result, words
from encours.cube import buckets
from encours.cube.buckets import UNAPPLIED
from encours.i18n import _
from encours.indicators.record import Unit
from encours.web.charts import specs
from encours.web.charts.plot import Plot, ageing_colors
from encours.web.charts.record import Chart
from encours.web.dashboards.blocks import Block, Form
from encours.web.dashboards.links import figure_url, part_of
from encours.web.dashboards.split import cell_url, names, top
from encours.web.labels.fields import value
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import default_edges

MOST_LINES = 8
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """`rows` hold `x`, `series` and `value`; `position` and `named` are what the first two are called."""

    rows: Rows
    unit: Unit
    position: str
    named: str
    label: str
    lower_bounds: bool = False
    notes: tuple[str, ...] = ()


def drawn(visit: Visit, block: Block) -> Drawn:
    """The rows of a chart."""
    return {Form.LINES: _lines, Form.BARS: _bars, Form.BUCKETS: _buckets}[Form(block.form)](visit, block)


def chart(visit: Visit, block: Block, rows: Drawn) -> Chart:
    """The chart of these rows."""
    series = "series" if block.form == Form.BUCKETS or len({row["series"] for row in rows.rows}) > 1 else ""
    aged = block.form == Form.BUCKETS
    plot = Plot(
        rows.rows,
        "x",
        "value",
        series,
        rows.unit,
        visit.currency if rows.unit is Unit.MONEY else "",
        {"x": rows.position, "value": rows.label},
        colors=ageing_colors(len(buckets.labels(buckets.edges(edges_of(block))))) if aged else (),
        target=_target(visit, block) if block.form == Form.LINES else None,
        notes=rows.notes,
    )
    if block.form == Form.LINES:
        return specs.lines(plot)
    return specs.bars(plot, shares=True) if aged and not block.by else specs.hbars(plot)


def edges_of(block: Block) -> str:
    """Those of the block, else those pages open on."""
    return str(block.settings.get("edges") or default_edges()).replace(";", ",")


def _lines(visit: Visit, block: Block) -> Drawn:
    found = visit.show(
        *block.figures,
        by=block.by or (),
        where=block.where,
        history=block.history,
        settings=dict(block.settings),
    )
    keys = list(found.units)
    kept = _strongest(found, block.by, keys[0]) if block.by else None
    named = names(visit, block.by) if block.by else {}
    rows = [
        {
            "x": date.fromisoformat(row["as_of"]),
            "series": _series(block, row, named) if block.by else found.labels[key],
            "value": row[key],
            "lower_bound": (place, key) in found.lower_bounds,
            "href": figure_url(visit, key, _where(block, row), block.settings, row["as_of"]),
        }
        for key in keys
        for place, row in enumerate(found)
        if kept is None or row[block.by] in kept
    ]
    label = found.labels[keys[0]]
    return Drawn(
        rows,
        found.units[keys[0]],
        _("Month"),
        words.field(block.by) if block.by else _("Figure"),
        label,
        True,
        found.notes,
    )


def _strongest(found: Result, by: str, key: str) -> set[Any]:
    """The parts with the largest figures over the whole time: more lines than these are not told apart."""
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for row in found:
        sums[row[by]] += abs(Decimal(row[key] or 0))
    return set(sorted(sums, key=lambda part: -sums[part])[:MOST_LINES])


def _bars(visit: Visit, block: Block) -> Drawn:
    found = top(visit, block)
    ((key, unit),) = found.units.items()
    rows = [
        {
            "x": part.name if not part.second else f"{part.name} ({part.second})",
            "series": found.labels[key],
            "value": part.figures[key],
            "href": cell_url(visit, block, part, key),
        }
        for part in found.parts
    ]
    said = (words.field(block.by), _("Figure"), found.labels[key])
    return Drawn(rows, unit, *said, notes=_cut(len(rows), found.count))


def _cut(shown: int, count: int) -> tuple[str, ...]:
    """A note where the largest parts alone are drawn."""
    return (_("the {0} largest of {1}").format(shown, count),) if count > shown else ()


def _buckets(visit: Visit, block: Block) -> Drawn:
    settings = {**block.settings, "edges": edges_of(block)}
    split: dict[str, Any] = {"by": block.by} if block.by else {"history": block.history}
    found = [
        row
        for row in visit.show("aged", where=block.where, settings=settings, **split)
        if row["bucket"] != UNAPPLIED  # credits are no part of the gross
    ]
    kept = _tallest(found, block) if block.by else None
    named = names(visit, block.by) if block.by else {}
    rows = [
        {
            "x": _series(block, row, named) if block.by else date.fromisoformat(row["as_of"]),
            "series": words.bucket(row["bucket"], settings.get("base_date", "due")),
            "value": row["aged"],
            "href": figure_url(
                visit, "gross", [*_where(block, row), f"bucket={row['bucket']}"], settings, row["as_of"]
            ),
        }
        for row in (found if kept is None else _by_rank(found, block.by, kept))
    ]
    said = (words.field(block.by) if block.by else _("Month"), _("Bucket"), _("Open debits"))
    parts = {row[block.by] for row in found} if block.by else set()
    return Drawn(rows, Unit.MONEY, *said, notes=_cut(len(kept or parts), len(parts)))


def _tallest(found: Sequence[dict[str, Any]], block: Block) -> list[Any]:
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for row in found:
        sums[row[block.by]] += row["aged"] or 0
    return sorted(sums, key=lambda part: -sums[part])[: block.limit]


def _by_rank(found: Sequence[dict[str, Any]], by: str, kept: Sequence[Any]) -> Rows:
    return [row for part in kept for row in found if row[by] == part]


def _where(block: Block, row: dict[str, Any]) -> list[str]:
    return part_of(block, {block.by: row[block.by]} if block.by else {})


def _series(block: Block, row: dict[str, Any], named: dict[str, str]) -> str:
    said = row[block.by]
    return named.get(said or "") or value(block.by, said)


def _target(visit: Visit, block: Block) -> Decimal | None:
    """One line alone has a target."""
    if block.by or len(block.figures) != 1:
        return None
    return visit.target(block.figures[0].partition(":")[0])
