"""Every sum a question needs, one query per fact and time, met on the key of the cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from encours.api.question import Asked, Question
from encours.book.engine import Engine
from encours.book.patience import check
from encours.cube.conversion import Converter
from encours.cube.facts.fact import Fact, days_needed
from encours.cube.few_cells import few_cells, suits_few
from encours.cube.measure import Measure
from encours.cube.measures import BY_NAME
from encours.cube.periods import Window, window
from encours.cube.query import VAST, can_use_months, engine_months, sums
from encours.cube.slice import Slice
from encours.indicators.record import Need, Shape, When

Key = tuple[Any, ...]
Family = tuple[Fact, bool]
Slot = tuple[str, When, str, int]  # measure, when, period, k


@dataclass(slots=True)
class Gathered:
    """Sums by slot, date and cell, in units (money) or counts."""

    values: dict[Slot, dict[date, dict[Key, Any]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    shares: dict[str, Any] = field(
        default_factory=dict
    )  # net positions of customers, or of groups, once read

    def cells(self, day: date) -> set[Key]:
        """Every cell some sum has at a date."""
        return {key for by_day in self.values.values() for key in by_day[day]}

    def get(self, slot: Slot, day: date, key: Key) -> Any:
        return self.values[slot][day].get(key, 0)


def slot(figure: Asked, need: Need) -> Slot:
    """Where the sum a figure needs is kept."""
    of = BY_NAME[need.measure]
    period = "12m" if need.when is When.YEAR else "" if need.when is When.END else figure.window
    return (
        need.measure,
        need.when,
        period,
        int(figure.parameters.get(of.graced, "0")) if of.graced else 0,
    )


def gather(engine: Engine, converter: Converter, question: Question) -> Gathered:
    """Run the queries of all figures made of sums."""
    gathered = Gathered()
    wanted = {
        slot(f, n) for f in question.figures for n in f.needs if not (_shaped(f) and n.alias == "shares")
    }
    groups: dict[tuple[Family, When, str, int], list[str]] = defaultdict(list)
    for measure, when, period, k in sorted(wanted):
        groups[(_family(BY_NAME[measure]), when, period, k)].append(measure)
    for (_of, when, period, k), names in groups.items():
        measures = [BY_NAME[name] for name in names]
        spans = spans_of(question.dates, when, period)
        rows = run(engine, converter, measures, spans, question.cut, k)
        for name, number in zip(names, range(len(names)), strict=True):
            _keep(gathered.values[(name, when, period, k)], rows, number, len(question.cut.by), spans)
    return gathered


def _shaped(figure: Asked) -> bool:
    return figure.of.shape is Shape.SHARES


def _family(measure: Measure) -> Family:
    """Measures read together: disputes weigh on few items, and would keep the others from the month-end sums."""
    return measure.fact, measure.disputes


def spans_of(dates: Sequence[date], when: When, period: str) -> dict[Window, list[date]]:
    """The spans to query, and the dates of the question each serves: two dates may share a beginning."""
    spans: dict[Window, list[date]] = defaultdict(list)
    for day in dates:
        over = window(day, period) if period else Window(day, day)
        if when is When.START:
            over = Window(over.before, over.before)
        spans[over].append(day)
    return dict(spans)


def run(
    engine: Engine,
    converter: Converter,
    measures: Sequence[Measure],
    spans: Iterable[Window],
    cut: Slice,
    k: int = 0,
) -> list[tuple[Any, ...]]:
    """Rows (as_of, dimensions…, measures…), every amount converted."""
    spans = list(spans)
    fact = measures[0].fact
    if suits_few(fact, cut):
        return few_cells(engine, converter, measures, spans, cut, _monthly(engine, measures, spans, cut))
    if converter.needed and any(measure.money for measure in measures):
        converter.load(days_needed(fact, spans))
    text = sums(converter, measures, spans, cut, k, _monthly(engine, measures, spans, cut))
    rows = engine.rows(text.sql, text.parameters)
    for row in rows:
        if row[-1] is not None:
            raise converter.missing(row[-1])
    return rows


def _monthly(
    engine: Engine, measures: Sequence[Measure], spans: Sequence[Window], cut: Slice
) -> frozenset[date]:
    """The dates read from the month-end sums, when several dates are asked and they hold all that is."""
    return engine_months(engine) if len(spans) > 1 and can_use_months(measures, cut) else frozenset()


def _keep(
    into: dict[date, dict[Key, Any]],
    rows: list[tuple[Any, ...]],
    number: int,
    width: int,
    spans: Mapping[Window, list[date]],
) -> None:
    serves = {over.end: days for over, days in spans.items()}
    for row in rows:
        check()
        value = _whole(row[1 + width + number])
        if value is not None:
            for day in serves[row[0]]:
                into[day][row[1 : 1 + width]] = value


def _whole(value: Any) -> Any:
    """A sum too large for one converted decimal comes in two parts."""
    if not isinstance(value, list):
        return value
    high, low = value
    return high * VAST + low
