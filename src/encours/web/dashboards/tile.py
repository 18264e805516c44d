"""A figure, its change, its target and its trend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from encours.api import Result
from encours.cube.figure import tone
from encours.cube.periods import previous, year_before
from encours.i18n import _
from encours.indicators.catalogue import figure
from encours.indicators.record import Better, Unit
from encours.web import typography
from encours.web.dashboards.blocks import Block
from encours.web.dashboards.labels import plainly, with_period
from encours.web.dashboards.links import figure_url
from encours.web.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class Tile:
    """`value` with `unit` behind it, smaller; `sub` says what the change is from, or the target."""

    label: str
    value: str
    unit: str
    href: str
    delta: str
    tone: str
    sub: str
    hint: str
    trend: tuple[Any, ...]


def tile(visit: Visit, block: Block) -> Tile:
    """As the book answers at the date of the page."""
    found = months(visit, block)
    ((key, unit),) = found.units.items()
    now, before = found[key][-1], _before(visit, block, found[key])
    of = figure(key.partition(":")[0], visit.book.indicators)
    shown, behind = typography.number_and_unit(typography.shown(now, unit, visit.currency, "short"))
    change = None if now is None or before is None else now - before
    label = plainly(found.labels[key])
    return Tile(
        block.title or with_period(label, block.settings),
        shown,
        behind,
        figure_url(visit, key, block.where, block.settings),
        typography.changed(now, before, unit),
        tone(of.better if of else Better.NEITHER, change),
        found.reason(len(found.rows) - 1, key) or _sub(visit, block, key, unit),
        f"{label}\n{typography.shown(now, unit, visit.currency, 'cents')}",
        tuple(found[key]),
    )


def months(visit: Visit, block: Block) -> Result:
    """The figure at each month-end, and at the date."""
    return visit.show(*block.figures, where=block.where, history=block.history, settings=dict(block.settings))


def _before(visit: Visit, block: Block, values: list[Any]) -> Any:
    """What the change is from; the month before is in the trend already."""
    if block.compare == "month":
        return values[-2]
    if block.compare == "none":
        return None
    day = year_before(visit.day)
    return visit.show(*block.figures, where=block.where, as_of=day, settings=dict(block.settings)).value


def _sub(visit: Visit, block: Block, key: str, unit: Unit) -> str:
    """From when the change is, and the target: the one does not take the place of the other."""
    goal = visit.target(key.partition(":")[0])
    since = (
        "" if block.compare == "none" else _("vs {0}").format(typography.month(_compared(visit.day, block)))
    )
    said = (
        "" if goal is None else _("target {0}").format(typography.shown(goal, unit, visit.currency, "short"))
    )
    return " · ".join(filter(None, (since, said)))


def _compared(day: date, block: Block) -> date:
    return previous(day) if block.compare == "month" else year_before(day)
