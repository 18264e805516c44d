"""From matching groups (a letter and a date) to allocations: oldest due date first, to the cent."""

from __future__ import annotations

from encours.book.changes import LISTED
from encours.book.engine import Engine
from encours.book.parse import CUSTOM_TYPE
from encours.book.staging import Staged
from encours.said import counted


def allocate_groups(engine: Engine, staged: dict[str, Staged]) -> list[str]:
    """Add to `in_allocations` what the groups of `in_items` (and of `members`) mean; says what does not balance.

    Items of the book that join a group without standing in the file come through `members(entity, item, _group,
    _group_date)`, created by the caller, empty when there are none. An item matched in several groups gives each, in
    order of date, what the ones before have left of it.
    """
    items = staged.get("items")
    if not items or "_group" not in items.helpers:
        return []
    engine.run(f"CREATE TABLE grouped AS {_GROUPED}")
    unbalanced = 0
    for level in range(1, _levels(engine) + 1):
        engine.run(f"CREATE OR REPLACE TABLE pool AS {_LEFT}", [level])
        engine.run(
            f"INSERT INTO in_allocations BY NAME SELECT *, FALSE AS inferred FROM ({overlaps('pool')})"
        )
        unbalanced += int(engine.value(_UNBALANCED))
    engine.run("DROP TABLE pool")
    if not unbalanced:
        return []
    note = counted(
        "{0} matching group does not balance: what remains of it stays open.",
        "{0} matching groups do not balance: what remains of them stays open.",
        unbalanced,
    )
    return [note.format(unbalanced)]


def _levels(engine: Engine) -> int:
    """Rank groups so that one comes after every earlier group it shares an item with; how many ranks there are."""
    engine.run("CREATE TABLE levels AS SELECT DISTINCT entity, pool, on_day, 1 AS level FROM grouped")
    engine.run(
        "CREATE TABLE follows AS SELECT DISTINCT g.entity, e.pool AS earlier, g.pool FROM grouped g JOIN grouped e "
        "ON e.entity = g.entity AND e.item = g.item AND (e.on_day, e.pool) < (g.on_day, g.pool)"
    )
    top = 1
    while engine.rows(_TOO_LOW.format("LIMIT 1")):
        engine.run(
            f"UPDATE levels SET level = t.level FROM ({_TOO_LOW.format('')}) t "
            "WHERE t.entity = levels.entity AND t.pool = levels.pool"
        )
        top += 1
    return top


# Allocations the book keeps whatever the file says: of other groups, with an item that it does not list.
_GROUPED = f"""
WITH lines AS (
  SELECT entity, item, _group, _group_date, _file, _line FROM in_items WHERE _group IS NOT NULL
  UNION ALL SELECT entity, item, _group, _group_date, _file, _line FROM members),
listed AS ({LISTED}),
standing AS (
  SELECT a.* FROM cur.allocations a ANTI JOIN gone_allocations g
  ON g.entity = a.entity AND g.debit_item = a.debit_item AND g.credit_item = a.credit_item AND g.date = a.date),
sides AS (
  SELECT entity, debit_item AS item, credit_item AS other, matching_ref, amount FROM standing
  UNION ALL SELECT entity, credit_item, debit_item, matching_ref, amount FROM standing),
prior AS (
  SELECT s.entity, s.item, SUM(s.amount) AS used FROM sides s
  WHERE EXISTS (SELECT 1 FROM lines l WHERE l.entity = s.entity AND l.item = s.item)
    AND NOT EXISTS (SELECT 1 FROM lines l WHERE l.entity = s.entity AND l.item = s.item AND l._group = s.matching_ref)
    AND NOT (EXISTS (SELECT 1 FROM listed i WHERE i.entity = s.entity AND i.item = s.item)
      AND EXISTS (SELECT 1 FROM listed i WHERE i.entity = s.entity AND i.item = s.other))
  GROUP BY 1, 2),
known AS (
  SELECT entity, item, posting_date, COALESCE(due_date, issue_date, posting_date) AS due_on, currency, amount
  FROM items_now)
SELECT l.entity, l._group AS pool, k.currency, l.item, k.due_on,
  CAST(k.amount - SIGN(k.amount) * COALESCE(p.used, 0) AS BIGINT) AS amount,
  COALESCE(MAX(l._group_date) OVER g, MAX(k.posting_date) OVER g) AS on_day,
  l._group AS matching_ref, l._file, l._line
FROM lines l JOIN known k ON k.entity = l.entity AND k.item = l.item
LEFT JOIN prior p ON p.entity = l.entity AND p.item = l.item
WINDOW g AS (PARTITION BY l.entity, l._group)
"""

