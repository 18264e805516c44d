"""One date of a question as SQL: what it selects of a fact, groups it by and adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from encours.book.parse import kinds
from encours.book.records import CREDITS
from encours.cube import buckets
from encours.cube.dimensions import Dimension, Where
from encours.cube.facts import contested, contested_positions, refuse_bucket, refuse_open, source
from encours.cube.filters import NUMBERS, Filter, condition
from encours.cube.many_dates import Read, flowing, runs, standing, suits
from encours.cube.measures import Fact, Measure
from encours.cube.periods import Window
from encours.cube.slice import Slice

FLAGS = ("doubtful", "inferred")
MEDIAN = "dispute_resolution_median"


@dataclass(slots=True)
class Text:
    """SQL and the values bound to its question marks."""

    sql: str
    parameters: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Moment:
    """The as-of date of a branch: a day, or the month-end each row carries; and what tells a credit there."""

    day: date
    sql: str
    credit: str = "f.open_units < 0"

    def before(self, days: int) -> str:
        """SQL for the date some days earlier; computed here for a day, so that every engine reads it the same way."""
        return (
            f"{self.sql} - {days}"
            if self.sql == "f.month_end"
            else f"DATE '{self.day - timedelta(days=days)}'"
        )


def on(day: date) -> Moment:
    """A branch of one day."""
    return Moment(day, f"DATE '{day}'")


def on_month_ends(last: date) -> Moment:
    """A branch over the month-end sums, which may hold differences of either sign: only the kind tells a credit."""
    return Moment(last, "f.month_end", f"f.kind IN ({kinds(CREDITS)})")


def dated_branches(
    windows: Sequence[Window],
    cut: Slice,
    k: int,
    convert: bool,
    measures: Sequence[Measure],
    with_day: bool = True,
) -> Text:
    """The branches of many dates. Where disputes alone are asked, the few items they weigh on are read once for all."""
    alone = len(windows) > 1 and all("x.item_id IS NOT NULL" in measure.test for measure in measures)
    held = "contested_positions" if alone else "positions"
    together = suits(measures) and _still(cut)
    texts = [
        _in_one_pass(run, cut, convert, measures, with_day)
        if len(run) > 1
        else dated_branch(run[0], cut, k, convert, measures, with_day, held)
        for run in (runs(windows, measures) if together else [[over] for over in windows])
    ]
    sql = " UNION ALL ".join(text.sql for text in texts)
    if alone:
        ends = [over.end for over in windows]
        sql = f"WITH {held} AS MATERIALIZED ({contested_positions(min(ends), max(ends))}) {sql}"
    return Text(sql, [value for text in texts for value in text.parameters])


def dated_branch(
    over: Window,
    cut: Slice,
    k: int,
    convert: bool,
    measures: Sequence[Measure],
    with_day: bool = True,
    held: str = "positions",
) -> Text:
    """The sums of a fact at one date, grouped by the numbers of things; labels come later, on far fewer rows.

    To be converted they also keep the currency and, `with_day`, the day of its rate. Positions are read from `held`.
    """
    fact = measures[0].fact
    # What was overdue when the window began is looked at as it was then.
    at = over.before if fact is Fact.RECOVERY else over.end
    moment, rows = on(at), source(fact, over.end, over, k, in_days(cut))
    keys = inner_keys(cut, fact, moment)
    if convert:
        keys |= {"ccy": "f.ccy", **({"day": rows.dated} if with_day else {})}
    tests, parameters = [rows.test], []
    alone = len(measures) == 1 and measures[0].name != MEDIAN
    if alone and measures[0].test not in ("", "TRUE"):
        tests.append(f"({_said(measures[0].test, over)})")
    for wanted in cut.where:
        sql, values = filter_sql(wanted, cut, fact, moment, rows.amount)
        tests.append(sql)
        parameters += values
    disputes = any("x." in measure.value + measure.test for measure in measures)
    table = held if fact is Fact.POSITION else rows.rows
    tables = f"{table} f{joins(cut, fact, at, disputes, held=held)}"
    values = [f"SUM({_said(m.value, over)})" if alone else _value(m, over) for m in measures]
    return Text(_grouped(f"DATE '{over.end}'", keys, values, tables, tests), parameters)


def _still(cut: Slice) -> bool:
    """Whether a row stays in its cell from one date to another, and cells are few."""
    moving = {Where.BUCKET, Where.DISPUTE}
    aged = any(wanted.field == "days_late" for wanted in cut.where)
    many = cut.numbered or any(one.many or one.where is Where.SALES for one in cut.by)
    return not (aged or many or any(dimension.where in moving for dimension in named(cut)))


def _in_one_pass(
    windows: Sequence[Window], cut: Slice, convert: bool, measures: Sequence[Measure], with_day: bool
) -> Text:
    """The sums of positions or flows at several dates."""
    fact, last = measures[0].fact, windows[-1].end
    rows = source(fact, last, windows[-1], by_day=in_days(cut))
    keys = inner_keys(cut, fact, on(last))
    if convert:
        keys["ccy"] = "f.ccy"
    tests, parameters = [], []
    for wanted in cut.where:
        sql, values = filter_sql(wanted, cut, fact, on(last), rows.amount)
        tests.append(sql)
        parameters += values
    read = Read(f"{rows.rows} f{joins(cut, fact, last)}", tests, keys)
    if fact is Fact.POSITION:
        return Text(standing(windows, read, measures, convert and with_day), parameters)
    if convert:
        keys["day"] = rows.dated
    return Text(flowing(windows, read, measures, rows.dated), parameters)


def month_branch(
    month_ends: Sequence[date], cut: Slice, convert: bool, measures: Sequence[Measure], with_day: bool = True
) -> Text:
    """The positions at many month-ends, from their sums."""
    moment = on_month_ends(max(month_ends))
    keys = inner_keys(cut, Fact.POSITION, moment)
    if convert:
        keys |= {"ccy": "f.ccy", **({"day": "f.month_end"} if with_day else {})}
    days = ", ".join(f"DATE '{day}'" for day in month_ends)
    tests, parameters = [f"f.month_end IN ({days})"], []
    for wanted in cut.where:
        sql, values = filter_sql(wanted, cut, Fact.POSITION, moment, "open_units")
        tests.append(sql)
        parameters += values
    aged = any(dimension.where is Where.BUCKET for dimension in named(cut))
    held = [measure.monthly if aged else measure.monthly_total or measure.monthly for measure in measures]
    held = [value.replace("DATE '{day}'", "f.month_end") for value in held]
    sums = [f"SUM({value})" for value in held]
    table = "month_positions f" if aged else "month_totals f"
    return Text(_grouped("f.month_end", keys, sums, table, tests, by_date=True), parameters)


def in_days(cut: Slice) -> bool:
    """Whether sums by day hold all that splits and filters billings."""
    names = {dimension.name for dimension in cut.by} | {wanted.field for wanted in cut.where}
    return not cut.numbered and names <= {"entity", "currency", "kind", "doubtful", "as_of"}


def named(cut: Slice) -> list[Dimension]:
    """The dimensions that split or filter."""
    return [*cut.by, *(wanted.dimension for wanted in cut.where if wanted.dimension)]


def _grouped(
    at: str,
    keys: dict[str, str],
    values: Sequence[str],
    tables: str,
    tests: Sequence[str],
    by_date: bool = False,
) -> str:
    selected = [f"{at} AS as_of", *(f"{sql} AS {key}" for key, sql in keys.items())]
    selected += [f"{sql} AS m{number}" for number, sql in enumerate(values)]
    # A date all rows share is no key: leaving it out spares the engine a column to hash.
    groups = [*([at] if by_date else []), *(sql for sql in keys.values() if not sql.startswith("DATE '"))]
    group = f" GROUP BY {', '.join(groups)}" if groups else ""
    return f"SELECT {', '.join(selected)} FROM {tables} WHERE {' AND '.join(tests)}{group}"


def _value(measure: Measure, over: Window) -> str:
    value, test = _said(measure.value, over), _said(measure.test, over)
    if measure.name == MEDIAN:
        return f"LIST({value}) FILTER (WHERE {test})"
    return f"SUM(CASE WHEN {test or 'TRUE'} THEN {value} ELSE 0 END)"


def _said(sql: str, over: Window) -> str:
    return sql.format(day=over.end, start=over.start)


def joins(
    cut: Slice,
    fact: Fact,
    day: date,
    disputes: bool = False,
    items: bool = False,
    held: str = "positions",
) -> str:
    """What must stand beside the fact for its keys and filters."""
    filtered = {w.dimension.where for w in cut.where if w.dimension}
    places = {dimension.where for dimension in cut.by} | filtered
    sql = ""
    own_amount = any(w.field == "amount" for w in cut.where) and fact is not Fact.BILLING
    if items or own_amount or places & {Where.ITEM, Where.SALES}:
        # A dispute or a promise may name no item.
        beside = "LEFT JOIN" if fact in (Fact.DISPUTE, Fact.PROMISE, Fact.AWAITED) else "JOIN"
        sql += f" {beside} items i ON i.item_id = f.item_id"
    if cut.grouped_early:
        labels = ", ".join(f"{d.column} AS k{number}" for number, d in cut.grouped_early.items())
        accounts = f"SELECT customer_id, {labels} FROM customers"
        sql += f" JOIN ({accounts}) a ON a.customer_id = f.customer_id"
    if Where.SALES in filtered:
        sql += " JOIN customers s ON s.customer_id = f.customer_id"
    if disputes or (Where.DISPUTE in places and fact is not Fact.DISPUTE):
        sql += f" LEFT JOIN {contested(day, held)} x ON x.item_id = f.item_id"
    return sql


def inner_keys(cut: Slice, fact: Fact, moment: Moment) -> dict[str, str]:
    """The columns a branch groups by: name -> SQL."""
    keys: dict[str, str] = {"customer_id": "f.customer_id"} if cut.numbered else {}
    for number, dimension in enumerate(cut.by):
        match dimension.where:
            case Where.FACT | Where.ITEM:
                keys[f"k{number}"] = _held(dimension, fact)
            case Where.DISPUTE:
                keys[f"k{number}"] = "f.cause" if fact is Fact.DISPUTE else "x.cause"
            case Where.BUCKET:
                refuse_bucket(fact)
                keys[f"k{number}"] = bucket_sql(f"f.{cut.aged_from}", cut, moment)
            case Where.CUSTOMER if number in cut.grouped_early:
                keys[f"k{number}"] = f"a.k{number}"
            case Where.CUSTOMER:
                keys["customer_id"] = "f.customer_id"
            case Where.SALES:
                keys |= {"customer_id": "f.customer_id", "salesperson": "i.salesperson"}
            case Where.ENTITY:
                keys["entity_id"] = "f.entity_id"
            case Where.DATE:
                pass
    return keys


def filter_sql(wanted: Filter, cut: Slice, fact: Fact, moment: Moment, amount: str) -> tuple[str, list[Any]]:
    """SQL for one filter on the rows of a fact."""
    if wanted.dimension is None:
        if wanted.field == "open":
            refuse_open(fact)
        return condition(wanted, NUMBERS[wanted.field].format(amount=amount, day=moment.day))
    column = wanted.dimension.column
    match wanted.dimension.where:
        case Where.CUSTOMER | Where.ENTITY:
            table = "customers" if wanted.dimension.where is Where.CUSTOMER else "entities"
            number = "customer_id" if table == "customers" else "entity_id"
            sql, parameters = condition(wanted, f"t.{column}")
            return f"f.{number} IN (SELECT t.{number} FROM {table} t WHERE {sql})", parameters
        case Where.SALES:
            return condition(wanted, "COALESCE(i.salesperson, s.salesperson)")
        case Where.DISPUTE:
            return condition(wanted, "f.cause" if fact is Fact.DISPUTE else "x.cause")
        case Where.BUCKET:
            refuse_bucket(fact)
            number_sql = bucket_sql(f"f.{cut.aged_from}", cut, moment)
            named = " ".join(f"WHEN {n} THEN '{label}'" for n, label in enumerate(_all_labels(cut.edges)))
            return condition(wanted, f"(CASE {number_sql} {named} END)")
        case _:
            return condition(wanted, _held(wanted.dimension, fact))


def _held(dimension: Dimension, fact: Fact) -> str:
    """The column of a fact or of its item; a flag left unsaid is false."""
    # A settlement is deduced or read by itself, whatever its item is.
    own = dimension.where is Where.FACT or (dimension.name == "inferred" and fact is Fact.SETTLEMENT)
    column = f"{'f' if own else 'i'}.{dimension.column}"
    return f"COALESCE({column}, FALSE)" if dimension.name in FLAGS else column


def _all_labels(edges: tuple[int, ...]) -> tuple[str, ...]:
    return (*buckets.labels(edges), buckets.UNAPPLIED)


def bucket_sql(column: str, cut: Slice, moment: Moment) -> str:
    """SQL for the bucket of an open item: its number in the labels, one past the last for a credit."""
    tests = [f"WHEN {column} >= {moment.sql} THEN 0"]
    tests += [f"WHEN {column} >= {moment.before(limit)} THEN {n}" for n, limit in enumerate(cut.edges, 1)]
    last = len(cut.edges) + 1
    return f"CASE WHEN {moment.credit} THEN {last + 1} {' '.join(tests)} ELSE {last} END"
