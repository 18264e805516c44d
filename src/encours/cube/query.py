"""One builder for every sum: measures of one fact, split by any dimensions, at any dates, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from encours.book.engine import Engine, name
from encours.book.parse import kinds
from encours.book.records import CREDITS
from encours.cube import buckets
from encours.cube.conversion import Converter
from encours.cube.dimensions import Dimension, Where
from encours.cube.facts import contested, refuse_bucket, refuse_open, source
from encours.cube.filters import NUMBERS, Filter, condition
from encours.cube.labels import Slice, labelled, total
from encours.cube.measures import Fact, Measure
from encours.cube.periods import Window

VAST = 10**12  # a sum of money times days is converted in two parts, as multiples of this and the rest
FLAGS = ("doubtful", "inferred")


@dataclass(slots=True)
class Text:
    """SQL and the values bound to its question marks."""

    sql: str
    parameters: list[Any] = field(default_factory=list)


def sums(
    converter: Converter,
    measures: Sequence[Measure],
    windows: Sequence[Window],
    cut: Slice,
    k: int = 0,
    monthly: frozenset[date] = frozenset(),
) -> Text:
    """The query for measures of one fact, at the end of each window.

    Its columns: `as_of`, one per dimension (`d0`, `d1`…; a bucket is its number), one per measure (`m0`…) and
    `missing`, a currency and day without a rate or null. Dates in `monthly` are read from the month-end sums.
    """
    fact = measures[0].fact
    convert = converter.needed and any(measure.money for measure in measures)
    branches, parameters = [], []
    for over in windows:
        branch = _Branch(fact, over, cut, k, convert, over.end in monthly)
        text = branch.text(measures)
        branches.append(text.sql)
        parameters += text.parameters
    values = [_total(number, measure, convert) for number, measure in enumerate(measures)]
    return Text(labelled(" UNION ALL ".join(branches), cut, values, convert, ("as_of",)), parameters)


def _total(number: int, measure: Measure, convert: bool) -> str:
    if measure.name == "dispute_resolution_median":
        return f"LIST_AGGREGATE(FLATTEN(LIST(g.m{number})), 'median')"
    if measure.vast and convert:
        parts = (f"SUM(CAST(g.m{number} {part} {VAST} AS DECIMAL(20,0)) * r.factor)" for part in ("//", "%"))
        return f"LIST_VALUE({', '.join(parts)})"
    return total(number, convert and measure.money)


def days_needed(fact: Fact, windows: Sequence[Window]) -> set[date]:
    """Days whose rates a query will ask for."""
    if fact is Fact.POSITION:
        return {over.end for over in windows}
    if fact is Fact.RECOVERY:
        return {over.before for over in windows}
    return {over.start + timedelta(days=n) for over in windows for n in range(over.days)}


class _Branch:
    """The sums at one date, grouped by the numbers of things; labels come later, on far fewer rows."""

    def __init__(self, fact: Fact, over: Window, cut: Slice, k: int, convert: bool, monthly: bool) -> None:
        self.fact, self.over, self.cut, self.convert, self.monthly = fact, over, cut, convert, monthly
        self.day = over.end
        self.source = source(fact, self.day, over, k)
        # Month-end sums may hold differences of either sign: there only the kind tells a credit.
        self.credit = f"f.kind IN ({kinds(CREDITS)})" if monthly else "f.open_units < 0"

    def text(self, measures: Sequence[Measure]) -> Text:
        keys = inner_keys(self.cut, self.fact, self.day, self.credit)
        if self.convert:
            keys |= {"ccy": "f.ccy", "day": f"DATE '{self.day}'" if self.monthly else self.source.dated}
        values = [f"{self._value(measure)} AS m{number}" for number, measure in enumerate(measures)]
        tests, parameters = self._tests(measures)
        rows = "month_positions" if self.monthly else self.source.rows
        at = f"f.month_end = DATE '{self.day}'" if self.monthly else self.source.test
        selected = [
            f"DATE '{self.day}' AS as_of",
            *(f"{sql} AS {name}" for name, sql in keys.items()),
            *values,
        ]
        group = f" GROUP BY {', '.join(keys.values())}" if keys else ""
        sql = f"SELECT {', '.join(selected)} FROM {rows} f{self._joins(measures)} WHERE {' AND '.join([at, *tests])}"
        return Text(sql + group, parameters)

    def _value(self, measure: Measure) -> str:
        if self.monthly:
            return f"SUM({measure.monthly.format(day=self.day)})"
        value, test = self._said(measure.value), self._said(measure.test)
        if measure.name == "dispute_resolution_median":
            return f"LIST({value}) FILTER (WHERE {test})"
        return f"SUM(CASE WHEN {test or 'TRUE'} THEN {value} ELSE 0 END)"

    def _said(self, sql: str) -> str:
        return sql.format(day=self.day, start=self.over.start)

    def _tests(self, measures: Sequence[Measure]) -> tuple[list[str], list[Any]]:
        tests, parameters = [], []
        if len(measures) == 1 and not self.monthly and measures[0].test not in ("", "TRUE"):
            tests.append(f"({self._said(measures[0].test)})")
        for wanted in self.cut.where:
            sql, values = filter_sql(wanted, self.cut, self.fact, self.day, self.source.amount, self.credit)
            tests.append(sql)
            parameters += values
        return tests, parameters

    def _joins(self, measures: Sequence[Measure]) -> str:
        return joins(
            self.cut, self.fact, self.day, any("x." in measure.value + measure.test for measure in measures)
        )


def joins(cut: Slice, fact: Fact, day: date, disputes: bool = False, items: bool = False) -> str:
    """What must stand beside the fact for its keys and filters."""
    filtered = {w.dimension.where for w in cut.where if w.dimension}
    places = {dimension.where for dimension in cut.by} | filtered
    sql = ""
    own_amount = any(w.field == "amount" for w in cut.where) and fact not in (Fact.BILLING, Fact.DUE)
    if items or own_amount or Where.ITEM in places:
        beside = "LEFT JOIN" if fact is Fact.DISPUTE else "JOIN"  # a dispute may name no item
        sql += f" {beside} items i ON i.item_id = f.item_id"
    if Where.SALES in filtered:
        sql += " JOIN customers s ON s.customer_id = f.customer_id"
    if disputes or (Where.DISPUTE in places and fact is not Fact.DISPUTE):
        sql += f" LEFT JOIN {contested(day)} x ON x.item_id = f.item_id"
    return sql


def inner_keys(cut: Slice, fact: Fact, day: date, credit: str = "f.open_units < 0") -> dict[str, str]:
    """The columns a branch groups by: name -> SQL."""
    keys: dict[str, str] = {"customer_id": "f.customer_id"} if cut.numbered else {}
    for number, dimension in enumerate(cut.by):
        match dimension.where:
            case Where.FACT:
                keys[f"k{number}"] = _held(dimension)
            case Where.ITEM:
                keys[f"k{number}"] = f"i.{dimension.column}"
            case Where.DISPUTE:
                keys[f"k{number}"] = "f.cause" if fact is Fact.DISPUTE else "x.cause"
            case Where.BUCKET:
                refuse_bucket(fact)
                keys[f"k{number}"] = buckets.bucket_sql(f"f.{cut.aged_from}", day, cut.edges, credit)
            case Where.CUSTOMER:
                keys["customer_id"] = "f.customer_id"
            case Where.SALES:
                keys |= {"customer_id": "f.customer_id", "salesperson": "f.salesperson"}
            case Where.ENTITY:
                keys["entity_id"] = "f.entity_id"
            case Where.DATE:
                pass
    return keys


def filter_sql(
    wanted: Filter, cut: Slice, fact: Fact, day: date, amount: str, credit: str = "f.open_units < 0"
) -> tuple[str, list[Any]]:
    """SQL for one filter on the rows of a fact."""
    if wanted.dimension is None:
        if wanted.field == "open":
            refuse_open(fact)
        return condition(wanted, NUMBERS[wanted.field].format(amount=amount, day=day))
    column = wanted.dimension.column
    match wanted.dimension.where:
        case Where.CUSTOMER | Where.ENTITY:
            table = "customers" if wanted.dimension.where is Where.CUSTOMER else "entities"
            number = "customer_id" if table == "customers" else "entity_id"
            sql, parameters = condition(wanted, f"t.{column}")
            return f"f.{number} IN (SELECT t.{number} FROM {table} t WHERE {sql})", parameters
        case Where.ITEM:
            return condition(wanted, f"i.{column}")
        case Where.SALES:
            return condition(wanted, "COALESCE(f.salesperson, s.salesperson)")
        case Where.DISPUTE:
            return condition(wanted, "f.cause" if fact is Fact.DISPUTE else "x.cause")
        case Where.BUCKET:
            refuse_bucket(fact)
            number_sql = buckets.bucket_sql(f"f.{cut.aged_from}", day, cut.edges, credit)
            named = " ".join(f"WHEN {n} THEN '{label}'" for n, label in enumerate(_all_labels(cut.edges)))
            return condition(wanted, f"(CASE {number_sql} {named} END)")
        case _:
            return condition(wanted, _held(wanted.dimension))


def _held(dimension: Dimension) -> str:
    """The column of a fact; a flag left unsaid is false."""
    column = f"f.{dimension.column}"
    return f"COALESCE({column}, FALSE)" if dimension.column in FLAGS else column


def _all_labels(edges: tuple[int, ...]) -> tuple[str, ...]:
    return (*buckets.labels(edges), buckets.UNAPPLIED)


def in_major_units(
    text: Text, measures: Sequence[Measure], keys: Sequence[str], cut: Slice, decimals: int | None
) -> Text:
    """The same sums under the names people use: dates and labels as text, money in major units.

    Money is exact; converted money is rounded to `decimals`.
    """
    columns = ["CAST(as_of AS VARCHAR) AS as_of"]
    for number, dimension in enumerate(cut.by):
        named = f"CAST(d{number} AS VARCHAR)"
        if dimension.where is Where.BUCKET:
            labels = (*buckets.labels(cut.edges), buckets.UNAPPLIED)
            cases = " ".join(f"WHEN {n} THEN '{label}'" for n, label in enumerate(labels))
            named = f"CASE d{number} {cases} END"
        columns.append(f"{named} AS {name(dimension.name)}")
    for number, (measure, key) in enumerate(zip(measures, keys, strict=True)):
        major = f"CAST(m{number} AS DECIMAL(32,5)) * CAST(0.00001 AS DECIMAL(5,5))"
        exact = major if decimals is None else f"ROUND({major}, {decimals})"
        columns.append(f"{exact if measure.money else f'CAST(m{number} AS BIGINT)'} AS {name(key)}")
    return Text(f"SELECT {', '.join([*columns, 'missing'])} FROM ({text.sql})", text.parameters)


def can_use_months(measures: Sequence[Measure], cut: Slice) -> bool:
    """Whether the month-end sums hold all that is asked."""
    held = {"entity", "currency", "kind", "doubtful", "bucket"}
    named = {dimension.name for dimension in cut.by} | {wanted.field for wanted in cut.where}
    return all(measure.monthly for measure in measures) and named <= held and cut.aged_from == "due_on"


def engine_months(engine: Engine) -> frozenset[date]:
    """The month-ends whose sums the published database holds."""
    return frozenset(row[0] for row in engine.rows("SELECT month_end FROM month_ends"))
