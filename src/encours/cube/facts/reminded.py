"""Receipts that came after a reminder, with the last one before them since their item exists."""

from __future__ import annotations

from encours.book.parse import kinds
from encours.book.records import CASH
from encours.cube.facts.beside import CREDIT, Column
from encours.cube.facts.deeds import COLUMNS, OF_ACTIONS, REACHING
from encours.cube.facts.fact import Clock, Fact

# One reminder a day: the last. Those of the account and those of the item are looked for apart, by their days.
_DAYS = f"""
    SELECT a.customer_id, {{of}} AS item_id, a.done_on, MAX_BY(a, (a.done_at, a.action)) AS last
    FROM acted a
    WHERE {REACHING} AND a.done_on <= DATE '{{{{day}}}}' AND {{which}}
    GROUP BY ALL"""
_WHOLE = _DAYS.format(of="NULL::INTEGER", which="a.item IS NULL")
_SINGLE = _DAYS.format(of="a.item_id", which="a.item_id IS NOT NULL")
_ROWS = f"""(
  WITH received AS (
    SELECT rowid AS rowid, * FROM settlements
    WHERE credit_kind IN ({kinds(CASH)})
      AND valued_on BETWEEN DATE '{{start}}' AND DATE '{{day}}'
      AND matched_on <= DATE '{{day}}'
  ),
  found AS (
    SELECT s.rowid AS number, w.last
    FROM received s ASOF JOIN ({_WHOLE}) w ON w.customer_id = s.customer_id AND s.valued_on >= w.done_on
    UNION ALL
    SELECT s.rowid AS number, w.last
    FROM received s ASOF JOIN ({_SINGLE}) w ON w.item_id = s.item_id AND s.valued_on >= w.done_on
  ),
  last AS (SELECT number, MAX_BY(last, (last.done_at, last.action)) AS a FROM found GROUP BY number)
  SELECT s.*, l.a.action AS action, l.a.author AS author, l.a.deed AS deed, l.a.channel AS channel, l.a.level AS level,
    l.a.automatic AS automatic, l.a.done_on AS done_on
  FROM received s
  JOIN last l ON l.number = s.rowid
  WHERE l.a.done_on >= s.issued_on
)"""

REMINDED = Fact(
    "reminded",
    tables=("actions", "items", "allocations"),
    rows=_ROWS,
    clocks=(Clock.RECEIPTS,),
    test="TRUE",
    flow_day="f.valued_on",
    carries=OF_ACTIONS,
    columns={"credit_item": Column("k.item", (CREDIT,)), "value_date": Column("f.valued_on"), **COLUMNS},
    shown=("customer_name", "document", "value_date", "done_on", "level", "author", "amount"),
)
