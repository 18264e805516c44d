"""Receipts with what was done before them: each goes once to a live promise, to an action, or came by itself."""

from __future__ import annotations

from encours.book.parse import kinds
from encours.book.records import CASH
from encours.cube.facts.beside import CREDIT, Column
from encours.cube.facts.deeds import COLUMNS, OF_ACTIONS, REACHING
from encours.cube.facts.fact import Clock, Fact

PROMISED, ACTED, SPONTANEOUS = "promise", "action", "spontaneous"

_RECEIPT = "item_id, credit_id, matched_on, valued_on"
_ITEM = "entity_id, customer_id, ccy, kind, issued_on, due_on, doubtful"
# What a live promise claims is its own (`book.promised`); the rest of each receipt is `loose`.
_LOOSE = f"""
  received AS MATERIALIZED (
    SELECT {_RECEIPT}, {_ITEM}, SUM(paid_units)::BIGINT AS units
    FROM settlements
    WHERE credit_kind IN ({kinds(CASH)})
      AND valued_on BETWEEN DATE '{{start}}' AND DATE '{{day}}'
      AND matched_on <= DATE '{{day}}'
    GROUP BY ALL
  ),
  kept AS MATERIALIZED (
    SELECT x.* REPLACE (r.paid_units AS units), p.promise, p.collector AS author, p.made_on AS done_on
    FROM (SELECT promise, {_RECEIPT}, SUM(paid_units)::BIGINT AS paid_units FROM promise_receipts GROUP BY ALL) r
    JOIN received x ON x.item_id = r.item_id AND x.credit_id = r.credit_id AND x.matched_on = r.matched_on
      AND x.valued_on = r.valued_on
    JOIN promised p ON p.promise = r.promise
  ),
  loose AS MATERIALIZED (
    SELECT x.* REPLACE (x.units - COALESCE(k.units, 0) AS units)
    FROM received x
    LEFT JOIN (SELECT {_RECEIPT}, SUM(units)::BIGINT AS units FROM kept GROUP BY ALL) k
      ON k.item_id = x.item_id AND k.credit_id = x.credit_id AND k.matched_on = x.matched_on
      AND k.valued_on = x.valued_on
    WHERE x.units > COALESCE(k.units, 0)
  ),
  deeds AS MATERIALIZED (
    SELECT a.action, a.customer_id, a.item_id, a.item, a.done_at, a.done_on, a.author, a.deed, a.channel, a.level,
      a.automatic
    FROM acted a
    WHERE a.done_on BETWEEN DATE '{{start}}' - {{k}} AND DATE '{{day}}'
      AND {REACHING}
      AND a.customer_id IN (SELECT customer_id FROM loose)
  )"""
# An action on an item counts for that item alone, one on the account for all of them.
_REACHED = "(a.item IS NULL OR a.item_id = l.item_id)"
_NEAR = "a.done_on BETWEEN l.valued_on - {k} AND l.valued_on"
_SHOWN = "a.action, a.author, a.deed, a.channel, a.level, a.automatic, a.done_on"


# The actions within reach of each receipt, in the order in which they count.
_RANKED = f"""
  ranked AS (
    SELECT l.*, a.action, COUNT(*) OVER receipt AS many,
      ROW_NUMBER() OVER (receipt ORDER BY a.done_at {{way}}, a.action {{way}}) AS place
    FROM loose l
    JOIN deeds a ON a.customer_id = l.customer_id AND {_REACHED} AND {_NEAR}
    WINDOW receipt AS (PARTITION BY l.item_id, l.credit_id, l.matched_on, l.valued_on)
  )"""
_ONE = "shares AS (SELECT * EXCLUDE (many, place) FROM ranked WHERE place = 1)"
# Each takes the same; what does not divide goes, a unit each, to the last ones.
_ALL = """shares AS (
    SELECT * EXCLUDE (many, place) REPLACE (units // many + CASE WHEN place <= units % many THEN 1 ELSE 0 END AS units)
    FROM ranked
  )"""
_SHARES = {
    rule: f"{_RANKED.replace('{way}', way)},\n  {taken}"
    for rule, way, taken in (("last", "DESC", _ONE), ("first", "ASC", _ONE), ("linear", "DESC", _ALL))
}


def _rows(shares: str) -> str:
    """SQL of the parts of the receipts of a window: what promises claimed, what follows an action, what remains."""
    return f"""(
  WITH {_LOOSE}, {shares},
  parts AS (
    SELECT {_RECEIPT}, {_ITEM}, units, '{PROMISED}' AS came_after, promise, NULL AS action, author,
      '{PROMISED}' AS deed, NULL AS channel, NULL::BIGINT AS level, FALSE AS automatic, done_on
    FROM kept
    UNION ALL BY NAME
    SELECT s.* EXCLUDE (action), '{ACTED}' AS came_after, {_SHOWN}
    FROM shares s
    JOIN deeds a ON a.action = s.action
    UNION ALL BY NAME
    SELECT l.*, '{SPONTANEOUS}' AS came_after
    FROM loose l
    ANTI JOIN shares s ON s.item_id = l.item_id AND s.credit_id = l.credit_id AND s.matched_on = l.matched_on
      AND s.valued_on = l.valued_on
  )
  SELECT ROW_NUMBER() OVER (ORDER BY item_id, credit_id, matched_on, valued_on, promise, action) AS rowid, *
  FROM parts
)"""


def _fact(name: str, shares: str) -> Fact:
    return Fact(
        name,
        tables=("items", "allocations", "actions", "promises"),
        rows=_rows(shares),
        clocks=(Clock.RECEIPTS,),
        test="TRUE",
        flow_day="f.valued_on",
        carries=OF_ACTIONS | {"came_after"},
        columns={
            "credit_item": Column("k.item", (CREDIT,)),
            "value_date": Column("f.valued_on"),
            "came_after": Column("f.came_after"),
            "promise": Column("f.promise"),
            **COLUMNS,
        },
        shown=("customer_name", "document", "value_date", "came_after", "author", "action_kind", "done_on"),
    )


LAST, FIRST, LINEAR = (_fact(f"{rule}_attribution", shares) for rule, shares in _SHARES.items())
