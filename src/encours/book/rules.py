"""Conservation: an allocation joins a debit and a credit that exist, in one currency, and exceeds neither."""

from __future__ import annotations

from encours.book.changes import spoken_of
from encours.book.engine import Engine
from encours.book.parse import kinds
from encours.book.records import ALLOCATIONS, CREDITS, DEBITS
from encours.book.staging import MAX_PROBLEMS, Staged, source_lines
from encours.errors import Problem
from encours.money import UNIT
from encours.said import _

# Of an allocation of the book, `a`: the import neither takes it out nor says it anew.
NOT_PUT = " AND ".join(
    f"NOT EXISTS (SELECT 1 FROM {table} t WHERE {' AND '.join(f't.{k} = a.{k}' for k in ALLOCATIONS.key)})"
    for table in ("gone_allocations", "put_allocations")
)


def enforce(engine: Engine, staged: dict[str, Staged], problems: list[Problem]) -> None:
    """Drop from `put_allocations` (and `put_items`) the rows that break a rule, each told with its file and line."""
    spoken_of(engine)
    engine.run(f"CREATE TEMP TABLE spoken_now AS {_SPOKEN_NOW if 'items' in staged else _SPOKEN_KEPT}")
    engine.run(_SIDES)
    _refuse(engine, staged["allocations"], problems, _STRANGERS)
    for side, sign in (("debit", 1), ("credit", -1)):
        _refuse(engine, staged["allocations"], problems, _exceeding(side, sign))
    if "items" in staged and engine.rows(_MOVED):
        _refuse_shrunk(engine, staged["items"], problems)
        _refuse_turned(engine, staged["items"], problems)


# Whether any item of the book gets smaller, or may change side or currency: seldom, so that the rest is seldom asked.
_MOVED = f"""
SELECT 1 FROM put_items p JOIN (
  SELECT item_id, kind, amount, ccy FROM cur.items WHERE item_id IN (SELECT _number FROM put_items)) c
ON c.item_id = p._number LEFT JOIN entity_currencies e ON e.entity = p.entity
WHERE ABS(p.amount) < ABS(c.amount) OR (p.kind IN ({kinds(DEBITS)})) <> (c.kind IN ({kinds(DEBITS)}))
  OR COALESCE(p.currency, e.currency, 'EUR') <> c.ccy LIMIT 1
"""

# The items an allocation of this import speaks of, as they will be after the import.
_SPOKEN_KEPT = """
SELECT s.* FROM spoken s
WHERE NOT EXISTS (SELECT 1 FROM gone_items g WHERE g.entity = s.entity AND g.item = s.item)
"""
_SPOKEN_NOW = f"""
SELECT p.entity, p.item, p._number AS item_id, p.kind, COALESCE(p.currency, e.currency, 'EUR') AS currency, p.amount
FROM put_items p LEFT JOIN entity_currencies e ON e.entity = p.entity
UNION ALL {_SPOKEN_KEPT}
  AND NOT EXISTS (SELECT 1 FROM put_items p WHERE p.entity = s.entity AND p.item = s.item)
"""
_SIDES = """
CREATE TABLE sided AS SELECT a.rowid AS row_number, a.entity, a.debit_item, a.credit_item, a.date, a.amount,
  a._file, a._line, d.kind AS debit_kind, d.amount AS debit_amount, d.item_id AS debit_id, c.item_id AS credit_id,
  c.kind AS credit_kind, c.amount AS credit_amount, d.currency AS debit_currency, c.currency AS credit_currency
FROM put_allocations a
LEFT JOIN spoken_now d ON d.entity = a.entity AND d.item = a.debit_item
LEFT JOIN spoken_now c ON c.entity = a.entity AND c.item = a.credit_item
"""

_STRANGERS = f"""
SELECT row_number, _file, _line, CASE
  WHEN debit_kind IS NULL THEN 'debit_item|' || debit_item || '|unknown'
  WHEN credit_kind IS NULL THEN 'credit_item|' || credit_item || '|unknown'
  WHEN debit_kind NOT IN ({kinds(DEBITS)}) THEN 'debit_item|' || debit_item || '|side'
  WHEN credit_kind NOT IN ({kinds(CREDITS)}) THEN 'credit_item|' || credit_item || '|side'
  ELSE 'credit_item|' || debit_currency || '/' || credit_currency || '|currency' END
FROM sided WHERE debit_kind IS NULL OR credit_kind IS NULL OR debit_kind NOT IN ({kinds(DEBITS)})
  OR credit_kind NOT IN ({kinds(CREDITS)}) OR debit_currency <> credit_currency
"""


def _exceeding(side: str, sign: int) -> str:
    """SQL for the allocations that take a side beyond its amount, the book's own and the earlier ones first."""
    return (
        f"WITH totals AS (SELECT entity, {side}_item AS item, SUM(amount) AS put, MAX({sign} * {side}_amount) AS room "
        "FROM sided GROUP BY 1, 2), "
        f"kept AS MATERIALIZED (SELECT a.* FROM cur.allocations a WHERE a.{side}_id IN (SELECT {side}_id FROM sided)), "
        f"held AS (SELECT a.entity, a.{side}_item AS item, SUM(a.amount) AS held FROM kept a "
        f"WHERE {NOT_PUT} GROUP BY 1, 2), "
        "over AS (SELECT t.entity, t.item, t.room - COALESCE(h.held, 0) AS room FROM totals t "
        "LEFT JOIN held h ON h.entity = t.entity AND h.item = t.item WHERE t.put + COALESCE(h.held, 0) > t.room), "
        "running AS (SELECT s.row_number, s._file, s._line, o.item, s.amount, o.room - SUM(s.amount) OVER "
        "(PARTITION BY s.entity, o.item ORDER BY s.date, s._line) AS left_over FROM sided s "
        f"JOIN over o ON o.entity = s.entity AND o.item = s.{side}_item) "
        f"SELECT row_number, _file, _line, '{side}_item|' || item || '|' || CAST(amount / {UNIT}.0 AS VARCHAR) || "
        f"'>' || CAST(GREATEST(left_over + amount, 0) / {UNIT}.0 AS VARCHAR) FROM running WHERE left_over < 0"
    )


