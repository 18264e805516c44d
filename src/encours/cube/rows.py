"""The rows behind a figure: the items (or settlements, or disputes) whose values add up to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from encours.cube import buckets
from encours.cube.branches import Text, by_cause, filter_sql, joins
from encours.cube.conversion import Converter
from encours.cube.facts import places
from encours.cube.facts.beside import CUSTOMER, DISPUTE, ITEM, POSITION, RATE, ROW, Beside, Column
from encours.cube.facts.fact import Fact, looked_at, source
from encours.cube.facts.standing import BLOCKING, CHASE, blocking_cause, reminder_status
from encours.cube.filters import Filter
from encours.cube.measure import Measure
from encours.cube.moment import Moment, on
from encours.cube.periods import Window
from encours.cube.slice import Slice

# What describes rows is read in these tables of the book, besides those of the fact.
DESCRIBED = ("disputes", "holds", "promises", "actions")


def rows(
    converter: Converter,
    measure: Measure,
    over: Window,
    cut: Slice,
    k: int = 0,
    limit: int = 0,
    order: Column | None = None,
    only: Text | None = None,
    place: str = "",
    among: Sequence[int] = (),
) -> Text:
    """The rows behind a measure at the end of a window.

    Columns: what describes the item (amounts in units of its currency), for settlements also `credit_item`,
    `credit_kind`, `value_date`, `matching_date`; then `value` in units of the reporting currency and `missing`.
    Largest first, or in the `order` given. `only` is a condition that already says which rows count; `place` adds what
    tells one row from another, as a first column of that name. `among` are their items, where they are few.
    """
    value, missing = valued(converter, measure, over)
    columns = described(measure.fact, over.end, cut) | {"value": value, "missing": missing}
    selected = [f"{place} AS place"] if place else []
    selected += [f"{column.sql} AS {name}" for name, column in columns.items()]
    largest = "f.open_units" if measure.fact.balance else value.sql
    order = order or Column(f"ABS({largest}) DESC, i.entity, i.item", (ITEM,))
    beside = [table for column in (*columns.values(), order) for table in column.beside]
    text = selection(measure, over, cut, beside, k, only, among)
    sql = f"SELECT {', '.join(selected)} {text.sql} ORDER BY {order.sql}"
    return Text(sql + (f" LIMIT {limit}" if limit else ""), text.parameters)


def selection(
    measure: Measure,
    over: Window,
    cut: Slice,
    beside: Sequence[Beside],
    k: int = 0,
    only: Text | None = None,
    among: Sequence[int] = (),
) -> Text:
    """FROM and WHERE of the rows that count for a measure: the fact as `f`, and `beside` it these tables."""
    fact = measure.fact
    facts, reading = source(fact, over, k), cut.reading(fact, on(looked_at(fact, over)))
    also, causes = [*([DISPUTE] if measure.disputes else []), *beside], by_cause([measure], cut)
    tests, parameters = ([only.sql], list(only.parameters)) if only else ([facts.test], [])
    if measure.counted and not only:
        tests.append(f"({measure.counted.format(day=over.end, start=over.start)})")
    # Of rows already chosen, those of the other causes of an item would come again.
    kept = [wanted for wanted in cut.where if not only or (causes and _of_disputes(wanted))]
    for wanted in kept:
        sql, values = filter_sql(wanted, reading)
        tests.append(sql)
        parameters += values
    tables = joins(replace(cut, where=tuple(kept)), reading, also, facts.dated, causes=causes, among=among)
    return Text(f"FROM {facts.rows} f{tables} WHERE {' AND '.join(tests)}", parameters)


def _of_disputes(wanted: Filter) -> bool:
    return wanted.dimension is not None and wanted.dimension.where is places.DISPUTE


def valued(converter: Converter, measure: Measure, over: Window) -> tuple[Column, Column]:
    """What a row adds, converted, and the currency and day that have no rate."""
    value = in_units(measure, over)
    if not (measure.money and converter.needed):
        return value, Column("NULL")
    dated = source(measure.fact, over).dated
    missing = f"CASE WHEN r.factor IS NULL THEN f.ccy || ' ' || {dated} END"
    return Column(f"CAST({value.sql} AS DECIMAL(20,0)) * r.factor", (RATE,)), Column(missing, (RATE,))


def in_units(measure: Measure, over: Window) -> Column:
    """What a row adds, in units of its own currency."""
    return Column(measure.value.format(day=over.end, start=over.start))


def described(fact: Fact, day: date, cut: Slice) -> dict[str, Column]:
    """Each column that describes a row, by name; what the fact itself carries is read there."""
    held = Column("f.open_units") if fact.balance else Column("COALESCE(o.open_units, 0)", (POSITION,))
    number = buckets.number(f"f.{cut.aged_from}", cut.edges, Moment(day, f"DATE '{day}'", f"{held.sql} < 0"))
    bucket = f"CASE WHEN {held.sql} <> 0 THEN CASE {number} {buckets.cases(cut.edges)} END END"
    late = f"CASE WHEN {held.sql} > 0 THEN DATE '{day}' - f.due_on END"
    inferred = ROW if "inferred" in fact.carries else ITEM
    return {
        "entity": Column("c.entity", (CUSTOMER,)),
        "customer": Column("c.customer", (CUSTOMER,)),
        "customer_name": Column("c.name", (CUSTOMER,)),
        "item": Column("i.item", (ITEM,)),
        "kind": Column("f.kind"),
        "document": Column("i.document", (ITEM,)),
        "posting_date": Column("i.posting_date", (ITEM,)),
        "issue_date": Column("f.issued_on"),
        "due_date": Column("f.due_on"),
        "due_source": Column("COALESCE(i.due_source, 'read')", (ITEM,)),
        "days_late": Column(late, held.beside),
        "bucket": Column(bucket, held.beside),
        "age_days": Column(f"CASE WHEN {held.sql} <> 0 THEN DATE '{day}' - f.issued_on END", held.beside),
        "currency": Column("f.ccy"),
        "amount": Column("i.amount", (ITEM,)),
        "open": held,
        "business_unit": Column("i.business_unit", (ITEM,)),
        "salesperson": Column("COALESCE(i.salesperson, c.salesperson)", (ITEM, CUSTOMER)),
        "reference": Column("i.reference", (ITEM,)),
        "portfolio": Column("c.portfolio", (CUSTOMER,)),
        "collector": Column("c.collector", (CUSTOMER,)),
        "dispute_cause": Column("x.cause", (DISPUTE,)),
        "payment_method": Column("i.payment_method", (ITEM,)),
        "blocking_cause": Column(blocking_cause(), (BLOCKING,)),
        "reminder_status": Column(reminder_status(), (CHASE,)),
        "doubtful": Column("COALESCE(f.doubtful, FALSE)"),
        "inferred": Column(f"COALESCE({inferred.alias}.inferred, FALSE)", (inferred,)),
        **fact.columns,
    }
