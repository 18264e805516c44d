"""What open disputes contest of the open items of a day."""

from __future__ import annotations

from datetime import date

# The items under an open dispute on `{day}`: contested units (null: all of it) and the first cause. A dispute that
# names no item weighs on the customer's open debits, oldest due date first; they are looked for in `{positions}`.
CONTESTED = """(
  SELECT item_id,
    CASE WHEN COUNT(units) < COUNT(*) THEN NULL ELSE SUM(units) END AS units,
    MIN_BY(cause, first) AS cause
  FROM (
    SELECT d.item_id, d.units, d.cause, CAST(d.opened_on AS VARCHAR) || d.dispute AS first
    FROM contests d
    WHERE d.opened_on <= DATE '{day}'
      AND (d.closed_on IS NULL OR d.closed_on > DATE '{day}')
      AND d.item_id IS NOT NULL
    UNION ALL
    SELECT p.item_id,
      CASE WHEN d.units IS NULL THEN NULL ELSE GREATEST(LEAST(p.open_units, d.units - (
        SUM(p.open_units) OVER (PARTITION BY d.dispute ORDER BY p.due_on, n.item ROWS UNBOUNDED PRECEDING)
        - p.open_units)), 0) END,
      d.cause, CAST(d.opened_on AS VARCHAR) || d.dispute AS first
    FROM contests d
    JOIN {positions} p ON p.customer_id = d.customer_id
    JOIN items n ON n.item_id = p.item_id
    WHERE d.opened_on <= DATE '{day}'
      AND (d.closed_on IS NULL OR d.closed_on > DATE '{day}')
      AND d.item_id IS NULL
      AND d.item IS NULL
      AND p.open_units > 0
      AND p.valid_from <= DATE '{day}'
      AND p.valid_to > DATE '{day}'
  ) u
  WHERE COALESCE(units, 1) > 0
  GROUP BY item_id
)"""


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
