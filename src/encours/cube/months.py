"""Sales by calendar month, as known on each date: what the count-back walks through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from encours.book.parse import kinds
from encours.book.records import SALES
from encours.cube.conversion import Converter
from encours.cube.dimensions import Where
from encours.cube.measures import Fact
from encours.cube.query import Slice, Text, _label, filter_sql, inner_keys, joins


def monthly_sales(converter: Converter, days: Sequence[date], cut: Slice) -> Text:
    """Columns: `d0`…, `month` (first day), `known` (first of `days` by which the sale exists, its rank), `m0`, `missing`.

    `days` must be increasing. A sale counts on a date when it is issued and posted by then, so each row counts from
    its `known` date on: the months of every date come out of one query.
    """
    last = days[-1]
    keys = inner_keys(cut, Fact.BILLING, last)
    steps = " ".join(
        f"WHEN GREATEST(f.issued_on, f.posting_date) <= DATE '{d}' THEN {n}" for n, d in enumerate(days)
    )
    keys |= {"month": "CAST(date_trunc('month', f.issued_on) AS DATE)", "known": f"CASE {steps} END"}
    if converter.needed:
        keys |= {"ccy": "f.ccy", "day": "f.issued_on"}
    tests = [
        f"f.kind IN ({kinds(SALES)})",
        f"f.issued_on <= DATE '{last}'",
        f"f.posting_date <= DATE '{last}'",
    ]
    parameters: list[Any] = []
    for wanted in cut.where:
        sql, values = filter_sql(wanted, cut, Fact.BILLING, last, "amount")
        tests.append(sql)
        parameters += values
    selected = ", ".join([f"{sql} AS {name}" for name, sql in keys.items()] + ["SUM(f.amount) AS m0"])
    inner = f"SELECT {selected} FROM billings f{joins(cut, Fact.BILLING, last)} WHERE {' AND '.join(tests)} GROUP BY {', '.join(keys.values())}"
    return Text(_outer(inner, cut, converter), parameters)


def _outer(inner: str, cut: Slice, converter: Converter) -> str:
    labels = [_label(number, dimension) for number, dimension in enumerate(cut.by)]
    places = {dimension.where for dimension in cut.by}
    tables = f"({inner}) g"
    if places & {Where.CUSTOMER, Where.SALES}:
        tables += " JOIN customers c ON c.customer_id = g.customer_id"
    if Where.ENTITY in places:
        tables += " JOIN entities e ON e.entity_id = g.entity_id"
    total, missing = "SUM(g.m0)", "NULL"
    if converter.needed:
        tables += " LEFT JOIN factors r ON r.day = g.day AND r.ccy = g.ccy"
        total = "SUM(CAST(g.m0 AS DECIMAL(20,0)) * r.factor)"
        missing = "MIN(CASE WHEN r.factor IS NULL THEN g.ccy || ' ' || g.day END)"
    named = [f"{sql} AS d{number}" for number, sql in enumerate(labels)]
    group = ", ".join([*labels, "g.month", "g.known"])
    return f"SELECT {', '.join([*named, 'g.month', 'g.known', f'{total} AS m0', f'{missing} AS missing'])} FROM {tables} GROUP BY {group}"


def sales_span(last: date) -> str:
    """SQL for the days on which anything was sold, for their rates."""
    return f"SELECT DISTINCT issued_on FROM billings WHERE issued_on <= DATE '{last}' AND posting_date <= DATE '{last}'"
