"""Who paid what, as the list says it: matching references become groups, settlement dates become payments."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from encours.book.records import Kind

_SETTLED = "paid"


def with_groups(table: pa.Table) -> pa.Table:
    """Add `_group` and `_group_date` from the matching reference and date: one group per customer and reference.

    References are used again in later years: when each date of a reference balances by itself, each is a group.
    """
    reference, day = table["matching_ref"], table["matching_date"]
    scope = pc.binary_join_element_wise(table["customer"], reference, "|")
    dated = pc.binary_join_element_wise(scope, pc.fill_null(day.cast(pa.string()), ""), "|")
    by_date = _dates_that_balance(table, scope, dated)
    group = pc.if_else(pc.is_in(scope, by_date), dated, scope)
    group_date = pc.if_else(pc.is_valid(reference), day, pa.scalar(None, pa.date32()))
    return table.append_column("_group", group).append_column("_group_date", group_date)


def open_before_groups(table: pa.Table) -> pa.Table:
    """What is open of a matched line is what its group leaves: `_open` counts it whole, the group takes from it."""
    whole = pc.if_else(pc.is_valid(table["_group"]), table["amount"], table["_open"])
    return table.set_column(table.column_names.index("_open"), "_open", whole)


def _dates_that_balance(table: pa.Table, scope: pa.ChunkedArray, dated: pa.ChunkedArray) -> pa.Array:
    """The references used on several dates, each of which balances in each entity and currency."""
    lines = pa.table({"scope": scope, "dated": dated, "entity": table["entity"], "currency": table["currency"],
                      "amount": table["amount"]})  # fmt: skip
    lines = lines.filter(pc.is_valid(scope))
    sums = lines.group_by(["scope", "dated", "entity", "currency"]).aggregate([("amount", "sum")])
    checks = pa.table({"scope": sums["scope"], "off": pc.not_equal(sums["amount_sum"], 0)})
    verdict = checks.group_by("scope").aggregate([("off", "any"), ("off", "count")])
    good = pc.and_(pc.invert(verdict["off_any"]), pc.greater(verdict["off_count"], 1))
    return verdict.filter(good)["scope"].combine_chunks()


def with_payments(table: pa.Table, snapshot: bool) -> tuple[pa.Table, int]:
    """Add the payments that settlement dates tell of, for the lines without a matching reference.

    A debit settled on a date was paid that day. Where a credit of the same customer was settled the same day, they
    were set off together and one payment made up the difference. Credits beyond the debits of their day went to items
    settled in part: in a list of open items (`snapshot`), what it says is open of them decides. Also gives the number
    of payments made.
    """
    settled = pc.coalesce(table["settled_date"], table["matching_date"])
    without = pc.and_(pc.is_valid(settled), pc.is_null(table["matching_ref"])).combine_chunks()
    places = np.flatnonzero(without.to_numpy(zero_copy_only=False))
    if not len(places):
        return table, 0
    payments = _payments(table, places, settled.take(pa.array(places)).to_pylist())
    if snapshot:
        payments = [payment for payment in payments if payment.balances]
    table = _grouped(table, payments)
    made = [payment for payment in payments if payment.amount]
    return pa.concat_tables([table, _rows(table, made)]), len(made)


class _Payment:
    """What was settled together: the lines, the day, and the units paid to make up the difference."""

    def __init__(self, places: list[int], day: date, units: int, key: str) -> None:
        self.places, self.day, self.key = places, day, key
        self.amount, self.balances = max(units, 0), units >= 0


def _payments(table: pa.Table, places: np.ndarray, days: list[date]) -> list[_Payment]:
    lines = table.select(["entity", "customer", "currency", "item", "_paid"]).take(pa.array(places))
    columns = [lines[name].to_pylist() for name in ("entity", "customer", "currency")]
    keys, paid = lines["item"].to_pylist(), lines["_paid"].to_pylist()
    scopes = list(zip(*columns, days, strict=True))
    with_credit = {scope for scope, units in zip(scopes, paid, strict=True) if units < 0}
    together: dict[tuple[object, ...], list[int]] = defaultdict(list)
    found = []
    for index, units in enumerate(paid):
        if units and scopes[index] in with_credit:
            together[scopes[index]].append(index)
        elif units:
            found.append(_Payment([int(places[index])], days[index], units, f"{keys[index]}/{_SETTLED}"))
    for members in together.values():
        total = sum(paid[index] for index in members)
        key = f"{min(keys[index] for index in members)}/{_SETTLED}"
        whole = [int(places[index]) for index in members]
        found.append(_Payment(whole, days[members[0]], total, key))
    return found


def _grouped(table: pa.Table, payments: list[_Payment]) -> pa.Table:
    groups = table["_group"].to_pylist()
    dates = table["_group_date"].to_pylist()
    for payment in payments:
        for place in payment.places:
            groups[place], dates[place] = payment.key, payment.day
    table = table.set_column(table.column_names.index("_group"), "_group", pa.array(groups, pa.string()))
    return table.set_column(
        table.column_names.index("_group_date"), "_group_date", pa.array(dates, pa.date32())
    )


def _rows(table: pa.Table, payments: list[_Payment]) -> pa.Table:
    """The payments as lines of the list: what they share with the first line they settle is taken from it."""
    first = table.take(pa.array([payment.places[0] for payment in payments], pa.int64()))
    days = pa.array([payment.day for payment in payments], pa.date32())
    amounts = pa.array([-payment.amount for payment in payments], pa.int64())
    keys = pa.array([payment.key for payment in payments], pa.string())
    made = {
        **{name: first[name] for name in ("entity", "customer", "currency", "_file", "_line")},
        "item": keys,
        "kind": pa.array([str(Kind.PAYMENT)] * len(payments), pa.string()),
        "posting_date": days,
        "issue_date": days,
        "amount": amounts,
        "_group": keys,
        "_group_date": days,
        "_open": amounts,
    }
    empty = {field.name: pa.nulls(len(payments), field.type) for field in table.schema}
    return pa.table({name: made.get(name, empty[name]) for name in table.column_names}, schema=table.schema)
