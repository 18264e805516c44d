"""One date of a question as SQL: what it selects of a fact, groups it by and adds up."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from encours.cube.contested import WEIGHED_BY_DAY, over_days
from encours.cube.facts import places
from encours.cube.facts.beside import (
    CAUSE,
    CAUSE_BY_DAY,
    CUSTOMER,
    DISPUTE,
    DISPUTE_BY_DAY,
    ITEM,
    Beside,
    joined,
)
from encours.cube.facts.fact import Fact, looked_at, refuse_open, source
from encours.cube.facts.place import Reading
from encours.cube.facts.position import POSITION
from encours.cube.filters import NUMBERS, Filter, condition
from encours.cube.many_dates import Read, flowing, runs, standing, suits
from encours.cube.measure import Gather, Measure
from encours.cube.moment import on, on_days, on_month_ends
from encours.cube.periods import Window
from encours.cube.slice import Slice

# By day or not, by cause or not.
DISPUTES = {
    (False, False): DISPUTE,
    (True, False): DISPUTE_BY_DAY,
    (False, True): CAUSE,
    (True, True): CAUSE_BY_DAY,
}


@dataclass(slots=True)
class Text:
    """SQL and the values bound to its question marks."""

    sql: str
    parameters: list[Any] = field(default_factory=list)


def dated_branches(
    windows: Sequence[Window],
    cut: Slice,
    k: int,
    convert: bool,
    measures: Sequence[Measure],
    with_day: bool = True,
) -> Text:
    """The branches of many dates; those of disputes are read in one pass."""
    by_day = not any(dimension.where.one_day for dimension in cut.named)
    if len(windows) > 1 and by_day and all(one.disputes and one.late is None for one in measures):
        return _contested(windows, cut, convert, measures, with_day)
    together = suits(measures) and _still(cut)
    texts = [
        _in_one_pass(run, cut, convert, measures, with_day)
        if len(run) > 1
        else dated_branch(run[0], cut, k, convert, measures, with_day)
        for run in (runs(windows, measures) if together else [[over] for over in windows])
    ]
    return Text(
        " UNION ALL ".join(text.sql for text in texts), [value for text in texts for value in text.parameters]
    )


def dated_branch(
    over: Window,
    cut: Slice,
    k: int,
    convert: bool,
    measures: Sequence[Measure],
    with_day: bool = True,
) -> Text:
    """The sums of a fact at one date, grouped by the numbers of things; labels come later, on far fewer rows.

    To be converted they also keep the currency and, `with_day`, the day of its rate.
    """
    fact = measures[0].fact
    reading, rows = cut.reading(fact, on(looked_at(fact, over))), source(fact, over, k, in_days(cut))
    keys = {"as_of": f"DATE '{over.end}'", **inner_keys(cut, reading)}
    if convert:
        keys |= {"ccy": "f.ccy", **({"day": rows.dated} if with_day else {})}
    tests = [rows.test]
    alone = len(measures) == 1 and measures[0].gathered is Gather.SUM
    if alone and measures[0].counted:
        tests.append(f"({_said(measures[0].counted, over)})")
    filters, parameters = _filters(cut, reading)
    tests += filters
    disputes = [DISPUTE] if any(measure.disputes for measure in measures) else []
    tables = f"{rows.rows} f{joins(cut, reading, disputes, causes=by_cause(measures, cut))}"
    values = [f"SUM({_said(m.value, over)})" if alone else _value(m, over) for m in measures]
    shared = {"as_of"} if fact.flow else {"as_of", "day"}
    return Text(_grouped(keys, values, tables, tests, shared), parameters)


def _still(cut: Slice) -> bool:
    """Whether a row stays in its cell from one date to another, and cells are few."""
    aged = any(wanted.field == "days_late" for wanted in cut.where)
    many = cut.numbered or any(one.many or one.where.mixed for one in cut.by)
    return not (aged or many or any(dimension.where.moves for dimension in cut.named))


def _in_one_pass(
    windows: Sequence[Window], cut: Slice, convert: bool, measures: Sequence[Measure], with_day: bool
) -> Text:
    """The sums of positions or flows at several dates."""
    fact, last = measures[0].fact, windows[-1].end
    reading, rows = cut.reading(fact, on(last)), source(fact, windows[-1], by_day=in_days(cut))
    keys = inner_keys(cut, reading)
    if convert:
        keys["ccy"] = "f.ccy"
    tests, parameters = _filters(cut, reading)
    read = Read(f"{rows.rows} f{joins(cut, reading)}", tests, keys)
    if not fact.flow:
        return Text(standing(windows, read, measures, convert and with_day), parameters)
    if convert:
        keys["day"] = rows.dated
    return Text(flowing(windows, read, measures, rows.dated), parameters)


def _contested(
    windows: Sequence[Window], cut: Slice, convert: bool, measures: Sequence[Measure], with_day: bool
) -> Text:
    """The sums of the positions some dispute weighs on, at several dates."""
    ends = [over.end for over in windows]
    reading = cut.reading(POSITION, on_days(max(ends)))
    keys = {"as_of": "f.as_of", **inner_keys(cut, reading)}
    if convert:
        keys |= {"ccy": "f.ccy", **({"day": "f.as_of"} if with_day else {})}
    tests, parameters = _filters(cut, reading)
    values = [_value(measure, windows[-1]) for measure in measures]
    tables = (
        f"{WEIGHED_BY_DAY} f{joins(cut, reading, [DISPUTE], by_day=True, causes=by_cause(measures, cut))}"
    )
    sql = _grouped(keys, values, tables, ["x.item_id IS NOT NULL", *tests])
    return Text(over_days(ends, sql), parameters)


def month_branch(
    month_ends: Sequence[date], cut: Slice, convert: bool, measures: Sequence[Measure], with_day: bool = True
) -> Text:
    """The positions at many month-ends, from their sums."""
    reading = cut.reading(POSITION, on_month_ends(max(month_ends)))
    keys = {"as_of": "f.month_end", **inner_keys(cut, reading)}
    if convert:
        keys |= {"ccy": "f.ccy", **({"day": "f.month_end"} if with_day else {})}
    days = ", ".join(f"DATE '{day}'" for day in month_ends)
    filters, parameters = _filters(cut, reading)
    tests = [f"f.month_end IN ({days})", *filters]
    aged = any(dimension.where.reckoned for dimension in cut.named)
    held = [measure.monthly if aged else measure.monthly_total or measure.monthly for measure in measures]
    sums = [f"SUM({value})" for value in held]
    table = "month_positions f" if aged else "month_totals f"
    return Text(_grouped(keys, sums, table, tests), parameters)


def in_days(cut: Slice) -> bool:
    """Whether sums by day hold all that splits and filters billings."""
    names = {dimension.name for dimension in cut.by} | {wanted.field for wanted in cut.where}
    return not cut.numbered and names <= {"entity", "currency", "kind", "doubtful", "as_of"}


def _grouped(
    keys: Mapping[str, str],
    values: Sequence[str],
    tables: str,
    tests: Sequence[str],
    shared: Container[str] = (),
) -> str:
    """Sums by these columns. What all rows share is no key: leaving it out spares the engine a column to hash."""
    selected = [f"{sql} AS {key}" for key, sql in keys.items()]
    selected += [f"{sql} AS m{number}" for number, sql in enumerate(values)]
    groups = [sql for key, sql in keys.items() if key not in shared]
    group = f" GROUP BY {', '.join(groups)}" if groups else ""
    return f"SELECT {', '.join(selected)} FROM {tables} WHERE {' AND '.join(tests)}{group}"


def _value(measure: Measure, over: Window) -> str:
    value, test = _said(measure.value, over), _said(measure.counted, over) or "TRUE"
    if measure.gathered is Gather.MEDIAN:
        return f"LIST({value}) FILTER (WHERE {test})"
    if measure.gathered is Gather.DISTINCT:
        return f"LIST(DISTINCT {value}) FILTER (WHERE {test})"
    return f"SUM(CASE WHEN {test} THEN {value} ELSE 0 END)"


def _said(sql: str, over: Window) -> str:
    return sql.format(day=over.end, start=over.start)


def joins(
    cut: Slice,
    reading: Reading,
    also: Iterable[Beside] = (),
    dated: str = "",
    by_day: bool = False,
    causes: bool = False,
    among: Sequence[int] = (),
) -> str:
    """What must stand beside the fact for its keys and filters, and `also`; disputes are those of the day of each row,
    `by_day`, and one row a cause, `causes`."""
    sql = ""
    if cut.grouped_early:
        labels = ", ".join(f"{d.column} AS k{number}" for number, d in cut.grouped_early.items())
        accounts = f"SELECT customer_id, {labels} FROM customers"
        sql = f" JOIN ({accounts}) a ON a.customer_id = f.customer_id"
    fact, day = reading.fact, reading.moment.day
    disputes = DISPUTES[by_day, causes]
    beside = [disputes if one is DISPUTE else one for one in (*_needed(cut, fact), *also)]
    return joined(beside, day, dated, "weighed" if by_day else "positions", fact.itemless, among) + sql


def by_cause(measures: Sequence[Measure], cut: Slice) -> bool:
    """Whether an item counts for each cause it is disputed for, with its part: where these are told apart."""
    causes = any(dimension.where is places.DISPUTE for dimension in cut.named)
    return causes and all(measure.disputes for measure in measures)


def _needed(cut: Slice, fact: Fact) -> Iterator[Beside]:
    if "amount" not in fact.carries and any(wanted.field == "amount" for wanted in cut.where):
        yield ITEM
    for dimension in cut.named:
        if row := dimension.beside(fact):
            yield row
    if any(wanted.dimension and wanted.dimension.where.mixed for wanted in cut.where):
        yield CUSTOMER


def inner_keys(cut: Slice, reading: Reading) -> dict[str, str]:
    """The columns a branch groups by: name -> SQL."""
    keys: dict[str, str] = {"customer_id": "f.customer_id"} if cut.numbered else {}
    for number, dimension in enumerate(cut.by):
        place, row = dimension.where, dimension.beside(reading.fact)
        if number in cut.grouped_early:
            keys[f"k{number}"] = f"a.k{number}"
        elif place.holder:
            keys[place.holder.number] = f"f.{place.holder.number}"
        if place.reckoned:
            keys[f"k{number}"] = place.reckoned(reading)
        elif row:
            keys[f"k{number}"] = dimension.of(row.alias)
    return keys


def _filters(cut: Slice, reading: Reading) -> tuple[list[str], list[Any]]:
    texts = [filter_sql(wanted, reading) for wanted in cut.where]
    return [sql for sql, _values in texts], [value for _sql, values in texts for value in values]


def filter_sql(wanted: Filter, reading: Reading) -> tuple[str, list[Any]]:
    """SQL for one filter on the rows of a fact."""
    fact, dimension = reading.fact, wanted.dimension
    if dimension is None:
        if wanted.field == "open":
            refuse_open(fact)
        amount = f"{'f' if 'amount' in fact.carries else ITEM.alias}.amount"
        return condition(wanted, NUMBERS[wanted.field].format(amount=amount, day=reading.moment.day))
    place, row = dimension.where, dimension.beside(fact)
    if place.named:
        return condition(wanted, place.named(reading))
    if holder := place.holder if place.held else None:
        sql, parameters = condition(wanted, f"t.{dimension.column}")
        among = f"SELECT t.{holder.number} FROM {holder.table} t WHERE {sql}"
        return f"f.{holder.number} IN ({among})", parameters
    assert row is not None
    column = dimension.of(row.alias)
    return condition(wanted, f"COALESCE({column}, {dimension.of(CUSTOMER.alias)})" if place.mixed else column)
