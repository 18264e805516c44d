"""One builder for every sum: measures of one fact, split by any dimensions, at any dates, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from encours.book.engine import Engine, name
from encours.cube import buckets
from encours.cube.branches import Text, dated_branches, month_branch
from encours.cube.conversion import Converter
from encours.cube.due import due_branch, suits_due
from encours.cube.measure import Gather, Measure
from encours.cube.parts import shown
from encours.cube.periods import Window
from encours.cube.slice import Slice, labelled, total

VAST = 10**12  # a sum of money times days is converted in two parts, as multiples of this and the rest


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
    if not cut.numbered and by_account(cut):
        numbered = replace(cut, by=(), numbered=True)
        return _labelled_once(sums(converter, measures, windows, numbered, k, monthly), cut, len(measures))
    convert = converter.needed and any(measure.money for measure in measures)
    dated = [over for over in windows if over.end not in monthly]
    if suits_due(measures, windows, cut):
        texts = [due_branch(windows, cut, k, convert, measures)]
    else:
        texts = [dated_branches(dated, cut, k, convert, measures)] if dated else []
    if len(dated) < len(windows):
        texts.append(month_branch([w.end for w in windows if w.end in monthly], cut, convert, measures))
    branches = [text.sql for text in texts]
    parameters = [value for text in texts for value in text.parameters]
    values = [_total(number, measure, convert) for number, measure in enumerate(measures)]
    return Text(labelled(" UNION ALL ".join(branches), cut, values, convert, ("as_of",)), parameters)


def by_account(cut: Slice) -> bool:
    """Whether each cell is one customer account: it can be summed by its number, and labelled once, at the end."""
    return all(dimension.where.held for dimension in cut.by) and {"entity", "customer"} <= {
        one.name for one in cut.by
    }


def account_labels(cut: Slice, numbered: str, columns: Sequence[str]) -> str:
    """SQL for cells numbered by account (a table or a query in brackets): these columns of them, and their labels."""
    labels = looked_up(cut)
    return (
        f"SELECT {', '.join([*(f'n.{column}' for column in columns), *labels])} FROM {numbered} n "
        "JOIN customers c ON c.customer_id = n.customer_id JOIN entities e ON e.entity_id = c.entity_id"
    )


def looked_up(cut: Slice) -> list[str]:
    """SQL for the labels of a customer account, read of its customer and entity: those of `cut` which are there."""
    return [
        f"{d.where.holder.alias}.{d.column} AS d{n}"
        for n, d in enumerate(cut.by)
        if d.where.holder is not None
    ]


def _labelled_once(text: Text, cut: Slice, measures: int) -> Text:
    names = [f"d{number}" for number in range(len(cut.by))]
    values = [f"m{number}" for number in range(measures)]
    cells = account_labels(cut, f"({text.sql})", ["as_of", *values, "missing"])
    shown = ", ".join(["as_of", *names, *values, "missing"])
    return Text(f"SELECT {shown} FROM ({cells})", text.parameters)


def _total(number: int, measure: Measure, convert: bool) -> str:
    if measure.gathered is Gather.MEDIAN:
        return f"LIST_AGGREGATE(FLATTEN(LIST(g.m{number})), 'median')"
    if measure.gathered is Gather.DISTINCT:
        return f"COALESCE(LEN(LIST_DISTINCT(FLATTEN(LIST(g.m{number})))), 0)"
    if measure.vast and convert:
        parts = (f"SUM(CAST(g.m{number} {part} {VAST} AS DECIMAL(20,0)) * r.factor)" for part in ("//", "%"))
        return f"LIST_VALUE({', '.join(parts)})"
    return total(number, convert and measure.money)


def in_major_units(
    text: Text, measures: Sequence[Measure], keys: Sequence[str], cut: Slice, rounding: Converter | None
) -> Text:
    """The same sums under the names people use: dates and labels as text, money in major units.

    Money is exact. Converted and rounded, each amount has two columns besides: `exact0`…, its units, and `near0`…, how
    much of them was left out.
    """
    money = [number for number, measure in enumerate(measures) if measure.money and rounding]
    columns = ["CAST(as_of AS VARCHAR) AS as_of"]
    for number, dimension in enumerate(cut.by):
        named = f"CAST(d{number} AS VARCHAR)"
        if dimension.where.reckoned:
            named = f"CASE d{number} {buckets.cases(cut.edges)} END"
        columns.append(f"{named} AS {name(dimension.name)}")
    for number, (measure, key) in enumerate(zip(measures, keys, strict=True)):
        units = f"s{number}" if number in money else f"m{number}"
        major = f"CAST({units} AS DECIMAL(32,5)) * CAST(0.00001 AS DECIMAL(5,5))"
        columns.append(f"{major if measure.money else f'CAST({units} AS BIGINT)'} AS {name(key)}")
    columns += [f"m{n} AS exact{n}, CAST(m{n} - s{n} AS DOUBLE) AS near{n}" for n in money]
    rounds = [f"{shown(f'm{n}', rounding)} AS s{n}" for n in money if rounding]
    told = f"SELECT {', '.join(['*', *rounds])} FROM ({text.sql})"
    return Text(f"SELECT {', '.join([*columns, 'missing'])} FROM ({told})", text.parameters)


def can_use_months(measures: Sequence[Measure], cut: Slice) -> bool:
    """Whether the month-end sums hold all that is asked."""
    held = {"entity", "currency", "kind", "doubtful", "bucket"}
    named = {dimension.name for dimension in cut.by} | {wanted.field for wanted in cut.where}
    return all(measure.monthly for measure in measures) and named <= held and cut.aged_from == "due_on"


MONTH_ENDS = "SELECT month_end FROM month_ends"


def engine_months(engine: Engine) -> frozenset[date]:
    """The month-ends whose sums the published database holds."""
    return engine.known("month_ends", lambda: frozenset(row[0] for row in engine.rows(MONTH_ENDS)))
