"""The derived database that answers questions: balance intervals, settlements, month-ends; built whole."""

from __future__ import annotations

from collections.abc import Callable

from encours.book import acted, finding, promised, since, withheld
from encours.book.columns import Table
from encours.book.engine import Engine, name, quoted
from encours.book.home import Home
from encours.book.manifest import Manifest, last_snapshot
from encours.book.natures import GIVEN_BACK, Nature
from encours.book.parse import kinds
from encours.book.records import CASH, DEBITS, SALES, TABLES, Kind
from encours.book.segments import columns_of, current_rows

FOREVER = "DATE '9999-12-31'"
PLAIN = tuple(t for t in TABLES if t.name not in ("entities", "customers", "items", "allocations"))


def build(engine: Engine, home: Home, manifest: Manifest) -> None:
    """Fill an empty database with everything a version of the book holds."""
    _parties(engine, home, manifest)
    _items(engine, home, manifest)
    _allocations(engine, home, manifest)
    for table in PLAIN:
        engine.run(f"CREATE TABLE {table.name} AS SELECT * FROM {current_rows(home, manifest, table)}")
    _facts(engine)
    contests(engine)
    withheld.publish(engine)
    promised.publish(engine)
    acted.publish(engine)
    finding.publish(engine)
    fields(engine)
    since.publish(engine)
    engine.run(f"CREATE TABLE meta AS {META}", [manifest.version, last_snapshot(home, manifest)])


# The newest data: the last day something was posted or matched, or a list of open items was drawn up.
META = """
SELECT CAST(? AS INTEGER) AS version,
  (SELECT MAX(day) FROM (
    SELECT MAX(posting_date) AS day FROM items UNION ALL SELECT MAX(date) FROM allocations
    UNION ALL SELECT CAST(NULLIF(?, '') AS DATE) UNION ALL SELECT MAX(position_since) FROM known_since)) AS data_date
"""


def _parties(engine: Engine, home: Home, manifest: Manifest) -> None:
    """Entities and customers with small numbers; those only items speak of get a row of their own, `known` false."""
    by_name = {table.name: table for table in TABLES}
    for table, number in (("entities", "entity_id"), ("customers", "customer_id")):
        rows = current_rows(home, manifest, by_name[table])
        key = ", ".join(map(name, by_name[table].key))
        engine.run(
            f"CREATE TABLE {table} AS SELECT CAST(ROW_NUMBER() OVER (ORDER BY {key}) AS INTEGER) AS {number}, *, "
            f"TRUE AS known FROM {rows}"
        )
    items = current_rows(home, manifest, by_name["items"])
    engine.run(f"CREATE TEMP TABLE parties AS SELECT DISTINCT entity, customer FROM {items}")
    engine.run(add_unknown("entities", "entity_id", ("entity",), "SELECT DISTINCT entity FROM parties"))
    engine.run(add_unknown("entities", "entity_id", ("entity",), "SELECT DISTINCT entity FROM customers"))
    engine.run(add_unknown("customers", "customer_id", ("entity", "customer"), "SELECT * FROM parties"))
    engine.run("DROP TABLE parties")
    engine.run(
        "ALTER TABLE customers ADD COLUMN entity_id INTEGER; "
        "UPDATE customers SET entity_id = e.entity_id FROM entities e WHERE e.entity = customers.entity"
    )


def contests(engine: Engine) -> None:
    """Disputes with the numbers of what they contest; small, so always made whole."""
    engine.run(f"CREATE OR REPLACE TABLE contests AS {contested('disputes')}")


def contested(disputes: str, items: str = "items") -> str:
    """SQL for disputes (rows of the book's table) with the numbers of what they contest, looked for among `items`."""
    return f"""
        SELECT d.dispute, d.entity, d.item, d.cause, d.owner, d.outcome, d.amount AS units, d.amount, d.opened_on,
          d.closed_on, d.answered_on, d.answer, d.answer_amount, d.answer_note, i.item_id, c.customer_id, c.entity_id,
          i.ccy, i.kind, i.issued_on, i.due_on, i.doubtful
        FROM {disputes} d
        JOIN customers c ON c.entity = d.entity AND c.customer = d.customer
        LEFT JOIN {items} i ON i.entity = d.entity AND i.item = d.item
    """


def fields(engine: Engine) -> None:
    """Names of the custom fields of items and customers, and the currencies items are in."""
    named = (
        "SELECT DISTINCT '{0}' AS holder, UNNEST(MAP_KEYS(custom)) AS field FROM {0} WHERE custom IS NOT NULL"
    )
    both = f"{named.format('customers')} UNION ALL {named.format('items')}"
    engine.run(f"CREATE OR REPLACE TABLE fields AS {both}")
    engine.run("CREATE OR REPLACE TABLE currencies AS SELECT DISTINCT ccy FROM items")


