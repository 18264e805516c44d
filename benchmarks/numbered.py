"""The same ledger for the rivals: whole amounts and numbers for keys, the form that serves them best."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

# An item's key is unique in its entity only; amounts are whole units of 1/100 000, as in the book.
ITEMS = """
SELECT CAST(ROW_NUMBER() OVER () AS INTEGER) AS id, entity, customer, item, currency, posting_date,
COALESCE(due_date, issue_date, posting_date) AS due_date, CAST(amount * 100000 AS BIGINT) AS amount
FROM read_parquet('{source}/items.parquet')
"""
ALLOCATIONS = """
SELECT d.id AS debit_id, c.id AS credit_id, a.date AS day, CAST(a.amount * 100000 AS BIGINT) AS amount
FROM read_parquet('{source}/allocations.parquet') a
JOIN items d ON d.entity = a.entity AND d.item = a.debit_item
JOIN items c ON c.entity = a.entity AND c.item = a.credit_item
"""
# A data frame holds dates as Python objects unless they are instants.
FRAMES = {
    "items": "SELECT id, entity, currency, CAST(posting_date AS TIMESTAMP) AS posting_date, "
    "CAST(due_date AS TIMESTAMP) AS due_date, amount FROM items",
    "allocations": "SELECT debit_id, credit_id, CAST(day AS TIMESTAMP) AS day, amount FROM allocations",
}
LINES = {
    "items": "SELECT id, entity, customer, currency, posting_date, due_date, amount FROM items",
    "allocations": "SELECT debit_id, credit_id, day, amount FROM allocations",
}


def write(source: str, folder: str) -> dict[str, Any]:
    """Write items and allocations as Parquet for a data frame and as CSV for a database."""
    import duckdb

    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    work = place / "work.duckdb"
    con = duckdb.connect(str(work), config={"memory_limit": "2GB", "temp_directory": str(place / "scratch")})
    con.execute("SET preserve_insertion_order = false")
    con.execute(f"CREATE TABLE items AS {ITEMS.format(source=source)}")
    con.execute(f"CREATE TABLE allocations AS {ALLOCATIONS.format(source=source)}")
    for table, query in FRAMES.items():
        con.execute(f"COPY ({query}) TO '{place / table}.parquet' (FORMAT PARQUET)")
    for table, query in LINES.items():
        con.execute(f"COPY ({query}) TO '{place / table}.csv' (FORMAT CSV, HEADER FALSE)")
    con.close()
    work.unlink()
    shutil.rmtree(place / "scratch", ignore_errors=True)
    return {}