def _refuse(engine: Engine, staged: Staged, problems: list[Problem], query: str) -> None:
    engine.run(f"CREATE OR REPLACE TEMP TABLE refused AS {query}")
    rows = engine.rows(f"SELECT * FROM refused ORDER BY 3 LIMIT {MAX_PROBLEMS}")
    if not rows:
        return
    lines = source_lines(staged, (row[2] for row in rows))
    for _row, file, line, fault in rows:
        column, item, what = fault.rsplit("|", 2) if fault.count("|") > 2 else fault.split("|")
        problems.append(Problem(file, lines.get(line, line), column, _said(item, what)))
    _drop(engine)


def _drop(engine: Engine) -> None:
    """Take the refused allocations out of the import."""
    key = ", ".join(ALLOCATIONS.key)
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE refused_keys AS SELECT {key} FROM sided JOIN refused USING (row_number)"
    )
    engine.run("DELETE FROM sided WHERE row_number IN (SELECT row_number FROM refused)")
    for holder in ("put_allocations", "in_allocations"):
        if engine.value("SELECT COUNT(*) FROM duckdb_tables() WHERE table_name = ?", [holder]):
            same = " AND ".join(f"r.{k} = t.{k}" for k in ALLOCATIONS.key)
            engine.run(f"DELETE FROM {holder} t WHERE EXISTS (SELECT 1 FROM refused_keys r WHERE {same})")


def _said(item: str, what: str) -> str:
    match what:
        case "unknown":
            return _("item {0} is neither in the book nor in this import").format(item)
        case "side":
            return _("item {0} is on the wrong side: a debit is set against a credit").format(item)
        case "currency":
            return _("the two items are in different currencies ({0})").format(item)
    amount, left = what.split(">")
    return _("{1} is more than what is left of item {0} ({2})").format(item, amount, left)


def _refuse_shrunk(engine: Engine, staged: Staged, problems: list[Problem]) -> None:
    """A changed item must still hold what the book has allocated to it."""
    rows = engine.rows(
        "SELECT p.entity, p.item, p._file, p._line, h.held FROM put_items p JOIN ("
        "SELECT entity, item, SUM(amount) AS held FROM (SELECT entity, debit_item AS item, amount FROM allocations_now "
        "UNION ALL SELECT entity, credit_item, amount FROM allocations_now) GROUP BY 1, 2) h "
        "ON h.entity = p.entity AND h.item = p.item WHERE NOT p._new AND h.held > ABS(p.amount)"
    )
    lines = source_lines(staged, (row[3] for row in rows))
    for entity, item, file, line, held in rows:
        message = _("item {0}: the amount is below the {1} already allocated to it").format(item, held / UNIT)
        problems.append(Problem(file, lines.get(line, line), "amount", message))
        _keep_as_it_was(engine, entity, item)


def _refuse_turned(engine: Engine, staged: Staged, problems: list[Problem]) -> None:
    """A changed item that is matched stays on its side and in its currency."""
    rows = engine.rows(_TURNED)
    lines = source_lines(staged, (row[3] for row in rows))
    for entity, item, file, line, other, column in rows:
        message = _("item {0} is matched with {1}: neither its side nor its currency can change").format(
            item, other
        )
        problems.append(Problem(file, lines.get(line, line), column, message))
        _keep_as_it_was(engine, entity, item)


_TURNED = f"""
WITH turned AS (
  SELECT p.entity, p.item, p._file, p._line, n.kind IN ({kinds(DEBITS)}) AS debit, n.currency
  FROM put_items p JOIN items_now n ON n.entity = p.entity AND n.item = p.item
  JOIN cur.items c ON c.entity = p.entity AND c.item = p.item
  WHERE n.currency <> c.ccy OR (n.kind IN ({kinds(DEBITS)})) <> (c.kind IN ({kinds(DEBITS)}))),
sides AS (
  SELECT entity, debit_item AS item, credit_item AS other, TRUE AS debit FROM allocations_now
  UNION ALL SELECT entity, credit_item, debit_item, FALSE FROM allocations_now)
SELECT t.entity, t.item, t._file, t._line, MIN(s.other),
  CASE WHEN BOOL_OR(t.debit <> s.debit) THEN 'kind' ELSE 'currency' END
FROM turned t JOIN sides s ON s.entity = t.entity AND s.item = t.item
JOIN items_now o ON o.entity = s.entity AND o.item = s.other
WHERE t.debit <> s.debit OR t.currency <> o.currency GROUP BY 1, 2, 3, 4 ORDER BY 4
"""


def _keep_as_it_was(engine: Engine, entity: str, item: str) -> None:
    """Take a refused change of an item out of the import."""
    for holder in ("put_items", "in_items"):
        engine.run(f"DELETE FROM {holder} WHERE entity = ? AND item = ?", [entity, item])
