"""From sums to figures: formulas applied cell by cell, in the order people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from encours.api.amounts import add_up_to_totals, shown
from encours.api.known import Part, Plan
from encours.api.months_and_shares import countbacks, shares
from encours.api.question import Asked, Question
from encours.api.sums import Gathered, Key, gather, slot
from encours.book.engine import Engine
from encours.book.patience import check
from encours.cube import buckets
from encours.cube.conversion import Converter
from encours.cube.measure import Measure
from encours.cube.measures import BY_NAME
from encours.cube.periods import window
from encours.indicators.record import Shape
from encours.money import SCALE, UNIT, decimals_of, unsigned

Row = dict[str, Any]
Cell = tuple[int, str]
MOST_EMPTY_CELLS = 10_000


@dataclass(frozen=True, slots=True)
class Answered:
    """The rows of an answer; which (row number, figure) are lower bounds; why others have no value."""

    rows: list[Row]
    bounds: frozenset[Cell]
    reasons: Mapping[Cell, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for one part of a question."""

    part: Part
    gathered: Gathered
    special: Mapping[str, Mapping[date, Mapping[Key, Any]]]

    def keys(self, day: date) -> set[Key]:
        beside = (key for found in self.special.values() for key in found.get(day, {}))
        return self.gathered.cells(day).union(beside)


def answer(engine: Engine, converter: Converter, question: Question, plan: Plan) -> Answered:
    """Every figure at every date, cell by cell."""
    found = [_found(engine, converter, part) for part in plan.parts]
    place = {
        (figure.key, day): one
        for one in found
        for figure in one.part.question.figures
        for day in one.part.question.dates
    }
    rows: list[Row] = []
    bounds: set[Cell] = set()
    reasons: dict[Cell, str] = {}
    by = [dimension.name for dimension in question.cut.by]
    for day in question.dates:
        own = {id(one): one.keys(day) for (_key, on), one in place.items() if on == day}
        keys = set().union(*own.values()) | _left_out(plan, by, day)
        for key in _ordered(_completed(keys, question), question):
            check()
            row = _labels(question, day, key)
            entity = row["entity"] if "entity" in by else None
            for figure in question.figures:
                cell = (len(rows), figure.key)
                row[figure.key], bounded = None, False
                one = place.get((figure.key, day))
                # A cell of entities that a figure leaves out may be there for others of the row.
                elsewhere = one and one.part.out and key in keys and key not in own[id(one)]
                if one and not elsewhere and not plan.left_out(figure.key, day, entity):
                    row[figure.key], bounded = _value(figure, one, day, key, converter)
                if bounded or plan.bounded(figure.key, day, entity):
                    bounds.add(cell)
                if row[figure.key] is None and (reason := plan.reason(figure.key, day, entity)):
                    reasons[cell] = reason
            rows.append(row)
    if converter.needed and not question.exact:
        money = [one.key for one in question.figures if isinstance(one.of, Measure) and one.of.money]
        add_up_to_totals(rows, money, decimals_of(converter.reporting))
    return Answered(rows, frozenset(bounds), reasons)


def _left_out(plan: Plan, by: Sequence[str], day: date) -> set[Key]:
    """Split by entity alone, those left out have a row that says so."""
    if list(by) != ["entity"]:
        return set()
    return {(entity,) for (_figure, on), lacks in plan.lacks.items() if on == day for entity in lacks}


def _found(engine: Engine, converter: Converter, part: Part) -> _Found:
    asked = part.question
    gathered = gather(engine, converter, asked)
    special = {figure.key: _special(engine, converter, asked, figure, gathered) for figure in asked.figures}
    return _Found(part, gathered, special)


def _special(
    engine: Engine, converter: Converter, question: Question, figure: Asked, gathered: Gathered
) -> Mapping[date, Mapping[Key, Any]]:
    if figure.of.shape is Shape.MONTHS:
        return countbacks(engine, converter, question, figure, gathered)
    if figure.of.shape is Shape.SHARES:
        over = figure.parameters.get("over", "customer")
        if over not in gathered.shares:
            gathered.shares[over] = shares(engine, converter, question, over)
        return gathered.shares[over]  # type: ignore[no-any-return]
    return {}


def _value(figure: Asked, found: _Found, day: date, key: Key, converter: Converter) -> tuple[Any, bool]:
    gathered, special = found.gathered, found.special[figure.key]
    if isinstance(figure.of, Measure):
        value = gathered.get(slot(figure, figure.needs[0]), day, key)
        return shown(figure.of, value, converter, exact=True), False
    if figure.of.shape is Shape.MONTHS:
        days, bounded = special.get(day, {}).get(key, (None, False))
        return _rounded(days), bounded
    if figure.of.shape is Shape.SHARES:
        with localcontext() as context:
            context.prec = 60  # squares of amounts
            held = [amount / UNIT for amount in special.get(day, {}).get(key, [])]
            return _rounded(figure.of.compute(figure.parameters, shares=held)), False
    values = {
        need.name: _number(need.measure, gathered.get(slot(figure, need), day, key)) for need in figure.needs
    }
    length = window(day, figure.window).days
    with localcontext() as context:
        context.prec = 40
        return _rounded(figure.of.compute(figure.parameters, days=length, **values)), False


def _number(measure: str, value: Any) -> Decimal:
    exact = Decimal(value)
    return exact.scaleb(-SCALE) if BY_NAME[measure].money else exact


def _rounded(value: Decimal | None) -> Decimal | None:
    """Ratios to ten decimals: beyond that no reader and no comparison goes."""
    if value is None:
        return None
    short = unsigned(value.quantize(Decimal("1e-10")).normalize())
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _completed(keys: set[Key], question: Question) -> set[Key]:
    """One cell when nothing splits; every bucket of every other cell, empty ones too, so that ageings line up."""
    by = question.cut.by
    if not by:
        return {()}
    places = [number for number, dimension in enumerate(by) if dimension.where.reckoned]
    if not places:
        return keys
    place, count = places[0], len(buckets.labels(question.cut.edges))
    others = {key[:place] + key[place + 1 :] for key in keys} or ({()} if len(by) == 1 else set())
    if len(others) * count > MOST_EMPTY_CELLS:
        return keys
    return keys | {(*other[:place], number, *other[place:]) for other in others for number in range(count)}


def _ordered(keys: Iterable[Key], question: Question) -> list[Key]:
    numeric = [bool(dimension.where.reckoned) for dimension in question.cut.by]

    def rank(key: Key) -> tuple[Any, ...]:
        return tuple(
            (value is None, value if number else str(value))
            for value, number in zip(key, numeric, strict=True)
        )

    return sorted(keys, key=rank)


def _labels(question: Question, day: date, key: Key) -> Row:
    row: Row = {"as_of": day.isoformat()}
    for dimension, value in zip(question.cut.by, key, strict=True):
        if dimension.where.reckoned:
            value = buckets.label(value, question.cut.edges)
        elif isinstance(value, bool):
            value = "true" if value else "false"
        row[dimension.name] = None if value is None else str(value)
    return row
