"""What keeps items from being chased on a day, and how far they were chased by it, beside the rows of a fact."""

from __future__ import annotations

from encours.book.parse import kinds
from encours.book.records import DEBITS
from encours.book.withheld import in_force
from encours.cube.contested import CONTESTED
from encours.cube.facts.beside import ITEM, Beside
from encours.cube.facts.promise import AWAITED
from encours.cube.standing import (
    ARBITRATION,
    CAUSES,
    DISPUTED,
    HELD,
    LEVEL,
    NOT_CHASED,
    PROMISED,
    imported,
)

_RANK = {cause: rank for rank, cause in enumerate(CAUSES)}
_HELD = f"CASE WHEN h.reason = '{ARBITRATION}' THEN {_RANK[ARBITRATION]} ELSE {_RANK[HELD]} END"
_OPEN = f"""p.kind IN ({kinds(DEBITS)})
      AND p.open_units > 0
      AND p.valid_from <= DATE '{{day}}'
      AND p.valid_to > DATE '{{day}}'"""
# What is still awaited of promises; for those about a whole account it is looked for among its open debits in the same
# currency, oldest due date first.
_LIVE = f"""
    SELECT f.item, f.item_id, f.customer_id, f.ccy, f.units - f.paid_units AS missing
    FROM {AWAITED.rows} f
    WHERE {AWAITED.test}"""
# The items something recorded blocks on the day `{day}`: which cause of all (`rank`) is told, and whether anything else
# than a dispute does, which may be about a part.
BLOCKED = f"""(
  WITH live AS MATERIALIZED ({_LIVE}
  ),
  owed AS (
    SELECT customer_id, ccy, SUM(missing)::BIGINT AS missing
    FROM live
    WHERE item IS NULL
    GROUP BY customer_id, ccy
  )
  SELECT item_id, MIN(rank) AS rank, MAX(rank) > 0 AS stopped
  FROM (
    SELECT d.item_id, {_RANK[DISPUTED]} AS rank
    FROM {CONTESTED} d
    UNION ALL
    SELECT h.item_id, {_HELD}
    FROM withheld h
    WHERE {in_force("h", "DATE '{day}'")}
      AND h.item_id IS NOT NULL
    UNION ALL
    SELECT p.item_id, {_HELD}
    FROM withheld h
    JOIN {{positions}} p ON p.customer_id = h.customer_id
    WHERE {in_force("h", "DATE '{day}'")}
      AND h.item IS NULL
      AND {_OPEN}
    UNION ALL
    SELECT l.item_id, {_RANK[PROMISED]}
    FROM live l
    WHERE l.item_id IS NOT NULL
    UNION ALL
    SELECT s.item_id, {_RANK[PROMISED]}
    FROM (
      SELECT p.item_id, o.missing, SUM(p.open_units) OVER (
          PARTITION BY o.customer_id, o.ccy ORDER BY p.due_on, n.item ROWS UNBOUNDED PRECEDING
        ) - p.open_units AS before
      FROM owed o
      JOIN {{positions}} p ON p.customer_id = o.customer_id AND p.ccy = o.ccy
      JOIN items n ON n.item_id = p.item_id
      WHERE {_OPEN}
    ) s
    WHERE s.before < s.missing
  ) q
  WHERE TRUE {{among}}
  GROUP BY item_id
)"""
# The highest level an item was chased at by the day; and the last day an account was chased as a whole at each level,
# which reaches what was late on that day.
CHASED = """(
  SELECT item_id, MAX(level) AS level
  FROM acted
  WHERE level > 0 AND item_id IS NOT NULL AND done_on <= DATE '{day}' {among}
  GROUP BY item_id
)"""
CHASED_WHOLE = """(
  SELECT customer_id, LIST({{'level': level, 'last': last}}) AS levels
  FROM (
    SELECT customer_id, level, MAX(done_on) AS last
    FROM acted
    WHERE level > 0 AND item IS NULL AND done_on <= DATE '{day}' {whose}
    GROUP BY customer_id, level
  ) s
  GROUP BY customer_id
)"""
# Where reminders are recorded at all, an item without one was not chased; elsewhere nothing is known.
CHASING = """(
  SELECT DISTINCT entity_id AS chasing FROM acted WHERE level > 0 AND done_on <= DATE '{day}'
)"""


def blocking(row: str = "f") -> str:
    """SQL that ties what blocks items to the rows of this alias."""
    return f"{BLOCKED} y ON y.item_id = {row}.item_id"


def chase(row: str = "f") -> str:
    """SQL that ties how far items were chased to the rows of this alias."""
    return (
        f"{CHASED} g ON g.item_id = {row}.item_id LEFT JOIN {CHASED_WHOLE} v ON v.customer_id = {row}.customer_id "
        f"LEFT JOIN {CHASING} z ON z.chasing = {row}.entity_id"
    )


BLOCKING = Beside("y", blocking(), perhaps=True, after=(ITEM,))
CHASE = Beside("g", chase(), perhaps=True, after=(ITEM,))


def blocking_cause() -> str:
    """SQL for the cause that blocks an item, null for none."""
    cases = " ".join(f"WHEN {rank} THEN '{cause}'" for cause, rank in _RANK.items())
    return f"(CASE y.rank {cases} ELSE {imported('blocking_cause')} END)"


def reminder_status(row: str = "f") -> str:
    """SQL for how far an item was chased, null where nothing is known of it; `row` is what stands beside it."""
    owed = f"{row}.kind IN ({kinds(DEBITS)})"
    late = f"LIST_MAX([e.level FOR e IN v.levels IF e.last > {row}.due_on])"
    whole = f"CASE WHEN v.levels IS NOT NULL AND {owed} THEN {late} END"
    none = f"CASE WHEN z.chasing IS NOT NULL AND {owed} THEN '{NOT_CHASED}' END"
    return f"COALESCE('{LEVEL}' || GREATEST(g.level, {whole}), {imported('reminder_status')}, {none})"