def add_unknown(table: str, number: str, key: tuple[str, ...], candidates: str) -> str:
    """SQL adding rows for parties that facts name and no table describes."""
    columns = ", ".join(key)
    same = " AND ".join(f"t.{k} = c.{k}" for k in key)
    return (
        f"INSERT INTO {table} BY NAME SELECT CAST((SELECT COALESCE(MAX({number}), 0) FROM {table}) + "
        f"ROW_NUMBER() OVER (ORDER BY {columns}) AS INTEGER) AS {number}, {columns}, FALSE AS known "
        f"FROM ({candidates}) c WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {same})"
    )


def _items(engine: Engine, home: Home, manifest: Manifest) -> None:
    rows = current_rows(home, manifest, _table("items"))
    engine.run(f"CREATE TABLE items AS {resolved_items(f'SELECT * FROM {rows}', 0)}")


def resolved_items(rows: str, numbered_from: int) -> str:
    """SQL giving items their numbers and what they leave unsaid: dates, currency."""
    return (
        f"SELECT CAST({numbered_from} + ROW_NUMBER() OVER () AS INTEGER) AS item_id, c.entity_id, c.customer_id, "
        "COALESCE(i.currency, e.currency, 'EUR') AS ccy, "
        "COALESCE(i.issue_date, i.posting_date) AS issued_on, "
        "COALESCE(i.due_date, i.issue_date, i.posting_date) AS due_on, "
        f"{', '.join('i.' + name(n) for n in _table('items').names)}, i.custom FROM ({rows}) i "
        "JOIN customers c ON c.entity = i.entity AND c.customer = i.customer "
        "JOIN entities e ON e.entity = i.entity"
    )


def _allocations(engine: Engine, home: Home, manifest: Manifest) -> None:
    rows = current_rows(home, manifest, _table("allocations"))
    engine.run(f"CREATE TABLE allocations AS {resolved_allocations(f'SELECT * FROM {rows}')}")


def resolved_allocations(rows: str, items: str = "items") -> str:
    """SQL giving allocations the numbers of their two items, found among `items`, and the day from which they are
    `in_force`: their own, or that on which the second of the items exists, if it is later."""
    return (
        f"SELECT d.item_id AS debit_id, k.item_id AS credit_id, "
        f"{', '.join('a.' + name(n) for n in _table('allocations').names)}, a.custom, "
        f"{IN_FORCE} AS in_force FROM ({rows}) a "
        f"JOIN {items} d ON d.entity = a.entity AND d.item = a.debit_item "
        f"JOIN {items} k ON k.entity = a.entity AND k.item = a.credit_item"
    )


IN_FORCE = "GREATEST(a.date, d.posting_date, k.posting_date)"


def _facts(engine: Engine) -> None:
    _sliced(engine, "positions", lambda chosen: intervals(chosen, "allocations"), POSITION_ORDER)
    _sliced(engine, "settlements", lambda chosen: settlements(chosen, "allocations"), SETTLEMENT_ORDER)
    engine.run(f"CREATE TABLE billings AS {billings('items')} ORDER BY {BILLING_ORDER}")
    engine.run(f"CREATE TABLE billing_days AS {billing_days('billings')} ORDER BY issued_on")
    engine.run("CREATE TABLE month_ends (month_end DATE)")
    none = month_positions("SELECT *, 1 AS sign FROM positions LIMIT 0", "SELECT month_end FROM month_ends")
    engine.run(f"CREATE TABLE month_positions AS {none}")
    extend_months(engine)
    total_months(engine)


def _sliced(engine: Engine, table: str, rows: Callable[[str], str], order: str) -> None:
    """Fill a fact slice by slice of items, so that memory does not grow with the book; then put it in order once."""
    count = int(engine.value("SELECT COUNT(*) FROM items"))
    engine.run(f"CREATE TEMP TABLE unordered AS SELECT * FROM ({rows('items')}) LIMIT 0")
    for start in range(0, count, SLICE):
        chosen = f"(SELECT * FROM items WHERE item_id > {start} AND item_id <= {start + SLICE})"
        engine.run(f"INSERT INTO unordered {rows(chosen)}")
    engine.run(f"CREATE TABLE {table} AS SELECT * FROM unordered ORDER BY {order}")
    engine.run("DROP TABLE unordered")


