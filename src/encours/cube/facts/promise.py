"""Promises whose date and grace ended in the window, and those whose money is still awaited at a date."""

from __future__ import annotations

from encours.book.follow_up import MOST_GRACE_DAYS
from encours.cube.facts.beside import Column
from encours.cube.facts.fact import Fact

TABLES = ("promises", "items", "allocations")
# What had been received for each by the date, never more than was promised.
ROWS = """(
  SELECT p.rowid AS rowid, p.promise, p.item, p.collector, p.units, p.units AS amount, p.made_on, p.keep_by,
    p.grace_days, p.cancelled_on, p.item_id, p.customer_id, p.entity_id, p.ccy, p.kind, p.issued_on, p.due_on,
    p.doubtful, COALESCE(r.paid, 0) AS paid_units
  FROM promised p
  LEFT JOIN (
    SELECT promise, SUM(paid_units)::BIGINT AS paid FROM promise_receipts
    WHERE matched_on <= DATE '{day}' GROUP BY promise
  ) r ON r.promise = p.promise
)"""
# A promise cancelled leaves the figures from the day it is.
STANDING = "f.made_on <= DATE '{day}' AND (f.cancelled_on IS NULL OR f.cancelled_on > DATE '{day}')"
ENDS_ON = "f.keep_by + f.grace_days"
COLUMNS = {
    "promise": Column("f.promise"),
    "made_on": Column("f.made_on"),
    "promised_for": Column("f.keep_by"),
    "promised_amount": Column("f.units"),
    "received_amount": Column("f.paid_units"),
}

PROMISE = Fact(
    "promise",
    tables=TABLES,
    rows=ROWS,
    test=f"{STANDING} AND {ENDS_ON} BETWEEN DATE '{{start}}' AND DATE '{{day}}'",
    flow_day="f.keep_by",
    early_days=MOST_GRACE_DAYS,
    itemless=True,
    carries=frozenset({"amount"}),
    columns=COLUMNS,
)
AWAITED = Fact(
    "awaited",
    tables=TABLES,
    rows=ROWS,
    test=f"{STANDING} AND {ENDS_ON} > DATE '{{day}}' AND f.paid_units < f.units",
    itemless=True,
    carries=frozenset({"amount"}),
    columns=COLUMNS,
    shown=("customer_name", "document", "made_on", "promised_for", "promised_amount", "received_amount"),
)
