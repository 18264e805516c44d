"""Answers of very many cells, computed on columns: no Python object per figure until someone reads it."""

from __future__ import annotations

from collections.abc import Sequence

from encours.api.column_parts import added_up
from encours.api.countback_columns import countback_table
from encours.api.lazy_rows import LazyRows
from encours.api.question import Asked, Question
from encours.book.engine import Engine
from encours.cube.conversion import Converter
from encours.cube.facts.fact import days_needed
from encours.cube.measure import Measure
from encours.cube.months import moving
from encours.cube.query import in_major_units, sums
from encours.indicators.record import Shape, When
from encours.money import decimals_of

MANY_CUSTOMERS = 5_000


def suits_columns(question: Question, customers: int) -> bool:
    """Whether a question is of a kind that columns answer, and large enough to be worth it."""
    if customers < MANY_CUSTOMERS or not any(dimension.many for dimension in question.cut.by):
        return False
    return _one_fact(question.figures) or suits_countback(question)


def _one_fact(figures: Sequence[Asked]) -> bool:
    kinds = {(f.of.fact, f.window) if isinstance(f.of, Measure) else None for f in figures}
    return len(kinds) == 1 and None not in kinds


def suits_countback(question: Question) -> bool:
    """Count-back of customers, by what describes them."""
    of_months = [figure.of.shape is Shape.MONTHS for figure in question.figures] == [True]
    described = all(dimension.where.held for dimension in question.cut.by)
    return of_months and described and not moving(question.cut)


def by_columns(engine: Engine, converter: Converter, question: Question) -> tuple[LazyRows, int]:
    """The rows, and how many of their figures are lower bounds."""
    if suits_countback(question):
        return countback_table(engine, converter, question)
    return measure_columns(engine, converter, question), 0


def measure_columns(engine: Engine, converter: Converter, question: Question) -> LazyRows:
    """Measures of one fact, straight from the engine."""
    from encours.api.sums import spans_of

    measures = [figure.of for figure in question.figures if isinstance(figure.of, Measure)]
    when = When.WINDOW if measures[0].flow else When.END
    spans = list(spans_of(question.dates, when, question.figures[0].window if measures[0].flow else ""))
    if converter.needed:
        converter.load(days_needed(measures[0].fact, spans))
    text = sums(converter, measures, spans, question.cut)
    names = [dimension.name for dimension in question.cut.by]
    rounding = converter if converter.needed and not question.exact else None
    keys = [figure.key for figure in question.figures]
    shown = in_major_units(text, measures, keys, question.cut, rounding)
    table = engine.arrow(shown.sql, shown.parameters)
    missing = table.column("missing").drop_null()
    if len(missing):
        raise converter.missing(missing[0].as_py())
    for number, key in enumerate(keys):
        if rounding and measures[number].money:
            parts = f"exact{number}", f"near{number}"
            table = added_up(table, key, *parts, decimals_of(converter.reporting)).drop_columns(list(parts))
    return LazyRows(table.drop_columns(["missing"]), ["as_of", *names])
