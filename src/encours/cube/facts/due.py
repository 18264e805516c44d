"""Invoices that fell due in the window, k days or more ago, with what was owed and what cash came by due date + k."""

from __future__ import annotations

from encours.book.parse import kinds
from encours.book.records import CASH
from encours.cube.facts.fact import Clock, Fact

_ROWS = f"""(
  SELECT i.*, i.amount - COALESCE(p.credited, 0) AS owed_units, COALESCE(p.cash, 0) AS on_time_units
  FROM billings i
  LEFT JOIN (
    SELECT item_id,
      SUM(CASE WHEN credit_kind = 'credit_note' THEN paid_units ELSE 0 END) AS credited,
      SUM(CASE WHEN credit_kind IN ({kinds(CASH)}) AND valued_on <= due_on + {{k}} THEN paid_units ELSE 0 END) AS cash
    FROM settlements
    WHERE due_on BETWEEN DATE '{{start}}' AND DATE '{{last}}'
      AND matched_on <= DATE '{{day}}'
    GROUP BY item_id
  ) p ON p.item_id = i.item_id
  WHERE i.kind = 'invoice'
    AND i.due_on BETWEEN DATE '{{start}}' AND DATE '{{last}}'
    AND i.posting_date <= DATE '{{day}}'
)"""

DUE = Fact(
    "due",
    tables=("items", "allocations"),
    rows=_ROWS,
    clocks=(Clock.POSITION, Clock.RECEIPTS),
    test="f.owed_units > 0",
    flow_day="f.due_on",
)
