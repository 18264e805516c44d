"""What rules about figures find: the figures are asked together, each condition then reads its own cells."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api import OpenBook, Result
from encours.cube.measures import BY_NAME as MEASURES
from encours.cube.periods import add_months, month_end, previous
from encours.errors import EncoursError
from encours.said import reason
from encours.watch import drift
from encours.watch.batches import Batch, Part, Watched, batches
from encours.watch.condition import CHANGES, Check, Condition, Verdict, condition_of, verdict
from encours.watch.finding import Finding, Found, found

ACCOUNT = ("entity", "customer", "customer_name", "portfolio")
BESIDE = ("customer_name", "portfolio")  # told of an account, whose key they are not
NARROWING = ("entity", "portfolio", "salesperson")
NOW, DRIFT = "now", "drift"
LONGEST = 400

Values = dict[tuple[str, ...], list[Decimal | None]]  # by cell, oldest first


@dataclass(frozen=True, slots=True)
class Asking:
    """A rule as it is asked: `key` is its number; figures that are sums are zero where there is no row."""

    key: int
    figure: str
    condition: Condition
    each: str = ""
    where: tuple[str, ...] = ()
    currency: str = ""

    @property
    def by(self) -> tuple[str, ...]:
        if self.each == "customer":
            return ACCOUNT
        return (self.each,) if self.each else ()

    @property
    def when(self) -> str:
        if self.condition.test is Check.DRIFTS:
            when = DRIFT
        else:
            when = str(self.condition.months) if self.condition.test in CHANGES else NOW
        return f"{when} {self.currency}"

    def watched(self) -> Watched:
        return Watched(self.key, self.figure, self.by, self.where, self.when)


def look(book: OpenBook, rules: Sequence[Asking], day: date) -> dict[int, Found]:
    """What each rule finds on a day, in the book of its perimeter."""
    asked, answers = {rule.key: rule for rule in rules}, dict[int, Found]()
    watched, problems = _readable(book, rules, day)
    for batch in batches(watched, book.about.custom):
        answers |= _answered(book, batch, asked, day)
    return answers | problems


def dates_of(when: str, day: date) -> list[date]:
    """The days a condition reads, oldest first. A drift is judged on the last month-end: the history knows no other day
    of the month, and receivables move within it.

    >>> [str(one) for one in dates_of("3 ", date(2026, 11, 30))], str(dates_of("drift ", date(2026, 11, 29))[-1])
    (['2026-08-31', '2026-11-30'], '2026-10-31')
    """
    name = when.split(" ")[0]
    if name == NOW:
        return [day]
    if name == DRIFT:
        last = day if day == month_end(day) else previous(day)
        first = last.replace(day=1)
        return [month_end(add_months(first, -back)) for back in range(drift.MONTHS, -1, -1)]
    before = add_months(day, -int(name))
    return [month_end(before) if day == month_end(day) else before, day]


def _readable(book: OpenBook, rules: Sequence[Asking], day: date) -> tuple[list[Watched], dict[int, Found]]:
    """Those whose conditions can be read, and why others cannot."""
    watched, problems = [], {}
    for rule in rules:
        try:
            batches([rule.watched()], book.about.custom)
            watched.append(rule.watched())
        except EncoursError as error:
            problems[rule.key] = Found(day, problem=reason(error))
    return watched, problems


def _answered(book: OpenBook, batch: Batch, asked: Mapping[int, Asking], day: date) -> dict[int, Found]:
    """One question for all; when something of it cannot be asked, a question for each figure, then for each rule."""
    try:
        values, currency, units = values_of(book, batch, dates_of(batch.when, day))
    except EncoursError as error:
        if len(batch.figures) == 1:
            return {part.watched.key: Found(day, problem=reason(error)) for part in batch.parts}
        found: dict[int, Found] = {}
        for name in batch.figures:
            parts = tuple(part for part in batch.parts if part.watched.figure == name)
            found |= _answered(book, Batch((name,), batch.by, batch.where, batch.when, parts), asked, day)
        return found
    on = dates_of(batch.when, day)[-1]
    cells = _by_pick(batch, values)
    return {
        part.watched.key: _judged(
            asked[part.watched.key],
            part,
            batch.by,
            cells[part.watched.figure, tuple(part.picked.items())],
            on,
            (units, currency),
        )
        for part in batch.parts
    }


def _by_pick(batch: Batch, values: Mapping[str, Values]) -> dict[tuple[str, Any], Values]:
    """The cells of each figure that each rule looks at: those of many customers are gone through once."""
    found: dict[tuple[str, Any], Values] = {}
    for figure in batch.figures:
        wanted = {tuple(one.picked.items()) for one in batch.parts if one.watched.figure == figure}
        for pick in wanted:
            found[figure, pick] = _empty_like(values[figure])
        for names in {tuple(name for name, _value in pick) for pick in wanted}:
            places = [batch.by.index(name) for name in names]
            for cell, series in values[figure].items():
                pick = tuple((name, cell[place]) for name, place in zip(names, places, strict=True))
                if pick in wanted:
                    found[figure, pick][cell] = series
    return found


def values_of(
    book: OpenBook, batch: Batch, dates: Sequence[date]
) -> tuple[dict[str, Values], str, Mapping[str, Any]]:
    """By figure and cell, its values at each date; the currency and the units."""
    asked: dict[str, Any] = {"by": batch.by, "where": list(batch.where), "exact": True}
    currency = batch.when.partition(" ")[2] or None
    if len(dates) > 2:
        results = [book.show(*batch.figures, as_of=dates[-1], history=len(dates), currency=currency, **asked)]
    else:
        results = [book.show(*batch.figures, as_of=one, currency=currency, **asked) for one in dates]
    places = {one.isoformat(): place for place, one in enumerate(dates)}
    values: dict[str, Values] = {name: _empty(name, len(dates)) for name in batch.figures}
    for result in results:
        _read(result, batch, places, values)
    return values, results[-1].currency, results[-1].units


def _empty(name: str, length: int) -> defaultdict[tuple[str, ...], list[Decimal | None]]:
    """Where a sum has no row it is zero; of any other figure nothing is known there."""
    nothing = Decimal(0) if name in MEASURES else None
    return defaultdict(lambda: [nothing] * length)


def _empty_like(values: Values) -> Values:
    return defaultdict(values.default_factory) if isinstance(values, defaultdict) else {}


def _read(result: Result, batch: Batch, places: Mapping[str, int], values: Mapping[str, Values]) -> None:
    for number, row in enumerate(result.rows):
        place = places.get(row["as_of"])
        if place is None:
            continue
        cell = tuple(row[name] or "" for name in batch.by)
        for name in batch.figures:
            least = (
                number,
                name,
            ) in result.lower_bounds  # at least that: neither a value nor one to compare with
            value = row[name]
            values[name][cell][place] = None if value is None or least else Decimal(value)


def _judged(
    rule: Asking,
    part: Part,
    by: Sequence[str],
    values: Values,
    day: date,
    said: tuple[Mapping[str, Any], str],
) -> Found:
    states, unknown = [], set()
    if not rule.by:  # it has its cell, whether there are rows or not
        values = {cell: values[cell] for cell in [tuple(part.picked[name] for name in by)]}
    for cell, series in values.items():
        judged = verdict(rule.condition, series)
        if judged is not None and not judged.level:
            continue
        row = dict(zip(by, cell, strict=True))
        of = {name: row[name] for name in rule.by}
        if judged is None:
            unknown.add(_subject(of))
        else:
            unit = str(said[0][rule.figure])
            states.append(_state(rule, of, judged, unit, said[1] if unit == "money" else ""))
    return found(day, states, frozenset(unknown))


def _state(rule: Asking, of: Mapping[str, str], judged: Verdict, unit: str, currency: str) -> Finding:
    narrows = {name: value for name, value in of.items() if name in NARROWING}
    facts: dict[str, Any] = {"of": dict(of), "where": list(rule.where)}
    if rule.condition.test in CHANGES:
        facts["months"] = rule.condition.months
    return Finding(_subject(of), judged.level, judged.value, judged.reference, unit, currency, facts, narrows)


def _subject(of: Mapping[str, str]) -> str:
    return subject_of([value for name, value in of.items() if name not in BESIDE])


def subject_of(parts: Sequence[str]) -> str:
    """A key for what a state is about, the same each time."""
    text = json.dumps(list(parts), ensure_ascii=False) if parts else ""
    if len(text) <= LONGEST:
        return text
    return hashlib.sha256(text.encode()).hexdigest()


def asking_of(
    key: int, figure: str, condition: Mapping[str, Any], each: str, where: Sequence[str], currency: str
) -> Asking:
    """A rule as it is kept, to be asked."""
    return Asking(key, figure, condition_of(condition), each, tuple(where), currency)
