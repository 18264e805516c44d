"""A day's work arriving in a large book: new invoices, changed items, payments and what they settle."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.making import take_in


def arrive(home: str, work: str, imports: int) -> dict[str, Any]:
    """Import the batches drawn in `work` one after the other into a copy of the home; the times of each.

    The time ends when a new reader has opened the book and seen the new total.
    """
    import encours

    copy = _linked(Path(home), Path(work) / "home")
    before = encours.open(copy).version
    done = []
    for number in range(1, imports + 1):
        start = perf_counter()
        taken = take_in(str(Path(work) / f"batch-{number}"), str(copy))
        opened = perf_counter()
        reader = encours.open(copy)
        reader.show("net")
        end = perf_counter()
        if reader.version != before + number:
            raise ValueError(f"a new reader sees import {reader.version} instead of {before + number}")
        reader.close()
        done.append({**taken, "seconds": end - start, "reader": end - opened})
    return {"imports": done}


def _linked(home: Path, copy: Path) -> Path:
    """A copy of a data folder that shares its files: none of them is ever changed in place."""
    shutil.copytree(home, copy, copy_function=_link)
    return copy


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)
    return target


def draw(source: str, home: str, work: str, touched: int, imports: int) -> dict[str, Any]:
    """Write the batches as book folders, posted on the days after the newest data; the rows of each.

    A batch touches `touched` items: 2 in 5 are new invoices, 1 in 5 existing ones that change, 1 in 5 new payments and
    1 in 5 the invoices they settle.
    """
    import duckdb

    import encours

    scratch = Path(work) / "scratch"
    newest = encours.open(home).data_date
    con = duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(scratch)})
    for table in ("items", "allocations"):
        con.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{source}/{table}.parquet')")
    rows = []
    for number in range(1, imports + 1):
        folder = Path(work) / f"batch-{number}"
        folder.mkdir(parents=True)
        rows.append(_draw(con, folder, max(1, touched // 5), number, newest + timedelta(days=number)))
    con.close()
    shutil.rmtree(scratch, ignore_errors=True)
    return {"rows": rows}


def _draw(con: Any, folder: Path, fifth: int, number: int, day: date) -> dict[str, int]:
    fields = {"number": number, "day": day, "fifth": fifth, "skipped": 2 * fifth * (number - 1)}
    con.execute(f"CREATE OR REPLACE TABLE unpaid AS {UNPAID.format(**fields)}")
    rows = {}
    for name, query in BATCH.items():
        con.execute(f"CREATE OR REPLACE TABLE batch AS {query.format(**fields)}")
        con.execute(f"COPY batch TO '{folder}/{name}.parquet' (FORMAT PARQUET)")
        rows[name] = con.execute("SELECT COUNT(*) FROM batch").fetchall()[0][0]
    return rows


# Invoices nothing was ever set against, in an order that mixes customers and dates; each batch takes the next ones.
UNPAID = """
SELECT *, ROW_NUMBER() OVER () AS place FROM (
  SELECT * FROM items i WHERE kind = 'invoice' AND NOT EXISTS
  (SELECT 1 FROM allocations a WHERE a.entity = i.entity AND a.debit_item = i.item)
  ORDER BY hash(item), item LIMIT 2 * {fifth} OFFSET {skipped})
"""
BATCH = {
    "items": """
SELECT * EXCLUDE (place) REPLACE ('Relance ' || ({number} + 2) AS reminder_status)
FROM unpaid WHERE place % 2 = 1
UNION ALL BY NAME
SELECT * EXCLUDE (place) REPLACE ('RB{number}-' || item AS item, 'payment' AS kind, -amount AS amount,
-amount_excl_vat AS amount_excl_vat, DATE '{day}' AS posting_date, DATE '{day}' AS issue_date,
DATE '{day}' AS due_date, FALSE AS doubtful, NULL AS blocking_cause, NULL AS reminder_status)
FROM unpaid WHERE place % 2 = 0
UNION ALL BY NAME
(SELECT * REPLACE ('FB{number}-' || item AS item, DATE '{day}' AS posting_date, DATE '{day}' AS issue_date,
DATE '{day}' + 45 AS due_date, FALSE AS doubtful, NULL AS blocking_cause, NULL AS reminder_status)
FROM items WHERE kind = 'invoice' ORDER BY hash(item || 'new{number}'), item LIMIT 2 * {fifth})
""",
    "allocations": """
SELECT entity, item AS debit_item, 'RB{number}-' || item AS credit_item, DATE '{day}' AS date, amount
FROM unpaid WHERE place % 2 = 0
""",
}
