"""Actions that reached for a customer and whose days ended in the window, with whether money came within them."""

from __future__ import annotations

from encours.book.parse import kinds
from encours.book.records import CASH
from encours.cube.facts.deeds import COLUMNS, OF_ACTIONS, REACHING
from encours.cube.facts.fact import Clock, Fact

# What comes first after an action tells: on the account, or on the item the action is about.
_ROWS = f"""(
  WITH paid AS MATERIALIZED (
    SELECT DISTINCT customer_id, item_id, valued_on
    FROM settlements
    WHERE credit_kind IN ({kinds(CASH)})
      AND valued_on BETWEEN DATE '{{start}}' - {{k}} AND DATE '{{day}}'
      AND matched_on <= DATE '{{day}}'
  ),
  done AS MATERIALIZED (
    SELECT a.rowid AS rowid, a.*
    FROM acted a
    WHERE {REACHING} AND a.done_on BETWEEN DATE '{{start}}' - {{k}} AND DATE '{{day}}' - {{k}}
  )
  SELECT a.*, a.done_on + {{k}} AS ends_on, COALESCE(p.valued_on <= a.done_on + {{k}}, FALSE) AS converted
  FROM (SELECT * FROM done WHERE item IS NULL) a
  ASOF LEFT JOIN (SELECT DISTINCT customer_id, valued_on FROM paid) p
    ON p.customer_id = a.customer_id AND a.done_on <= p.valued_on
  UNION ALL BY NAME
  SELECT a.*, a.done_on + {{k}} AS ends_on, COALESCE(p.valued_on <= a.done_on + {{k}}, FALSE) AS converted
  FROM (SELECT * FROM done WHERE item IS NOT NULL) a
  ASOF LEFT JOIN (SELECT item_id, valued_on FROM paid) p ON p.item_id = a.item_id AND a.done_on <= p.valued_on
)"""

REACH = Fact(
    "reach",
    tables=("actions", "items", "allocations"),
    rows=_ROWS,
    clocks=(Clock.RECEIPTS,),
    test="f.ends_on BETWEEN DATE '{start}' AND DATE '{day}'",
    flow_day="f.ends_on",
    itemless=True,
    carries=OF_ACTIONS,
    columns=COLUMNS,
    shown=("customer_name", "document", "done_on", "action_kind", "author"),
)
