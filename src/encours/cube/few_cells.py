"""Positions of few cells: one query by numbers, labelled and converted here, without the engine's second pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from encours.book.engine import Engine
from encours.cube.branches import Text, dated_branches, month_branch
from encours.cube.conversion import Converter
from encours.cube.facts.fact import Fact
from encours.cube.facts.places import ENTITY
from encours.cube.measure import Measure
from encours.cube.periods import Window
from encours.cube.slice import Slice

ENTITIES = "SELECT entity_id, entity FROM entities"


def suits_few(fact: Fact, cut: Slice) -> bool:
    """Whether the cells are few enough to be finished one by one: no dimension of customers or items splits."""
    return fact.balance and all(d.where.few and not d.many for d in cut.by)


def few_cells(
    engine: Engine,
    converter: Converter,
    measures: Sequence[Measure],
    windows: Sequence[Window],
    cut: Slice,
    monthly: frozenset[date],
) -> list[tuple[Any, ...]]:
    """Rows (as_of, dimensions…, measures…, None), amounts converted with forty digits."""
    convert = converter.needed and any(measure.money for measure in measures)
    text = _query(measures, windows, cut, convert, monthly)
    entities = engine.known("entities", lambda: dict(engine.rows(ENTITIES))) if _by_entity(cut) else {}
    width = len(cut.by)
    cells: dict[tuple[Any, ...], list[Any]] = {}
    with localcontext() as context:
        context.prec = 40
        for row in engine.rows(text.sql, text.parameters):
            key = (row[0], *_labels(cut, row[1 : 1 + width], entities))
            values = row[1 + width + convert :]
            if convert:
                factor = _factor(converter, row[1 + width], row[0], measures, values)
                values = tuple(v * factor if m.money else v for m, v in zip(measures, values, strict=True))
            held = cells.setdefault(key, [0] * len(measures))
            for place, value in enumerate(values):
                held[place] += value or 0
    return [(*key, *held, None) for key, held in cells.items()]


def _query(
    measures: Sequence[Measure],
    windows: Sequence[Window],
    cut: Slice,
    convert: bool,
    monthly: frozenset[date],
) -> Text:
    dated = [over for over in windows if over.end not in monthly]
    texts = [dated_branches(dated, cut, 0, convert, measures, with_day=False)] if dated else []
    if len(dated) < len(windows):
        month_ends = [over.end for over in windows if over.end in monthly]
        texts.append(month_branch(month_ends, cut, convert, measures, with_day=False))
    return Text(
        " UNION ALL ".join(text.sql for text in texts), [value for text in texts for value in text.parameters]
    )


def _by_entity(cut: Slice) -> bool:
    return any(dimension.where is ENTITY for dimension in cut.named)


def _labels(cut: Slice, key: Sequence[Any], entities: dict[int, str]) -> list[Any]:
    return [entities[k] if d.where is ENTITY else k for d, k in zip(cut.by, key, strict=True)]


def _factor(
    converter: Converter, currency: str, day: date, measures: Sequence[Measure], values: Sequence[Any]
) -> Decimal:
    """The rate that turns a balance into the reporting currency; none is needed for a balance of nothing."""
    factor = converter.factor(currency, day)
    if factor is None:
        if any(m.money and v for m, v in zip(measures, values, strict=True)):
            raise converter.missing(f"{currency} {day}")
        return Decimal(0)
    return factor
