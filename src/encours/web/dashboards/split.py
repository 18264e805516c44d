"""The figures of a block split by a dimension: all the parts, or the largest where there are very many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from encours.api.entities import dimension_values
from encours.api.ranking import Ranked
from encours.indicators.record import Unit
from encours.web.dashboards.blocks import Block
from encours.web.dashboards.labels import many
from encours.web.dashboards.links import figure_url, part_of
from encours.web.labels.fields import value
from encours.web.visit.visit import Visit

NAMED = ("entity", "portfolio")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split: its dimensions, its figures, its name and where it leads."""

    values: Mapping[str, str | None]
    figures: Mapping[str, Any]
    name: str
    second: str
    href: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts with the units and names of their figures, and the figures of all of them together."""

    parts: Sequence[Part]
    units: Mapping[str, Unit]
    labels: Mapping[str, str]
    whole: Mapping[str, Any]
    count: int


def dimensions(by: str) -> tuple[str, ...]:
    """A customer account is one of an entity, and has a name."""
    return ("entity", "customer", "customer_name") if by == "customer" else (by,)


def parts(visit: Visit, block: Block) -> Parts:
    """Every part, with the figures of the whole."""
    found = visit.show(*block.figures, by=block.by, where=block.where, settings=dict(block.settings))
    whole = visit.show(*block.figures, where=block.where, settings=dict(block.settings)).rows[0]
    named = names(visit, block.by)
    made = [_part(visit, block, row, list(found.units), named) for row in found]
    return Parts(made, found.units, found.labels, whole, len(made))


def largest(visit: Visit, block: Block, order: str, limit: int, offset: int = 0) -> Parts:
    """Some of very many parts, in an order, with the sums of all."""
    found: Ranked = visit.ranked(
        *block.figures,
        by=dimensions(block.by),
        where=block.where,
        order=order,
        limit=limit,
        offset=offset,
        settings=dict(block.settings),
    )
    made = [_part(visit, block, row, list(found.rows.units), {}) for row in found.rows]
    return Parts(made, found.rows.units, found.rows.labels, found.totals, found.count)


def top(visit: Visit, block: Block) -> Parts:
    """The largest parts by the first figure, as many as the block shows."""
    if many(block.by):
        return largest(visit, block, f"-{block.figures[0]}", block.limit)
    found = parts(visit, block)
    key = next(iter(found.units))
    known = [part for part in found.parts if part.figures[key]]
    known.sort(key=lambda part: -part.figures[key])
    return Parts(known[: block.limit], found.units, found.labels, found.whole, len(known))


def names(visit: Visit, by: str) -> dict[str, str]:
    """The names of the values that have one besides their code."""
    return {one.value: one.label for one in dimension_values(visit.book, by)} if by in NAMED else {}


def cell_url(visit: Visit, block: Block, part: Part, key: str) -> str:
    """Where a figure of a part leads."""
    values = {name: said for name, said in part.values.items() if name != "customer_name"}
    return figure_url(visit, key, part_of(block, values), block.settings)


def _part(
    visit: Visit, block: Block, row: Mapping[str, Any], keys: Sequence[str], named: Mapping[str, str]
) -> Part:
    values = {name: row[name] for name in dimensions(block.by)}
    held = {key: row[key] for key in keys}
    if block.by == "customer":
        code, entity = values["customer"] or "", values["entity"] or ""
        name, url = values["customer_name"] or code, visit.url("customer", entity, code)
        return Part(values, held, name, f"{code} · {entity}", url)
    said = values[block.by]
    name = named.get(said or "") or value(block.by, said, block.settings.get("base_date", "due"))
    return Part(values, held, name, "", "")
