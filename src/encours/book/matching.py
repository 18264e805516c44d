"""From matching groups (a letter and a date) to allocations: oldest due date first, to the cent."""

from __future__ import annotations

from encours.book.engine import Engine
from encours.book.parse import CUSTOM_TYPE
from encours.book.staging import Staged
from encours.i18n import _


def allocate_groups(engine: Engine, staged: dict[str, Staged]) -> list[str]:
    """Add to `in_allocations` what the groups of `in_items` (and of `members`) mean; says what does not balance.

    Items of the book that join a group without standing in the file come through `members(entity, item, _group,
    _group_date)`, created by the caller, empty when there are none.
    """
    items = staged.get("items")
    if not items or "_group" not in items.helpers:
        return []
    engine.run(f"CREATE TABLE grouped AS {_GROUPED}")
    engine.run(f"INSERT INTO in_allocations BY NAME SELECT *, FALSE AS inferred FROM ({overlaps('grouped')})")
    unbalanced = int(engine.value(_UNBALANCED))
    note = _("{0} matching groups do not balance: what remains of them stays open.")
    return [note.format(unbalanced)] if unbalanced else []


_GROUPED = """
WITH lines AS (
  SELECT entity, item, _group, _group_date, _file, _line FROM in_items WHERE _group IS NOT NULL
  UNION ALL SELECT entity, item, _group, _group_date, _file, _line FROM members),
known AS (
  SELECT entity, item, posting_date, COALESCE(due_date, issue_date, posting_date) AS due_on, currency, amount
  FROM items_now)
SELECT l.entity, l._group AS pool, k.currency, l.item, k.due_on, k.amount,
  COALESCE(MAX(l._group_date) OVER g, MAX(k.posting_date) OVER g) AS on_day,
  l._group AS matching_ref, l._file, l._line
FROM lines l JOIN known k ON k.entity = l.entity AND k.item = l.item
WINDOW g AS (PARTITION BY l.entity, l._group)
"""

_UNBALANCED = """
SELECT COUNT(*) FROM (SELECT 1 FROM grouped GROUP BY entity, pool, currency HAVING SUM(amount) <> 0)
"""


def overlaps(pool: str) -> str:
    """SQL allocating the credits of each pool to its debits, both in order of due date.

    Laid end to end, debits and credits are two rulers of the same pool: each overlap of a debit with a credit is an
    allocation of that length, so nothing is lost and neither side is exceeded.
    Columns of `pool`: entity, pool, currency, item, due_on, amount (signed), on_day, matching_ref, _file, _line.
    """
    ruler = (
        "SELECT *, SUM(ABS(amount)) OVER w - ABS(amount) AS low, SUM(ABS(amount)) OVER w AS high FROM {0} "
        "WHERE amount {1} 0 WINDOW w AS (PARTITION BY entity, pool, currency ORDER BY due_on, item ROWS UNBOUNDED PRECEDING)"
    )
    return (
        f"SELECT d.entity, d.item AS debit_item, c.item AS credit_item, d.on_day AS date, "
        "CAST(LEAST(d.high, c.high) - GREATEST(d.low, c.low) AS BIGINT) AS amount, d.matching_ref, d._file, d._line "
        f"FROM ({ruler.format(pool, '>')}) d JOIN ({ruler.format(pool, '<')}) c "
        "ON c.entity = d.entity AND c.pool = d.pool AND c.currency = d.currency "
        "AND c.low < d.high AND d.low < c.high"
    )


EMPTY_MEMBERS = "CREATE TABLE members (entity VARCHAR, item VARCHAR, _group VARCHAR, _group_date DATE, _file VARCHAR, _line BIGINT)"
EMPTY_ALLOCATIONS = (
    "CREATE TABLE in_allocations (entity VARCHAR, debit_item VARCHAR, credit_item VARCHAR, date DATE, amount BIGINT, "
    f"matching_ref VARCHAR, inferred BOOLEAN, custom {CUSTOM_TYPE}, _file VARCHAR, _line BIGINT)"
)
