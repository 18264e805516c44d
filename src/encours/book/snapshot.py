"""A list of what is open on a day: what has left it since the last one was cleared, and that is deduced, not read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from encours.book.engine import Engine
from encours.book.matching import overlaps
from encours.book.rules import NOT_PUT
from encours.errors import DataError
from encours.money import UNIT
from encours.said import _, several


def infer(engine: Engine, day: date, last: date | None, scope: Sequence[str] = ()) -> list[str]:
    """Complete `in_items` and `in_allocations` with the clearings that a list of open items on `day` implies.

    The list is whole for the entities it names and those of `scope`. Expects `in_items._open`; marks all it adds as
    `inferred`.
    """
    if last and day < last:
        message = _(
            "A list of open items of {0} is already in the book: {1} is older. Undo that import first."
        )
        raise DataError(message.format(last, day))
    _prepare(engine, day, scope)
    reopened = _reopen(engine)
    engine.run(_REDUCTIONS)
    risen = engine.rows("SELECT item, was, still FROM reductions WHERE ABS(still) > ABS(was) LIMIT 5")
    engine.run("DELETE FROM reductions WHERE ABS(still) >= ABS(was)")
    engine.run(_POOL, [day])
    engine.run(f"CREATE TABLE pairs AS {overlaps('pool')}")
    engine.run("INSERT INTO in_allocations BY NAME SELECT *, TRUE AS inferred FROM pairs")
    engine.run(_LEFT_OVER, [day])
    engine.run(_STAND_INS, [f"{day}"])
    engine.run(_STAND_IN_ALLOCATIONS)
    engine.run(_MADE_AGAIN_ITEMS)
    engine.run(_MADE_AGAIN)
    return _notes(engine, reopened, risen)


_ADDED = {
    "inferred": "BOOLEAN",
    "currency": "VARCHAR",
    "document": "VARCHAR",
    "issue_date": "DATE",
    "due_date": "DATE",
}


def _prepare(engine: Engine, day: date, scope: Sequence[str]) -> None:
    for column, kind in _ADDED.items():
        engine.run(f"ALTER TABLE in_items ADD COLUMN IF NOT EXISTS {column} {kind}")
    # A list with a single amount shows what is left: an item the book knows larger keeps its own amount.
    engine.run(
        "UPDATE in_items SET amount = c.amount FROM cur.items c WHERE c.entity = in_items.entity "
        "AND c.item = in_items.item AND ABS(in_items.amount) < ABS(c.amount) AND in_items.amount * c.amount > 0 "
        "AND in_items.amount = in_items._open"
    )
    engine.run(
        "CREATE TABLE scope AS SELECT entity FROM in_items UNION SELECT UNNEST(?::VARCHAR[])", [list(scope)]
    )
    engine.run(
        "CREATE TABLE open_before AS SELECT i.entity, i.item, i.customer, i.ccy AS currency, i.due_on, "
        "p.open_units AS open FROM cur.positions p JOIN cur.items i ON i.item_id = p.item_id "
        "JOIN scope s ON s.entity = i.entity WHERE p.valid_from <= ? AND p.valid_to > ?",
        [day, day],
    )


def _reopen(engine: Engine) -> int:
    """Items back on the list: what had been deduced of them was wrong, and goes."""
    engine.run(
        "CREATE TABLE back AS SELECT i.entity, i.item FROM in_items i JOIN cur.items c ON c.entity = i.entity "
        "AND c.item = i.item LEFT JOIN open_before o ON o.entity = i.entity AND o.item = i.item "
        "WHERE ABS(i._open) > ABS(COALESCE(o.open, 0))"
    )
    engine.run(
        "CREATE TABLE withdrawn AS SELECT a.* FROM cur.allocations a JOIN back b ON b.entity = a.entity "
        "AND b.item IN (a.debit_item, a.credit_item) WHERE a.inferred"
    )
    engine.run(
        "INSERT INTO gone_allocations SELECT DISTINCT entity, debit_item, credit_item, date FROM withdrawn"
    )
    engine.run(
        "INSERT INTO gone_items SELECT DISTINCT c.entity, c.item FROM cur.items c JOIN withdrawn w "
        "ON w.entity = c.entity AND c.item IN (w.debit_item, w.credit_item) WHERE c.inferred"
    )
    engine.run(
        "CREATE TABLE restored AS SELECT entity, item, SUM(amount) AS amount FROM ("
        "SELECT DISTINCT entity, debit_item AS item, credit_item AS other, date, amount FROM withdrawn UNION ALL "
        "SELECT DISTINCT entity, credit_item, debit_item, date, -amount FROM withdrawn) GROUP BY 1, 2"
    )
    return int(engine.value("SELECT COUNT(DISTINCT item) FROM withdrawn w JOIN back b USING (entity)"))


# Every item open before (or new on the list) and what the list says is left of it: nothing when it is not there.
_REDUCTIONS = """
CREATE TABLE reductions AS
WITH held AS (
  SELECT i.entity, i.item, i.customer, i.ccy AS currency, i.due_on,
    COALESCE(o.open, 0) + COALESCE(r.amount, 0) + COALESCE(l.amount - i.amount, 0) AS was
  FROM cur.items i JOIN scope s ON s.entity = i.entity
  LEFT JOIN in_items l ON l.entity = i.entity AND l.item = i.item
  LEFT JOIN open_before o ON o.entity = i.entity AND o.item = i.item
  LEFT JOIN restored r ON r.entity = i.entity AND r.item = i.item
  WHERE COALESCE(o.open, 0) + COALESCE(r.amount, 0) + COALESCE(l.amount - i.amount, 0) <> 0
    AND NOT EXISTS (SELECT 1 FROM gone_items g WHERE g.entity = i.entity AND g.item = i.item)
  UNION ALL
  SELECT n.entity, n.item, n.customer, COALESCE(n.currency, e.currency, 'EUR'),
    COALESCE(n.due_date, n.issue_date, n.posting_date), n.amount
  FROM in_items n LEFT JOIN entity_currencies e ON e.entity = n.entity
  WHERE NOT EXISTS (SELECT 1 FROM cur.items c WHERE c.entity = n.entity AND c.item = n.item))
