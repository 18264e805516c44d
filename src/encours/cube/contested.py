"""What open disputes contest of the open items of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

# The disputes open on a day, with what each contests of an item (null: all of it). One that names no item weighs on the
# customer's open debits, oldest due date first; they are looked for in `{positions}`.
_EACH = """
    SELECT {as_of}d.item_id, d.units, d.cause, d.dispute, CAST(d.opened_on AS VARCHAR) || d.dispute AS first
    FROM contests d{days}
    WHERE d.opened_on <= {day}
      AND (d.closed_on IS NULL OR d.closed_on > {day})
      AND d.item_id IS NOT NULL
    UNION ALL
    SELECT {as_of}p.item_id,
      CASE WHEN d.units IS NULL THEN NULL ELSE GREATEST(LEAST(p.open_units, d.units - (
        SUM(p.open_units) OVER (
          PARTITION BY {as_of}d.dispute ORDER BY p.due_on, n.item ROWS UNBOUNDED PRECEDING
        ) - p.open_units)), 0) END,
      d.cause, d.dispute, CAST(d.opened_on AS VARCHAR) || d.dispute AS first
    FROM contests d{days}
    JOIN {{positions}} p ON p.customer_id = d.customer_id
    JOIN items n ON n.item_id = p.item_id
    WHERE d.opened_on <= {day}
      AND (d.closed_on IS NULL OR d.closed_on > {day})
      AND d.item_id IS NULL
      AND d.item IS NULL
      AND p.open_units > 0
      AND p.valid_from <= {day}
      AND p.valid_to > {day}"""
# The items they weigh on: contested units (null: all of it) and the first cause.
_ITEMS = f"""(
  SELECT {{key}}item_id,
    CASE WHEN COUNT(units) < COUNT(*) THEN NULL ELSE SUM(units) END AS units,
    MIN_BY(cause, first) AS cause
  FROM ({_EACH}
  ) u
  WHERE COALESCE(units, 1) > 0
  GROUP BY {{key}}item_id
)"""
# The same by cause, or by dispute: what is open goes to the oldest dispute first, so that parts add up to the whole.
_SHARES = f"""(
  SELECT {{key}}item_id, {{of}}, SUM(units) AS units
  FROM (
    SELECT {{key}}u.item_id, u.{{of}}, GREATEST(LEAST(COALESCE(u.units, o.open_units), o.open_units - COALESCE(
      SUM(COALESCE(u.units, o.open_units)) OVER (
        PARTITION BY {{key}}u.item_id ORDER BY u.first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ), 0)), 0) AS units
    FROM ({_EACH}
    ) u
    JOIN {{{{positions}}}} o ON o.item_id = u.item_id AND o.valid_from <= {{at}} AND o.valid_to > {{at}}
  ) v
  WHERE units > 0
  GROUP BY {{key}}item_id, {{of}}
)"""
_ON_A_DAY = {"key": "", "as_of": "", "days": "", "day": "DATE '{day}'", "at": "DATE '{day}'"}
_BY_DAY = {
    "key": "as_of, ",
    "as_of": "w.as_of, ",
    "days": " CROSS JOIN days w",
    "day": "w.as_of",
    "at": "u.as_of",
}
# On the day `{day}`; on each of the `days` of a query, in one pass.
CONTESTED, CONTESTED_BY_DAY = _ITEMS.format(**_ON_A_DAY), _ITEMS.format(**_BY_DAY)
CAUSES, CAUSES_BY_DAY = _SHARES.format(of="cause", **_ON_A_DAY), _SHARES.format(of="cause", **_BY_DAY)
SHARES = _SHARES.format(of="dispute", **_ON_A_DAY)


def over_days(ends: Sequence[date], sql: str) -> str:
    """SQL of a query over `weighed`, the positions some dispute may weigh on at one of these `days`."""
    days = ", ".join(f"(DATE '{end}')" for end in ends)
    weighed = contested_positions(min(ends), max(ends))
    return f"WITH days(as_of) AS (VALUES {days}), weighed AS MATERIALIZED ({weighed}) {sql}"


# These positions, once for each of the days they are open on.
WEIGHED_BY_DAY = (
    "(SELECT w.as_of, p.* FROM weighed p JOIN days w ON p.valid_from <= w.as_of AND p.valid_to > w.as_of)"
)


def contested_positions(first: date, last: date) -> str:
    """SQL for the positions, between two days, of the few items some dispute may weigh on then."""
    lasting = f"d.opened_on <= DATE '{last}' AND (d.closed_on IS NULL OR d.closed_on > DATE '{first}')"
    return f"""
      SELECT p.*
      FROM positions p
      WHERE p.valid_from <= DATE '{last}'
        AND p.valid_to > DATE '{first}'
        AND p.item_id IN (
          SELECT d.item_id
          FROM contests d
          WHERE {lasting} AND d.item_id IS NOT NULL
          UNION ALL
          SELECT i.item_id
          FROM items i
          WHERE i.customer_id IN (
            SELECT d.customer_id
            FROM contests d
            WHERE {lasting} AND d.item_id IS NULL AND d.item IS NULL
          )
        )"""
