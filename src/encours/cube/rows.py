"""The rows behind a figure: the items (or settlements, or disputes) whose values add up to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from encours.cube import buckets
from encours.cube.branches import Moment, Text, bucket_sql, filter_sql, joins, on
from encours.cube.conversion import Converter
from encours.cube.facts import source
from encours.cube.measures import Fact, Measure
from encours.cube.periods import Window
from encours.cube.slice import Slice


def rows(
    converter: Converter,
    measure: Measure,
    over: Window,
    cut: Slice,
    k: int = 0,
    limit: int = 0,
    order: str = "",
    only: Text | None = None,
    place: str = "",
) -> Text:
    """The rows behind a measure at the end of a window.

    Columns: what describes the item (amounts in units of its currency), for settlements also `credit_item`,
    `credit_kind`, `value_date`, `matching_date`; then `value` in units of the reporting currency and `missing`.
    Largest first, or in the `order` of that SQL. `only` is a condition that already says which rows count; `place`
    adds what tells one row from another, as a first column of that name.
    """
    value, missing = valued(converter, measure, over)
    columns = described(measure.fact, over.end, cut)
    selected = [f"{place} AS place"] if place else []
    selected += [f"{sql} AS {column}" for column, sql in columns.items()]
    selected += [f"{value} AS value", f"{missing} AS missing"]
    largest = f"ABS({'f.open_units' if measure.fact is Fact.POSITION else value}) DESC, i.entity, i.item"
    text = selection(measure, over, cut, f"{', '.join(selected)} {order or largest}", k, only)
    sql = f"SELECT {', '.join(selected)} {text.sql} ORDER BY {order or largest}"
    return Text(sql + (f" LIMIT {limit}" if limit else ""), text.parameters)


def selection(
    measure: Measure, over: Window, cut: Slice, said: str, k: int = 0, only: Text | None = None
) -> Text:
    """FROM and WHERE of the rows that count for a measure: the fact as `f`, and beside it what `said` speaks of.

    `i` is its item, `c` its customer, `n` the rank of its name, `k` the credit that settles it, `o` its position,
    `r` the rate of its money.
    """
    day = over.end
    facts = source(measure.fact, day, over, k)
    if only is not None:
        beside = _tables(measure, over, replace(cut, where=()), said, facts.dated)
        return Text(f"FROM {facts.rows} f{beside} WHERE {only.sql}", only.parameters)
    tests, parameters = [facts.test], []
    if measure.test:
        tests.append(f"({measure.test.format(day=day, start=over.start)})")
    for wanted in cut.where:
        sql, values = filter_sql(wanted, cut, measure.fact, on(day), facts.amount)
        tests.append(sql)
        parameters += values
    beside = _tables(measure, over, cut, " ".join([said, *tests]), facts.dated)
    return Text(f"FROM {facts.rows} f{beside} WHERE {' AND '.join(tests)}", parameters)


def valued(converter: Converter, measure: Measure, over: Window) -> tuple[str, str]:
    """SQL for what a row adds, converted, and for the currency and day that have no rate."""
    value = measure.value.format(day=over.end, start=over.start)
    if not (measure.money and converter.needed):
        return value, "NULL"
    dated = source(measure.fact, over.end, over).dated
    missing = f"CASE WHEN r.factor IS NULL THEN f.ccy || ' ' || {dated} END"
    return f"CAST({value} AS DECIMAL(20,0)) * r.factor", missing


def _tables(measure: Measure, over: Window, cut: Slice, said: str, dated: str) -> str:
    day, disputes = over.end, "x." in measure.value + measure.test
    beside = joins(cut, measure.fact, day, disputes, items=_names("i", said))
    if _names("c", said):
        beside += " JOIN customers c ON c.customer_id = f.customer_id"
    if _names("n", said):
        rank = "CASE WHEN name IS NOT NULL THEN RANK() OVER (ORDER BY strip_accents(LOWER(name))) END"
        names = f"SELECT customer_id, {rank} AS rank FROM customers"
        beside += f" JOIN ({names}) n ON n.customer_id = f.customer_id"
    if _names("k", said):
        beside += " JOIN items k ON k.item_id = f.credit_id"
    if _names("o", said):
        at = f"o.valid_from <= DATE '{day}' AND o.valid_to > DATE '{day}'"
        beside += f" LEFT JOIN positions o ON o.item_id = f.item_id AND {at}"
    if _names("r", said):
        beside += f" LEFT JOIN factors r ON r.day = {dated} AND r.ccy = f.ccy"
    return beside


def _names(alias: str, said: str) -> bool:
    return re.search(rf"\b{alias}\.", said) is not None


def described(fact: Fact, day: date, cut: Slice) -> dict[str, str]:
    """SQL for each column that describes a row, by name; what the fact itself carries is read there."""
    held = "f.open_units" if fact is Fact.POSITION else "COALESCE(o.open_units, 0)"
    number = bucket_sql(f"f.{cut.aged_from}", cut, Moment(day, f"DATE '{day}'", f"{held} < 0"))
    named = [*buckets.labels(cut.edges), buckets.UNAPPLIED]
    bucket = " ".join(f"WHEN {n} THEN '{label}'" for n, label in enumerate(named))
    return {
        "entity": "c.entity",
        "customer": "c.customer",
        "customer_name": "c.name",
        "item": "i.item",
        "kind": "f.kind",
        "document": "i.document",
        "posting_date": "i.posting_date",
        "issue_date": "f.issued_on",
        "due_date": "f.due_on",
        "due_source": "COALESCE(i.due_source, 'read')",
        "days_late": f"CASE WHEN {held} > 0 THEN DATE '{day}' - f.due_on END",
        "bucket": f"CASE WHEN {held} <> 0 THEN CASE {number} {bucket} END END",
        "currency": "f.ccy",
        "amount": "i.amount",
        "open": held,
        "business_unit": "i.business_unit",
        "salesperson": "COALESCE(i.salesperson, c.salesperson)",
        "reference": "i.reference",
        "payment_method": "i.payment_method",
        "blocking_cause": "i.blocking_cause",
        "reminder_status": "i.reminder_status",
        "doubtful": "COALESCE(f.doubtful, FALSE)",
        "inferred": f"COALESCE({'f' if fact is Fact.SETTLEMENT else 'i'}.inferred, FALSE)",
        **_OWN.get(fact, {}),
    }


_PROMISE = {
    "promise": "f.promise",
    "made_on": "f.made_on",
    "promised_for": "f.keep_by",
    "promised_amount": "f.units",
    "received_amount": "f.paid_units",
}
_OWN = {
    Fact.PROMISE: _PROMISE,
    Fact.AWAITED: _PROMISE,
    Fact.SETTLEMENT: {
        "credit_item": "k.item",
        "credit_kind": "f.credit_kind",
        "value_date": "f.valued_on",
        "matching_date": "f.matched_on",
    },
    Fact.DISPUTE: {
        "dispute": "f.dispute",
        "dispute_cause": "f.cause",
        "opened_on": "f.opened_on",
        "closed_on": "f.closed_on",
    },
}
