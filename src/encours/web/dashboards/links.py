"""Where a figure of a block leads: to the rows that add up to it, or to the page that explains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from encours.api.question import SETTINGS
from encours.cube.filters import equals
from encours.cube.measures import BY_NAME as MEASURES
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.web.dashboards.blocks import Block
from encours.web.visit.scope import Scope
from encours.web.visit.visit import Visit


def visit_of(visit: Visit, block: Block) -> Visit:
    """The visit a block is read in: that of the page, or with entities and portfolios of its own.

    Either way it is confined to what the reader may see.
    """
    if not block.own_scope:
        return visit
    scope: Scope = replace(visit.scope, entities=block.entities, portfolios=block.portfolios)
    return Visit(visit.request, visit.person, scope)


def figure_url(
    visit: Visit, key: str, where: Sequence[str], settings: Mapping[str, str], day: str = ""
) -> str:
    """The address behind a figure, under its conditions and settings, on another date if one is given."""
    name, _colon, main = key.partition(":")
    date = {"date": day} if day else {}
    if name in MEASURES or name == "aged":
        used = {setting: value for setting, value in settings.items() if setting in SETTINGS}
        return visit.rows_url("gross" if name == "aged" else name, where, **used, **date)
    parameter = INDICATORS[name].main_parameter if name in INDICATORS else ""
    said = {**settings, **({parameter: main} if main and parameter else {}), **date}
    return visit.url("indicator", name, where=list(where), **said)


def part_of(block: Block, values: Mapping[str, str | None]) -> list[str]:
    """The conditions of one part of a split."""
    return [*block.where, *(equals(name, value) for name, value in values.items())]