def extend_months(engine: Engine, moved: str = "positions") -> None:
    """Give every month-end of a month in which a position began, among those that `moved`, its own, if it has none."""
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE missing AS SELECT DISTINCT last_day(valid_from) AS month_end FROM {moved} "
        "WHERE last_day(valid_from) NOT IN (SELECT month_end FROM month_ends)"
    )
    # One pass a month-end over intervals in order reads little: a join with them all would compare each with each.
    for (day,) in engine.rows("SELECT month_end FROM missing ORDER BY month_end"):
        open_then = (
            f"SELECT *, 1 AS sign FROM positions WHERE valid_from <= DATE '{day}' AND valid_to > DATE '{day}'"
        )
        at = month_positions(open_then, f"SELECT DATE '{day}' AS month_end")
        engine.run(f"INSERT INTO month_positions {at}")
    engine.run("INSERT INTO month_ends SELECT month_end FROM missing")


SLICE = 2_500_000
POSITION_ORDER = "date_trunc('month', valid_from), valid_to"
SETTLEMENT_ORDER = "date_trunc('month', valued_on)"
BILLING_ORDER = "date_trunc('month', issued_on)"


def intervals(items: str, allocations: str) -> str:
    """SQL for balance intervals: one row per item and span of days over which its open amount stays the same.

    Columns: the numbers of item, entity and customer, `ccy`, `kind`, `issued_on`, `due_on`, `doubtful`,
    `valid_from`, `valid_to` (exclusive) and `open_units`, signed and never zero.
    An allocation takes effect on both sides the day it is in force.
    """
    return _INTERVALS.format(items=items, allocations=allocations)


# What every fact carries of its item; the rest is joined when asked, so that facts stay narrow and quick to sort.
_SPAN = ("item_id", "entity_id", "customer_id", "ccy", "kind", "issued_on", "due_on", "doubtful")
_SPAN_COLUMNS = ", ".join(_SPAN)
NARROW = f"{_SPAN_COLUMNS}, nature, posting_date, amount"  # all that the facts are made of
_SPAN_COLUMNS_D = ", ".join(f"d.{column}" for column in _SPAN)

# Most items are untouched or settled at once: only the others need their steps put in order.
_INTERVALS = f"""
WITH chosen AS (
  SELECT {_SPAN_COLUMNS}, posting_date, amount
  FROM {{items}}
),
sides AS (
  SELECT debit_id AS item_id, in_force, -amount AS change
  FROM {{allocations}}
  UNION ALL
  SELECT credit_id, in_force, amount
  FROM {{allocations}}
),
steps AS MATERIALIZED (
  SELECT i.item_id, s.in_force AS on_day, SUM(s.change)::BIGINT AS change
  FROM sides s
  JOIN chosen i ON i.item_id = s.item_id
  GROUP BY 1, 2
),
counted AS MATERIALIZED (
  SELECT item_id, COUNT(*) AS steps, MIN(on_day) AS on_day, SUM(change)::BIGINT AS change
  FROM steps
  GROUP BY item_id
),
ordered AS (
  SELECT item_id, on_day, (SUM(change) OVER o)::BIGINT AS change,
    COALESCE(LEAD(on_day) OVER o, {FOREVER}) AS valid_to
  FROM steps
  WHERE item_id IN (SELECT item_id FROM counted WHERE steps > 1)
  WINDOW o AS (PARTITION BY item_id ORDER BY on_day)
),
spans AS (
  SELECT i.*, i.posting_date AS valid_from, COALESCE(c.on_day, {FOREVER}) AS valid_to, i.amount AS open_units
  FROM chosen i
  LEFT JOIN counted c ON c.item_id = i.item_id
  UNION ALL
  SELECT i.*, c.on_day, {FOREVER}, i.amount + c.change
  FROM chosen i
  JOIN counted c ON c.item_id = i.item_id
  WHERE c.steps = 1
    AND i.amount + c.change <> 0
  UNION ALL
  SELECT i.*, o.on_day, o.valid_to, i.amount + o.change
  FROM chosen i
  JOIN ordered o ON o.item_id = i.item_id
)
SELECT {_SPAN_COLUMNS}, valid_from, valid_to, open_units
FROM spans
WHERE open_units <> 0
  AND valid_from < valid_to
"""


# Money that went back, or came before history begins, settles as any credit does and is no receipt.
_NO_RECEIPT = (
    f"k.nature = '{Nature.OPENING}' OR d.kind = '{Kind.OTHER_DEBIT}' "
    f"AND d.nature IN ({', '.join(map(quoted, GIVEN_BACK))}) AND k.issued_on <= d.posting_date"
)
_CREDIT_KIND = (
    f"CASE WHEN k.kind IN ({kinds(CASH)}) AND ({_NO_RECEIPT}) THEN '{Kind.OTHER_CREDIT}' ELSE k.kind END"
)


