"""Items overdue when the window began, with the cash it brought, never more than was open."""

from __future__ import annotations

from encours.book.parse import kinds
from encours.book.records import CASH
from encours.cube.facts.fact import Clock, Fact

_ROWS = f"""(
  SELECT p.*, LEAST(p.open_units, c.cash) AS recovered_units
  FROM positions p
  JOIN (
    SELECT item_id, SUM(paid_units) AS cash
    FROM settlements
    WHERE credit_kind IN ({kinds(CASH)})
      AND valued_on BETWEEN DATE '{{start}}' AND DATE '{{day}}'
      AND matched_on <= DATE '{{day}}'
      AND due_on < DATE '{{before}}'
    GROUP BY item_id
  ) c ON c.item_id = p.item_id
  WHERE p.valid_from <= DATE '{{before}}'
    AND p.valid_to > DATE '{{before}}'
    AND p.open_units > 0
    AND p.due_on < DATE '{{before}}'
)"""

RECOVERY = Fact(
    "recovery",
    tables=("items", "allocations"),
    rows=_ROWS,
    clocks=(Clock.RECEIPTS,),
    test="TRUE",
    opening=True,
    opens=True,
)
