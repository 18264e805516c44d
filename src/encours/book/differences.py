"""Two versions of the book side by side on a date: the SQL that finds what differs and lays out the facts."""

from __future__ import annotations

from datetime import date

from encours.book.engine import Engine

NEWEST_DAY = (
    "SELECT MAX(data_date) FROM (SELECT data_date FROM {0}.meta UNION ALL SELECT data_date FROM {1}.meta)"
)

LARGEST_FIRST = "ORDER BY ABS(now - was) DESC, entity, item, currency"
LINES = f"SELECT entity, customer, item, currency, was, now FROM chosen {LARGEST_FIRST}"
COUNT = "SELECT COUNT(*) FROM differing"
TOTALS = """
SELECT currency, SUM(was), SUM(difference), SUM(now) FROM (
  SELECT ccy AS currency, CAST(open_units AS HUGEINT) AS was, 0 AS difference, 0 AS now FROM open_was
  UNION ALL SELECT ccy, 0, 0, open_units FROM open_now
  UNION ALL SELECT currency, 0, now - was, 0 FROM differing) GROUP BY currency ORDER BY currency
"""

# Per item: its key, whether each version has it, then each fact in the earlier and the later version.
ITEM_FACTS = """
SELECT c.entity, c.item, w.item_id IS NOT NULL, n.item_id IS NOT NULL, w.amount, n.amount,
  CAST(w.due_on AS VARCHAR), CAST(n.due_on AS VARCHAR), CAST(w.posting_date AS VARCHAR),
  CAST(n.posting_date AS VARCHAR), w.customer, n.customer, w.kind, n.kind, w.ccy, n.ccy
FROM explained c LEFT JOIN {0}.items w ON w.item_id = c.was_id LEFT JOIN {1}.items n ON n.item_id = c.now_id
ORDER BY 1, 2
"""

# Per allocation that differs: the item explained, the other one, the date, the currency, both amounts.
ALLOCATION_FACTS = """
WITH was AS ({was}), now AS ({now})
SELECT COALESCE(n.entity, w.entity), COALESCE(n.item, w.item), COALESCE(n.other, w.other),
  COALESCE(n.date, w.date), COALESCE(n.ccy, w.ccy), w.amount, n.amount
FROM was w FULL JOIN now n ON n.entity = w.entity AND n.item = w.item AND n.other = w.other AND n.date = w.date
WHERE w.amount IS DISTINCT FROM n.amount ORDER BY 1, 2, 4, 3
"""


def prepare(engine: Engine, versions: tuple[str, str], day: date, limit: int) -> None:
    """Find the items that differ: tables `differing`, `chosen` (the largest) and `explained` (the keys of those).

    `versions` names the attached databases, earlier and later. `open_was` and `open_now` hold what each has open.
    """
    for table, version in zip(("open_was", "open_now"), versions, strict=True):
        engine.run(f"CREATE TABLE {table} AS {_open_items(version)}", [day, day])
    engine.run(f"CREATE TABLE differing AS {_DIFFERING}")
    first = f" {LARGEST_FIRST} LIMIT {limit:d}" if limit else ""
    engine.run(f"CREATE TABLE chosen AS SELECT * FROM differing{first}")
    engine.run(f"CREATE TABLE explained AS {_EXPLAINED.format(*versions)}")


def _open_items(version: str) -> str:
    return (
        f"SELECT i.entity, i.item, i.customer, i.ccy, i.due_on, p.open_units FROM {version}.positions p "
        f"JOIN {version}.items i ON i.item_id = p.item_id WHERE p.valid_from <= ? AND p.valid_to > ?"
    )


# An item that changed currency is two lines: amounts of two currencies have no difference.
_DIFFERING = """
SELECT COALESCE(n.entity, w.entity) AS entity, COALESCE(n.customer, w.customer) AS customer,
  COALESCE(n.item, w.item) AS item, COALESCE(n.ccy, w.ccy) AS currency,
  CAST(COALESCE(w.open_units, 0) AS HUGEINT) AS was, CAST(COALESCE(n.open_units, 0) AS HUGEINT) AS now
FROM open_was w FULL JOIN open_now n ON n.entity = w.entity AND n.item = w.item AND n.ccy = w.ccy
WHERE w.open_units IS DISTINCT FROM n.open_units OR w.due_on <> n.due_on OR w.customer <> n.customer
"""

_EXPLAINED = """
SELECT c.entity, c.item, w.item_id AS was_id, n.item_id AS now_id FROM (SELECT DISTINCT entity, item FROM chosen) c
LEFT JOIN {0}.items w ON w.entity = c.entity AND w.item = c.item
LEFT JOIN {1}.items n ON n.entity = c.entity AND n.item = c.item
"""


def allocation_facts(versions: tuple[str, str]) -> str:
    """SQL for the allocations of the explained items that differ, of those dated by the day (bound four times)."""
    was, now = versions
    return ALLOCATION_FACTS.format(was=_sides(was, "was_id"), now=_sides(now, "now_id"))


def _sides(version: str, number: str) -> str:
    return " UNION ALL ".join(
        f"SELECT c.entity, c.item, a.{other}_item AS other, a.date, i.ccy, a.amount FROM {version}.allocations a "
        f"JOIN explained c ON c.{number} = a.{own}_id JOIN {version}.items i ON i.item_id = c.{number} "
        "WHERE a.date <= ?"
        for own, other in (("debit", "credit"), ("credit", "debit"))
    )