SELECT h.*, COALESCE(f._open, 0) AS still, COALESCE(f._file, '') AS _file, COALESCE(f._line, 0) AS _line
FROM held h LEFT JOIN in_items f ON f.entity = h.entity AND f.item = h.item
WHERE COALESCE(f._open, 0) <> h.was
"""

_POOL = """
CREATE TABLE pool AS SELECT entity, customer AS pool, currency, item, due_on, was - still AS amount,
  CAST(? AS DATE) AS on_day, 'inferred' AS matching_ref, _file, _line FROM reductions
"""

_LEFT_OVER = """
CREATE TABLE left_over AS SELECT p.entity, p.pool AS customer, p.currency, p.item, CAST(? AS DATE) AS on_day,
  p.amount - SIGN(p.amount) * COALESCE(t.taken, 0) AS amount, p._file, p._line
FROM pool p LEFT JOIN (
  SELECT entity, item, SUM(amount) AS taken FROM (
    SELECT entity, debit_item AS item, amount FROM pairs UNION ALL SELECT entity, credit_item, amount FROM pairs)
  GROUP BY 1, 2) t ON t.entity = p.entity AND t.item = p.item
WHERE ABS(p.amount) > COALESCE(t.taken, 0)
"""

# A debit that left the list with no credit to answer for it was paid by cash the list never showed. A credit that
# left it was used on, or paid back through, something it never showed either: a bill, which is no sale.
_STAND_INS = """
INSERT INTO in_items BY NAME SELECT entity, customer, 'inferred:' || ? || ':' || item AS item,
  CASE WHEN amount > 0 THEN 'payment' ELSE 'bill' END AS kind, item AS document, on_day AS posting_date,
  on_day AS issue_date, on_day AS due_date, currency, CAST(-amount AS BIGINT) AS amount, TRUE AS inferred,
  0 AS _open, _file, _line FROM left_over
"""

_STAND_IN_ALLOCATIONS = """
INSERT INTO in_allocations BY NAME SELECT entity,
  CASE WHEN amount > 0 THEN item ELSE 'inferred:' || on_day || ':' || item END AS debit_item,
  CASE WHEN amount > 0 THEN 'inferred:' || on_day || ':' || item ELSE item END AS credit_item,
  on_day AS date, CAST(ABS(amount) AS BIGINT) AS amount, 'inferred' AS matching_ref, TRUE AS inferred, _file, _line
