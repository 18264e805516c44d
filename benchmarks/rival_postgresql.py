"""The aged balance in PostgreSQL: items joined with what was set against them, on sane indexes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.server import running

if TYPE_CHECKING:
    import psycopg

BLOCK = 1 << 20
MOST_MEMORY = 4 << 30
TABLES = """
CREATE UNLOGGED TABLE items (id integer, entity text, customer text, currency text, posting_date date,
  due_date date, amount bigint);
CREATE UNLOGGED TABLE allocations (debit_id integer, credit_id integer, day date, amount bigint);
"""
INDEXES = """
ALTER TABLE items ADD PRIMARY KEY (id);
CREATE INDEX ON items (entity, customer);
CREATE INDEX ON items (posting_date);
CREATE INDEX ON allocations (debit_id);
CREATE INDEX ON allocations (credit_id);
CREATE INDEX ON allocations (day);
"""
AGED = """
WITH moved AS (
  SELECT id, SUM(amount)::bigint AS amount FROM (
    SELECT debit_id AS id, -amount AS amount FROM allocations WHERE day <= %(day)s
    UNION ALL SELECT credit_id, amount FROM allocations WHERE day <= %(day)s) sides
  GROUP BY id),
held AS (
  SELECT i.entity, i.currency, %(day)s::date - i.due_date AS late, i.amount + COALESCE(m.amount, 0) AS open
  FROM items i LEFT JOIN moved m ON m.id = i.id WHERE i.posting_date <= %(day)s)
SELECT entity, currency, CASE WHEN open < 0 THEN 5 WHEN late <= 0 THEN 0 WHEN late <= 30 THEN 1
  WHEN late <= 60 THEN 2 WHEN late <= 90 THEN 3 ELSE 4 END AS bucket, SUM(open)::bigint
FROM held WHERE open <> 0 GROUP BY 1, 2, 3
"""


def measure(folder: str, days: list[str], memory: int) -> dict[str, Any]:
    """Seconds to load and index, median seconds of an aged balance by entity (the first day is a warm-up), figures."""
    taken, found = [], []
    with running(min(memory, MOST_MEMORY)) as connection:
        start = perf_counter()
        _load(connection, Path(folder))
        loaded = perf_counter() - start
        for day in days:
            start = perf_counter()
            rows = connection.execute(AGED, {"day": date.fromisoformat(day)}).fetchall()
            taken.append(perf_counter() - start)
            found.append([list(row) for row in rows])
        version = str(connection.info.server_version // 10000)
    return {"load": loaded, "query": median(taken[1:]), "found": found, "version": version}


def _load(connection: psycopg.Connection[Any], folder: Path) -> None:
    connection.execute(TABLES)
    for table in ("items", "allocations"):
        with (
            (folder / f"{table}.csv").open("rb") as lines,
            connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT CSV)") as copy,
        ):
            while block := lines.read(BLOCK):
                copy.write(block)
    connection.execute(INDEXES)
    for table in ("items", "allocations"):  # one by one: it takes no transaction
        connection.execute(f"VACUUM ANALYZE {table}")
