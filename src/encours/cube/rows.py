"""The rows behind a figure: the items (or settlements, or disputes) whose values add up to it."""

from __future__ import annotations

from datetime import date

from encours.cube import buckets
from encours.cube.branches import Moment, Text, bucket_sql, filter_sql, joins, on
from encours.cube.conversion import Converter
from encours.cube.facts import source
from encours.cube.labels import Slice
from encours.cube.measures import Fact, Measure
from encours.cube.periods import Window


def rows(
    converter: Converter, measure: Measure, over: Window, cut: Slice, k: int = 0, limit: int = 0
) -> Text:
    """The rows behind a measure at the end of a window.

    Columns: what describes the item (amounts in units of its currency), for settlements also `credit_item`,
    `credit_kind`, `value_date`, `matching_date`; then `value` in units of the reporting currency and `missing`.
    """
    day = over.end
    facts = source(measure.fact, day, over, k)
    tests, parameters = [facts.test], []
    if measure.test:
        tests.append(f"({measure.test.format(day=day, start=over.start)})")
    for wanted in cut.where:
        sql, values = filter_sql(wanted, cut, measure.fact, on(day), facts.amount)
        tests.append(sql)
        parameters += values
    value, missing, rate = _value(converter, measure, day, over, facts.dated)
    columns = [*_columns(measure.fact, day, cut), f"{value} AS value", f"{missing} AS missing"]
    tables = _tables(measure, day, cut) + rate
    order = "f.open_units" if measure.fact is Fact.POSITION else value
    sql = (
        f"SELECT {', '.join(columns)} FROM {facts.rows} f{tables} WHERE {' AND '.join(tests)} "
        f"ORDER BY ABS({order}) DESC, i.entity, i.item" + (f" LIMIT {limit}" if limit else "")
    )
    return Text(sql, parameters)


def _value(
    converter: Converter, measure: Measure, day: date, over: Window, dated: str
) -> tuple[str, str, str]:
    value = measure.value.format(day=day, start=over.start)
    if not (measure.money and converter.needed):
        return value, "NULL", ""
    rate = f" LEFT JOIN factors r ON r.day = {dated} AND r.ccy = f.ccy"
    missing = "CASE WHEN r.factor IS NULL THEN f.ccy || ' ' || " + dated + " END"
    return f"CAST({value} AS DECIMAL(20,0)) * r.factor", missing, rate


def _tables(measure: Measure, day: date, cut: Slice) -> str:
    """The item, its customer and entity beside the fact."""
    disputes = "x." in measure.value + measure.test
    beside = joins(cut, measure.fact, day, disputes, items=True)
    beside += " JOIN customers c ON c.customer_id = f.customer_id"
    if measure.fact is Fact.SETTLEMENT:
        beside += " JOIN items k ON k.item_id = f.credit_id"
    if measure.fact is not Fact.POSITION:
        at = f"o.valid_from <= DATE '{day}' AND o.valid_to > DATE '{day}'"
        beside += f" LEFT JOIN positions o ON o.item_id = f.item_id AND {at}"
    return beside


def _columns(fact: Fact, day: date, cut: Slice) -> list[str]:
    held = "f.open_units" if fact is Fact.POSITION else "COALESCE(o.open_units, 0)"
    number = bucket_sql(f"i.{cut.aged_from}", cut, Moment(day, f"DATE '{day}'", f"{held} < 0"))
    named = [*buckets.labels(cut.edges), buckets.UNAPPLIED]
    bucket = " ".join(f"WHEN {n} THEN '{label}'" for n, label in enumerate(named))
    columns = [
        "c.entity",
        "c.customer",
        "c.name AS customer_name",
        "i.item",
        "i.kind",
        "i.document",
        "i.posting_date",
        "i.issued_on AS issue_date",
        "i.due_on AS due_date",
        "COALESCE(i.due_source, 'read') AS due_source",
        f"CASE WHEN {held} > 0 THEN DATE '{day}' - i.due_on END AS days_late",
        f"CASE WHEN {held} <> 0 THEN CASE {number} {bucket} END END AS bucket",
        "i.ccy AS currency",
        "i.amount",
        f"{held} AS open",
        "i.business_unit",
        "COALESCE(i.salesperson, c.salesperson) AS salesperson",
        "i.reference",
        "i.payment_method",
        "i.blocking_cause",
        "i.reminder_status",
        "COALESCE(i.doubtful, FALSE) AS doubtful",
        f"COALESCE({'f' if fact is Fact.SETTLEMENT else 'i'}.inferred, FALSE) AS inferred",
    ]
    if fact is Fact.SETTLEMENT:
        columns += [
            "k.item AS credit_item",
            "f.credit_kind",
            "f.valued_on AS value_date",
            "f.matched_on AS matching_date",
        ]
    if fact is Fact.DISPUTE:
        columns += ["f.dispute", "f.cause AS dispute_cause", "f.opened_on", "f.closed_on"]
    return columns