FROM left_over
"""


# What a second list of one day deduces comes to what the first one did, under the same keys; what was withdrawn of them
# and is made again is not gone.
_MADE_AGAIN_ITEMS = """
UPDATE in_items SET amount = in_items.amount + c.amount FROM cur.items c
WHERE c.entity = in_items.entity AND c.item = in_items.item AND c.inferred AND in_items.item LIKE 'inferred:%'
  AND NOT EXISTS (SELECT 1 FROM gone_items g WHERE g.entity = c.entity AND g.item = c.item);
DELETE FROM gone_items WHERE EXISTS (
  SELECT 1 FROM in_items i WHERE i.entity = gone_items.entity AND i.item = gone_items.item)
"""
_MADE_AGAIN = """
UPDATE in_allocations SET amount = in_allocations.amount + c.amount FROM cur.allocations c
WHERE c.entity = in_allocations.entity AND c.debit_item = in_allocations.debit_item
  AND c.credit_item = in_allocations.credit_item AND c.date = in_allocations.date AND c.inferred
  AND in_allocations.inferred AND NOT EXISTS (
    SELECT 1 FROM gone_allocations g WHERE g.entity = c.entity AND g.debit_item = c.debit_item
    AND g.credit_item = c.credit_item AND g.date = c.date);
DELETE FROM gone_allocations WHERE EXISTS (
  SELECT 1 FROM in_allocations i WHERE i.entity = gone_allocations.entity
  AND i.debit_item = gone_allocations.debit_item AND i.credit_item = gone_allocations.credit_item
  AND i.date = gone_allocations.date)
"""


def give_way(engine: Engine) -> None:
    """Where a ledger now says how an item was settled, what lists made be deduced of it goes, as far as both together
    are more than the item."""
    if not engine.value("SELECT COUNT(*) FROM (SELECT 1 FROM cur.allocations WHERE inferred LIMIT 1)"):
        return
    for side, other in (("debit", "credit"), ("credit", "debit")):
        engine.run(_GIVING_WAY.format(side=side, other=other))
        engine.run(
            "INSERT INTO gone_allocations SELECT entity, debit_item, credit_item, date FROM giving_way g "
            "WHERE NOT EXISTS (SELECT 1 FROM gone_allocations o WHERE o.entity = g.entity "
            "AND o.debit_item = g.debit_item AND o.credit_item = g.credit_item AND o.date = g.date)"
        )
        engine.run(
            f"INSERT INTO gone_items SELECT DISTINCT entity, {other}_item FROM giving_way g "
            f"WHERE {other}_item LIKE 'inferred:%' AND NOT EXISTS (SELECT 1 FROM gone_items o "
            f"WHERE o.entity = g.entity AND o.item = g.{other}_item)"
        )


_GIVING_WAY = f"""
CREATE OR REPLACE TEMP TABLE giving_way AS
WITH read AS (
  SELECT entity, {{side}}_item AS item, SUM(amount) AS units FROM put_allocations
  WHERE inferred IS NOT TRUE GROUP BY entity, {{side}}_item),
kept AS MATERIALIZED (
  SELECT a.* FROM cur.allocations a SEMI JOIN read r ON r.entity = a.entity AND r.item = a.{{side}}_item
  WHERE {NOT_PUT}),
held AS (SELECT {{side}}_id AS item_id, SUM(amount) AS units FROM kept GROUP BY {{side}}_id)
SELECT k.entity, k.debit_item, k.credit_item, k.date
FROM kept k JOIN read r ON r.entity = k.entity AND r.item = k.{{side}}_item
JOIN held h ON h.item_id = k.{{side}}_id JOIN cur.items i ON i.item_id = k.{{side}}_id
WHERE k.inferred AND r.units + h.units > ABS(i.amount)
"""


def _notes(engine: Engine, reopened: int, risen: list[tuple[str, int, int]]) -> list[str]:
    cleared, partial = engine.row(
        "SELECT COUNT(*) FILTER (still = 0), COUNT(*) FILTER (still <> 0) FROM reductions"
    )
    notes: list[str] = [
        _("{0} items cleared and {1} paid in part since the last list: deduced, dated by it.").format(
            cleared, partial
        )
    ]
    if reopened:
        notes.append(
            several(
                "{0} item is open again: what had been deduced of it is withdrawn.",
                "{0} items are open again: what had been deduced of them is withdrawn.",
            ).format(reopened)
        )
    for item, was, still in risen:
        message = _(
            "Item {0} is open for {2} but the book holds {1}: its open amount went up, look at its amount."
        )
        notes.append(message.format(item, was / UNIT, still / UNIT))
    return notes
