"""All the figures there are, by family: value, change since the month-end before, trend, target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.cube.measure import Measure
from encours.cube.measures import BY_NAME as MEASURES
from encours.errors import EncoursError
from encours.i18n import _
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.indicators.record import Indicator, Unit
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.cards.cards import Card
from encours.web.cards.page import Slots, show
from encours.web.indicators.families import (
    DEAR,
    DEAR_MEASURES,
    FAMILIES,
    FEW_CUSTOMERS,
    FLOWS,
    POSITIONS,
    tone,
)
from encours.web.tables.memory import folded
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.choices.chosen import on_time_tolerance, target, window

MONTHS = 13


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the list; without `value` it is still to be asked."""

    name: str
    label: str
    about: str
    href: str
    goal: str
    value: str = ""
    least: bool = False
    change: str = ""
    tone: str = "flat"
    trend: tuple[Any, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    key: str
    label: str
    names: tuple[str, ...]


@require_GET
def indicators(request: HttpRequest) -> HttpResponseBase:
    """The page; or one of its lines, which a script asks for."""
    visit = enter(request, Right.SEE)
    families = sought(visit, str(request.GET.get("q", "")))
    page = partial(_page, visit, families)
    return show(visit, "indicators/indicators.html", _cards(visit, families), page)


def families_of(visit: Visit) -> list[Family]:
    """Those of the product, one's own, the measures they are made of."""
    found = [Family(key, _(label), names) for key, label, names in FAMILIES]
    own = tuple(visit.book.indicators)
    return [
        *found,
        *([Family("own", _("Own indicators"), own)] if own else []),
        Family("positions", _("Measures at the date"), POSITIONS),
        Family("flows", _("Measures over the period"), FLOWS),
    ]


def sought(visit: Visit, text: str) -> list[Family]:
    """The families with the figures whose name or words hold each word looked for."""
    wanted = folded(text[:200]).split()
    kept = []
    for family in families_of(visit):
        names = tuple(
            name for name in family.names if all(word in _words(visit, family, name) for word in wanted)
        )
        if names:
            kept.append(Family(family.key, family.label, names))
    return kept


def of_name(visit: Visit, name: str) -> Indicator | Measure:
    """The indicator, one's own or the measure of a name."""
    return INDICATORS.get(name) or visit.book.indicators.get(name) or MEASURES[name]


def lines(visit: Visit, names: Sequence[str]) -> list[Line]:
    """The lines of some figures: one question for all."""
    if not names:
        return []
    large = visit.book.about.customers > FEW_CUSTOMERS
    asked = 2 if large and any(_waits(visit, name) for name in names) else MONTHS
    keys = [_key(name) for name in names]
    result = visit.show(*keys, history=asked, **({"window": window()} if _windowed(visit, names) else {}))
    last = len(result.rows) - 1
    return [
        _line(visit, name, result[key], (last, key) in result.lower_bounds)
        for name, key in zip(names, keys, strict=True)
    ]


def _page(visit: Visit, families: Sequence[Family], slots: Slots) -> dict[str, Any]:
    at_once = [name for family in families for name in family.names if not _waits(visit, name)]
    known = {line.name: line for line in lines(visit, at_once)}
    return {
        "families": [
            (family, [(known.get(name), slots.get(f"row-{name}")) for name in family.names])
            for family in families
        ],
        "waiting": any(not slot.content for slot in slots.values()),
        "q": visit.request.GET.get("q", ""),
        "kept": list(visit.scope.pairs),
        "number": sum(len(family.names) for family in families),
        "may_own": visit.may(Right.OWN),
    }


def _cards(visit: Visit, families: Sequence[Family]) -> list[Card]:
    """The lines that are asked one by one: the dear ones, and one's own, whose cost nobody knows."""
    return [
        Card(
            f"row-{name}",
            _(of_name(visit, name).label),
            "indicators/row.html",
            partial(_alone, name=name),
            bare=True,
        )
        for family in families
        for name in family.names
        if _waits(visit, name)
    ]


def _waits(visit: Visit, name: str) -> bool:
    return name in DEAR or name in DEAR_MEASURES or name in visit.book.indicators


def _alone(visit: Visit, name: str) -> dict[str, Any]:
    try:
        (line,) = lines(visit, [name])
    except EncoursError as error:
        line = _line(visit, name, [], False, str(error))
    return {"line": line}


def _words(visit: Visit, family: Family, name: str) -> str:
    of = of_name(visit, name)
    about = of.definition if isinstance(of, Indicator) else of.about
    return folded(f"{name} {_(of.label)} {_(about) if about else ''} {family.label}")


def _key(name: str) -> str:
    return f"{name}:{on_time_tolerance()}" if name == "on_time_rate" else name


def _windowed(visit: Visit, names: Sequence[str]) -> bool:
    """Whether any of them is over a period."""
    found = [of_name(visit, name) for name in names]
    return any("window" in of.defaults() if isinstance(of, Indicator) else of.flow for of in found)


def _line(visit: Visit, name: str, values: Sequence[Any], least: bool, problem: str = "") -> Line:
    of = of_name(visit, name)
    unit = of.unit if isinstance(of, Indicator) else Unit.MONEY if of.money else Unit.COUNT
    now, before = (values[-1] if values else None), (values[-2] if len(values) > 1 else None)
    change = None if now is None or before is None else now - before
    goal = target(name, visit.scope.entities)
    about = of.definition if isinstance(of, Indicator) else of.about
    return Line(
        name,
        _(of.label),
        _(about) if about else "",
        visit.url("indicator", name),
        "" if goal is None else typography.shown(goal, unit, visit.currency, "short"),
        "" if problem else typography.shown(now, unit, visit.currency, "short"),
        least,
        "" if change is None else typography.signed(change, unit, visit.currency, "short"),
        tone(name, change),
        tuple(values) if len(values) > 2 else (),
        problem,
    )