_TOO_LOW = """
SELECT l.entity, l.pool, MAX(e.level) + 1 AS level FROM levels l
JOIN follows f ON f.entity = l.entity AND f.pool = l.pool
JOIN levels e ON e.entity = l.entity AND e.pool = f.earlier
GROUP BY l.entity, l.pool, l.level HAVING MAX(e.level) >= l.level {0}
"""

_LEFT = """
WITH used AS (
  SELECT entity, item, SUM(amount) AS used FROM (
    SELECT a.entity, a.debit_item AS item, a.amount FROM in_allocations a JOIN levels l
      ON l.entity = a.entity AND l.pool = a.matching_ref
    UNION ALL SELECT a.entity, a.credit_item, a.amount FROM in_allocations a JOIN levels l
      ON l.entity = a.entity AND l.pool = a.matching_ref)
  GROUP BY 1, 2)
SELECT g.* REPLACE (CAST(g.amount - SIGN(g.amount) * COALESCE(u.used, 0) AS BIGINT) AS amount)
FROM grouped g JOIN levels l ON l.entity = g.entity AND l.pool = g.pool AND l.level = ?
LEFT JOIN used u ON u.entity = g.entity AND u.item = g.item
"""

_UNBALANCED = """
SELECT COUNT(*) FROM (SELECT 1 FROM pool GROUP BY entity, pool, currency HAVING SUM(amount) <> 0)
"""


def overlaps(pool: str) -> str:
    """SQL allocating the credits of each pool to its debits, both in order of due date.

    Laid end to end, debits and credits are two rulers of the same pool: each overlap of a debit with a credit is an
    allocation of that length, so nothing is lost and neither side is exceeded.
    Columns of `pool`: entity, pool, currency, item, due_on, amount (signed), on_day, matching_ref, _file, _line.
    """
    ruler = (
        "SELECT *, SUM(ABS(amount)) OVER w - ABS(amount) AS low, SUM(ABS(amount)) OVER w AS high FROM {0} "
        "WHERE amount {1} 0 WINDOW w AS "
        "(PARTITION BY entity, pool, currency ORDER BY due_on, item ROWS UNBOUNDED PRECEDING)"
    )
    return (
        f"SELECT d.entity, d.item AS debit_item, c.item AS credit_item, d.on_day AS date, "
        "CAST(LEAST(d.high, c.high) - GREATEST(d.low, c.low) AS BIGINT) AS amount, d.matching_ref, d._file, d._line "
        f"FROM ({ruler.format(pool, '>')}) d JOIN ({ruler.format(pool, '<')}) c "
        "ON c.entity = d.entity AND c.pool = d.pool AND c.currency = d.currency "
        "AND c.low < d.high AND d.low < c.high"
    )


EMPTY_MEMBERS = (
    "CREATE TABLE members (entity VARCHAR, item VARCHAR, _group VARCHAR, _group_date DATE, "
    "_file VARCHAR, _line BIGINT)"
)
EMPTY_ALLOCATIONS = (
    "CREATE TABLE in_allocations (entity VARCHAR, debit_item VARCHAR, credit_item VARCHAR, date DATE, amount BIGINT, "
    f"matching_ref VARCHAR, inferred BOOLEAN, custom {CUSTOM_TYPE}, _file VARCHAR, _line BIGINT)"
)
