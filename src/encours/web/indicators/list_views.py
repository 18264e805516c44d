"""All the figures there are, by family: value, change since the month-end before, trend, target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.cube.figure import tone
from encours.errors import DataError, EncoursError
from encours.i18n import _
from encours.indicators.catalogue import Figure
from encours.indicators.record import Cost, Family
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.cards.cards import Card
from encours.web.cards.page import Slots, show
from encours.web.indicators.families import FEW_CUSTOMERS, LABELS, of_product
from encours.web.tables.memory import folded
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.choices.chosen import on_time_tolerance, window

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
    why: str = ""  # there is no value


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of a family, or those of them looked for."""

    key: str
    label: str
    figures: tuple[Figure, ...]


@require_GET
def indicators(request: HttpRequest) -> HttpResponseBase:
    """The page; or one of its lines, which a script asks for."""
    visit = enter(request, Right.SEE)
    families = sought(visit, str(request.GET.get("q", "")))
    page = partial(_page, visit, families)
    return show(visit, "indicators/indicators.html", _cards(visit, families), page)


def families_of(visit: Visit) -> list[Group]:
    """Those of the product, one's own, the measures they are made of."""
    own = tuple(visit.book.indicators.values())
    each = ((family, own if family is Family.OWN else of_product(family)) for family in LABELS)
    return [Group(family, _(LABELS[family]), found) for family, found in each if found]


def sought(visit: Visit, text: str) -> list[Group]:
    """The families with the figures whose name or words hold each word looked for."""
    wanted = folded(text[:200]).split()
    kept = []
    for family in families_of(visit):
        found = tuple(of for of in family.figures if all(word in _words(family, of) for word in wanted))
        if found:
            kept.append(Group(family.key, family.label, found))
    return kept


def lines(visit: Visit, asked: Sequence[Figure]) -> list[Line]:
    """The lines of some figures: one question for all."""
    if not asked:
        return []
    large = visit.book.about.customers > FEW_CUSTOMERS
    months = 2 if large and any(_waits(of) for of in asked) else MONTHS
    keys = [_key(of.name) for of in asked]
    # A setting that concerns no figure would be refused.
    over = {"window": window()} if any("window" in of.defaults() for of in asked) else {}
    result = visit.show(*keys, history=months, **over)
    last = len(result.rows) - 1
    return [
        _line(visit, of, result[key], (last, key) in result.lower_bounds, result.reason(last, key))
        for of, key in zip(asked, keys, strict=True)
    ]


def _page(visit: Visit, families: Sequence[Group], slots: Slots) -> dict[str, Any]:
    at_once = [of for family in families for of in family.figures if not _waits(of)]
    known = {line.name: line for line in _together(visit, at_once)}
    return {
        "families": [
            (family, [(known.get(of.name), slots.get(f"row-{of.name}")) for of in family.figures])
            for family in families
        ],
        "waiting": any(not slot.content for slot in slots.values()),
        "q": visit.request.GET.get("q", ""),
        "kept": list(visit.scope.pairs),
        "number": sum(len(family.figures) for family in families),
        "may_own": visit.may(Right.OWN),
    }


def _cards(visit: Visit, families: Sequence[Group]) -> list[Card]:
    """The lines that are asked one by one: the costly ones, and one's own, whose cost nobody knows."""
    return [
        Card(f"row-{of.name}", _(of.label), "indicators/row.html", partial(_alone, of=of), bare=True)
        for family in families
        for of in family.figures
        if _waits(of)
    ]


def _waits(of: Figure) -> bool:
    return of.cost is not Cost.SUMS or of.family is Family.OWN


def _together(visit: Visit, asked: Sequence[Figure]) -> list[Line]:
    """One question for all; when money of one of them lacks a rate, each alone: the others have their answer."""
    try:
        return lines(visit, asked)
    except DataError:
        return [_alone(visit, of)["line"] for of in asked]


def _alone(visit: Visit, of: Figure) -> dict[str, Line]:
    try:
        (line,) = lines(visit, [of])
    except EncoursError as error:
        line = _line(visit, of, [], False, problem=str(error))
    return {"line": line}


def _words(family: Group, of: Figure) -> str:
    return folded(f"{of.name} {_(of.label)} {_(of.definition)} {family.label}")


def _key(name: str) -> str:
    return f"{name}:{on_time_tolerance()}" if name == "on_time_rate" else name


def _line(
    visit: Visit, of: Figure, values: Sequence[Any], least: bool, why: str = "", problem: str = ""
) -> Line:
    unit = of.unit
    now, before = (values[-1] if values else None), (values[-2] if len(values) > 1 else None)
    change = None if now is None or before is None else now - before
    goal = visit.target(of.name)
    return Line(
        of.name,
        _(of.label),
        _(of.definition),
        visit.url("indicator", of.name),
        "" if goal is None else typography.shown(goal, unit, visit.currency, "short"),
        "" if problem else typography.shown(now, unit, visit.currency, "short"),
        least,
        "" if change is None else typography.signed(change, unit, visit.currency, "short"),
        tone(of.better, change),
        tuple(values) if len(values) > 2 else (),
        problem,
        why,
    )
