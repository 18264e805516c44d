"""What is open of each customer and may be asked for, and what is set aside, as SQL of the worklist."""

from __future__ import annotations

from collections.abc import Sequence

from encours.cube.contested import CONTESTED

HABIT_DAYS, FEWEST = 365, 3  # a year of settled invoices; of fewer, nothing is said

OPEN = """
  who AS MATERIALIZED (
    SELECT c.* FROM customers c WHERE {accounts}
  ),
  standing AS MATERIALIZED (
    SELECT p.* FROM positions p
    WHERE p.valid_from <= DATE '{day}' AND p.valid_to > DATE '{day}' AND p.customer_id IN (SELECT customer_id FROM who)
  ),
  rated AS MATERIALIZED (SELECT ccy, factor FROM factors WHERE day = DATE '{day}'),
  shown AS MATERIALIZED (
    SELECT p.item_id, p.customer_id, p.ccy, p.due_on, p.open_units, i.entity, i.item, i.blocking_cause,
      CAST(DATE '{day}' - p.due_on AS INTEGER) AS days
    FROM standing p
    JOIN items i ON i.item_id = p.item_id
    JOIN who c ON c.customer_id = p.customer_id
    WHERE {items}
  )"""
# What sets an item aside besides a promise: a hold on it or on its account, a dispute.
_CONTESTED = CONTESTED.replace("{positions}", "standing").replace("DATE '{day}'", "DATE '{until}'")
ASIDE = f"""
  holding AS MATERIALIZED (
    SELECT DISTINCT entity, customer, item FROM holds
    WHERE from_date <= DATE '{{until}}' AND (until_date IS NULL OR until_date >= DATE '{{until}}')
      AND (cancelled_on IS NULL OR cancelled_on > DATE '{{until}}')
  ),
  stopped AS (
    SELECT o.item_id FROM shown o JOIN holding h ON h.entity = o.entity AND h.item = o.item
    UNION
    SELECT o.item_id FROM shown o JOIN who c ON c.customer_id = o.customer_id
    JOIN holding h ON h.entity = c.entity AND h.customer = c.customer AND h.item IS NULL
  ),
  contested AS MATERIALIZED (SELECT item_id, units FROM {_CONTESTED})"""
# In this order: what a hold stops is not disputed besides, what is disputed is not promised.
FREE = """
  free AS MATERIALIZED (
    SELECT *, LEAST(rest, promised) AS promised_units, rest - LEAST(rest, promised) AS units
    FROM (
      SELECT *, CASE WHEN stopped OR blocked THEN 0 ELSE open_units - contested END AS rest
      FROM (
        SELECT o.item_id, o.customer_id, o.ccy, o.days, o.open_units, o.blocking_cause IS NOT NULL AS blocked,
          s.item_id IS NOT NULL AS stopped, COALESCE(m.units, 0) AS promised,
          CASE WHEN x.item_id IS NULL THEN 0 ELSE LEAST(o.open_units, COALESCE(x.units, o.open_units)) END AS contested
        FROM shown o
        LEFT JOIN stopped s ON s.item_id = o.item_id
        LEFT JOIN contested x ON x.item_id = o.item_id
        LEFT JOIN promised_items m ON m.item_id = o.item_id
        WHERE o.open_units > 0 AND o.due_on <= DATE '{soon}'
      )
    )
  )"""


def summed(starts: Sequence[int]) -> str:
    """What is open by bucket and what is set aside, converted; credits, and the net that limits are held against."""
    ends = (*starts[1:], None)
    sums = [
        money("f.units", f"days >= {start}" + (f" AND days < {end}" if end is not None else ""), f"b{n}")
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    sums += [
        money("open_units", "stopped", "held"),
        money("open_units", "blocked AND NOT stopped", "blocked"),
        money("contested", "NOT stopped AND NOT blocked", "disputed"),
        money("promised_units", "TRUE", "promised_items"),
    ]
    return f"""
  summed AS (
    SELECT customer_id, {", ".join(sums)}, COALESCE(MAX(days) FILTER (units > 0), 0) AS oldest_days
    FROM free f LEFT JOIN rated r ON r.ccy = f.ccy
    GROUP BY customer_id
  ),
  nets AS (
    SELECT customer_id, {money("-open_units", "open_units < 0", "credits")}, {money("open_units", "TRUE", "net")},
      MIN(CASE WHEN r.factor IS NULL THEN o.ccy END) AS missing
    FROM shown o LEFT JOIN rated r ON r.ccy = o.ccy
    GROUP BY customer_id
  )"""


def money(units: str, test: str, name: str) -> str:
    """A sum in the reporting currency, in whole units."""
    converted = f"SUM(CAST({units} AS DECIMAL(20,0)) * r.factor) FILTER ({test})"
    return f"CAST(ROUND(COALESCE({converted}, 0), 0) AS BIGINT) AS {name}"


HABITS = f"""
  habits AS (
    SELECT customer_id, CAST(ROUND(MEDIAN(CAST(valued_on - due_on AS INTEGER))) AS INTEGER) AS usual_days
    FROM settlements
    WHERE closes AND kind = 'invoice' AND valued_on > DATE '{{day}}' - {HABIT_DAYS} AND matched_on <= DATE '{{day}}'
      AND customer_id IN (SELECT customer_id FROM free)
    GROUP BY customer_id
    HAVING COUNT(*) >= {FEWEST}
  )"""
LIMITS = """
  granted AS (
    SELECT customer_id, CAST(ROUND(CAST(amount AS DECIMAL(20,0)) * r.factor, 0) AS BIGINT) AS units
    FROM (
      SELECT c.customer_id, l.amount, COALESCE(l.currency, e.currency, 'EUR') AS ccy,
        ROW_NUMBER() OVER (PARTITION BY c.customer_id ORDER BY l.from_date DESC) AS place
      FROM limits l
      JOIN who c ON c.entity = l.entity AND c.customer = l.customer
      JOIN entities e ON e.entity_id = c.entity_id
      WHERE l.from_date <= DATE '{day}' AND (l.to_date IS NULL OR l.to_date >= DATE '{day}')
    ) g
    JOIN rated r ON r.ccy = g.ccy
    WHERE g.place = 1
  )"""