def settlements(debits: str, allocations: str) -> str:
    """SQL for settlements: each allocation on one of `debits` with what its debit is, its matching and value dates.

    `closes` marks the last cash receipt of an item that ends wholly settled, on the day it became so.
    """
    order = "STRUCT_PACK(on_day := a.in_force, cash := a.cash, valued := a.valued_on, credit := a.credit_id)"
    return f"""
      WITH joined AS MATERIALIZED (
        SELECT {_SPAN_COLUMNS_D}, d.amount AS debit_amount, a.credit_id, {_CREDIT_KIND} AS credit_kind,
          {_CREDIT_KIND} IN ({kinds(CASH)}) AS cash, COALESCE(a.inferred, FALSE) AS guessed, a.in_force,
          k.issued_on AS valued_on, a.amount AS paid_units
        FROM {allocations} a
        JOIN {debits} d ON d.item_id = a.debit_id
        JOIN items k ON k.item_id = a.credit_id
        WHERE d.kind IN ({kinds(DEBITS)})
      ),
      last AS (
        SELECT a.item_id, SUM(a.paid_units) AS settled, MAX({order}) AS newest
        FROM joined a
        GROUP BY a.item_id
      )
      SELECT a.item_id, a.credit_id, a.entity_id, a.customer_id, a.ccy, a.kind, a.credit_kind, a.issued_on, a.due_on,
        a.doubtful, a.guessed AS inferred, a.in_force AS matched_on, a.valued_on, a.paid_units,
        a.cash AND l.settled = a.debit_amount AND {order} = l.newest AS closes
      FROM joined a
      JOIN last l ON l.item_id = a.item_id"""


def billings(items: str) -> str:
    """SQL for what was billed, credited and written off, in order of issue."""
    issued = kinds((*SALES, Kind.WRITE_OFF))
    return f"SELECT {_SPAN_COLUMNS}, posting_date, amount FROM {items} WHERE kind IN ({issued})"


def billing_days(rows: str, sign: int = 1) -> str:
    """SQL for billings by day: what is read when nothing finer splits or filters; they add as month-ends do."""
    return (
        "SELECT entity_id, ccy, kind, doubtful, issued_on, posting_date, "
        f"({sign} * SUM(amount))::HUGEINT AS amount FROM {rows} GROUP BY 1, 2, 3, 4, 5, 6"
    )


def total_months(engine: Engine) -> None:
    """The month-end sums without their due dates: what long histories read when nothing is split by age."""
    late = "due_on < month_end"
    engine.run(
        "CREATE OR REPLACE TABLE month_totals AS SELECT month_end, entity_id, ccy, kind, doubtful, "
        "SUM(open_units)::HUGEINT AS open_units, SUM(open_issue_days)::HUGEINT AS open_issue_days, "
        "SUM(item_count)::BIGINT AS item_count, "
        f"SUM(CASE WHEN {late} THEN open_units ELSE 0 END)::HUGEINT AS overdue_units, "
        f"SUM(CASE WHEN {late} THEN item_count ELSE 0 END)::BIGINT AS overdue_count "
        "FROM month_positions GROUP BY 1, 2, 3, 4, 5 ORDER BY month_end, entity_id"
    )


def month_positions(moved: str, month_ends: str) -> str:
    """SQL for the position at month-ends: sums that serve long histories without reading the intervals.

    Sums add, so a later import appends the difference it makes: `moved` gives each interval that goes with `sign` -1,
    each that comes with 1. What stays is summed away before it meets the month-ends.
    """
    return f"""
      WITH weighed AS (
        SELECT entity_id, ccy, kind, doubtful, due_on, last_day(valid_from) AS first, last_day(valid_to) AS until,
          SUM(sign * open_units)::HUGEINT AS units, SUM(sign)::BIGINT AS items,
          SUM(sign * CAST(open_units AS HUGEINT) * (issued_on - DATE '1970-01-01'))::HUGEINT AS days
        FROM ({moved})
        GROUP BY ALL
        HAVING units <> 0 OR days <> 0 OR items <> 0
      )
      SELECT m.month_end, w.entity_id, w.ccy, w.kind, w.doubtful, w.due_on, SUM(w.units)::HUGEINT AS open_units,
        SUM(w.days)::HUGEINT AS open_issue_days, SUM(w.items)::BIGINT AS item_count
      FROM weighed w
      JOIN ({month_ends}) m ON w.first <= m.month_end AND w.until > m.month_end
      GROUP BY 1, 2, 3, 4, 5, 6
      HAVING SUM(w.units) <> 0 OR SUM(w.days) <> 0 OR SUM(w.items) <> 0"""


def _table(table: str) -> Table:
    return next(t for t in TABLES if t.name == table)


__all__ = [
    "build",
    "columns_of",
    "intervals",
    "month_positions",
    "resolved_allocations",
    "resolved_items",
    "settlements",
]
