"""Sales by calendar month, as known on each date: what the count-back walks through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from encours.book.parse import kinds
from encours.book.records import SALES
from encours.cube.branches import Text, filter_sql, in_days, inner_keys, joins
from encours.cube.conversion import Converter
from encours.cube.facts.billing import BILLING
from encours.cube.moment import on
from encours.cube.slice import Slice, labelled, total


def monthly_sales(converter: Converter, days: Sequence[date], cut: Slice) -> Text:
    """Columns: `month` (first day), `known` (rank of the first of `days` by which it exists), `d0`…, `m0`, `missing`.

    `days` must be increasing. A sale counts on a date when it is issued and posted by then, so each row counts from
    its `known` date on: the months of every date come out of one query.
    """
    last = days[-1]
    reading = cut.reading(BILLING, on(last))
    keys = inner_keys(cut, reading)
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
    tests += [
        f"NOT (f.entity_id = {number} AND f.issued_on < DATE '{day}')" for number, day in cut.whole_from
    ]
    parameters: list[Any] = []
    for wanted in cut.where:
        sql, values = filter_sql(wanted, reading)
        tests.append(sql)
        parameters += values
    selected = ", ".join([f"{sql} AS {name}" for name, sql in keys.items()] + ["SUM(f.amount) AS m0"])
    table = BILLING.by_day if in_days(cut) else BILLING.rows
    rows = f"{table} f{joins(cut, reading)} WHERE {' AND '.join(tests)}"
    inner = f"SELECT {selected} FROM {rows} GROUP BY {', '.join(keys.values())}"
    values = [total(0, converter.needed)]
    return Text(labelled(inner, cut, values, converter.needed, ("month", "known")), parameters)


def moving(cut: Slice) -> bool:
    """Whether a sale may be in one cell on a date and in another the next: then dates are asked one by one."""
    late = any(wanted.field == "days_late" for wanted in cut.where)
    return late or any(dimension.where.moves for dimension in cut.named)


def sales_span(last: date) -> str:
    """SQL for the days on which anything was sold, for their rates."""
    at = f"DATE '{last}'"
    return f"SELECT DISTINCT issued_on FROM billing_days WHERE issued_on <= {at} AND posting_date <= {at}"
