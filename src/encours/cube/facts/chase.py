"""Items chased at a level, a reminder on the account being one of every item late that day; and what they did then."""

from __future__ import annotations

from encours.cube.facts.deeds import COLUMNS, OF_ACTIONS, REACHING
from encours.cube.facts.fact import Clock, Fact

# The first time each item is chased at each level; it must be open then. `paid` tells whether it was wholly paid within
# the days, and before it was chased at a higher level.
_ROWS = f"""(
  WITH reminders AS MATERIALIZED (
    SELECT a.action, a.customer_id, a.item_id, a.item, a.level, a.done_at, a.done_on, a.author, a.deed, a.channel,
      a.automatic
    FROM acted a
    WHERE a.level IS NOT NULL
      AND {REACHING}
      AND a.done_on BETWEEN DATE '{{start}}' - {{k}} AND DATE '{{day}}'
  ),
  chased AS (
    SELECT p.item_id, r.level, MIN_BY(r, (r.done_at, r.action)) AS first, ANY_VALUE(p.entity_id) AS entity_id,
      ANY_VALUE(p.customer_id) AS customer_id, ANY_VALUE(p.ccy) AS ccy, ANY_VALUE(p.kind) AS kind,
      ANY_VALUE(p.issued_on) AS issued_on, ANY_VALUE(p.due_on) AS due_on, ANY_VALUE(p.doubtful) AS doubtful
    FROM reminders r
    JOIN positions p ON p.customer_id = r.customer_id AND p.valid_from <= r.done_on AND p.valid_to > r.done_on
    WHERE p.open_units > 0 AND (p.item_id = r.item_id OR r.item IS NULL AND p.due_on < r.done_on)
    GROUP BY p.item_id, r.level
  ),
  raised AS (
    SELECT c.item_id, c.level, MIN(n.first.done_on) AS raised_on
    FROM chased c
    JOIN chased n ON n.item_id = c.item_id AND n.level > c.level AND n.first.done_on >= c.first.done_on
    GROUP BY ALL
  ),
  closed AS (
    SELECT item_id, MAX(valued_on) AS paid_on FROM settlements
    WHERE closes AND matched_on <= DATE '{{day}}' GROUP BY item_id
  )
  SELECT ROW_NUMBER() OVER (ORDER BY c.item_id, c.level) AS rowid, c.item_id, c.entity_id, c.customer_id, c.ccy, c.kind,
    c.issued_on, c.due_on, c.doubtful, c.level, c.first.action AS action, c.first.author AS author,
    c.first.deed AS deed, c.first.channel AS channel, c.first.automatic AS automatic, c.first.done_on AS done_on,
    c.first.done_on + {{k}} AS ends_on, p.paid_on, u.raised_on,
    COALESCE(p.paid_on BETWEEN c.first.done_on AND c.first.done_on + {{k}}
      AND (u.raised_on IS NULL OR p.paid_on < u.raised_on), FALSE) AS paid
  FROM chased c
  LEFT JOIN raised u ON u.item_id = c.item_id AND u.level = c.level
  LEFT JOIN closed p ON p.item_id = c.item_id
)"""

CHASE = Fact(
    "chase",
    tables=("actions", "items", "allocations"),
    rows=_ROWS,
    clocks=(Clock.RECEIPTS,),
    test="f.ends_on BETWEEN DATE '{start}' AND DATE '{day}'",
    flow_day="f.ends_on",
    carries=OF_ACTIONS,
    columns=COLUMNS,
    shown=("customer_name", "document", "due_date", "done_on", "level", "author"),
)
