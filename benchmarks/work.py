"""A collection department's years of work over a generated book: actions, promises, disputes, holds, contacts.

`python -m benchmarks.work FOLDER` writes them into a book folder that `encours generate --tables parquet` made, in
place of those it drew; then import the folder. Options say how many of each. `python -m benchmarks.work --measure HOME`
tells how long the worklist of one collector and that of everybody take on a data folder, and how much memory.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import duckdb

from benchmarks.apart import apart, peak

RUNS, ONE_SECONDS, EVERYBODY_SECONDS = 6, 0.3, 30
ACTIONS, PROMISES, DISPUTES = 2_000_000, 200_000, 100_000
_DEBITS = """
  CREATE TEMP TABLE debits AS
  SELECT entity, customer, item, CAST(due_date AS DATE) AS due, CAST(amount AS DECIMAL(18,2)) AS amount, currency,
    ROW_NUMBER() OVER () AS n, CAST(hash(item) % 1000003 AS INTEGER) AS h
  FROM '{folder}/items.parquet'
  WHERE amount > 0 AND CAST(due_date AS DATE) < DATE '{last}' - 3
"""
# Each table draws its rows from the debits, the later ones more often: work is about what is open now or was lately.
_PICKED = """
  SELECT *, CAST(hash(n, g, '{salt}') % 1000003 AS INTEGER) AS z FROM (
    SELECT d.*, UNNEST(range({times})) AS g FROM debits d
    WHERE d.due > DATE '{last}' - 1100 ORDER BY hash(d.item, '{salt}') LIMIT {some}
  )
"""
_TABLES = {
    "actions": """
      SELECT 'W' || ROW_NUMBER() OVER () AS action, entity, customer, item,
        ['call', 'email', 'letter', 'call', 'sms'][1 + z % 5] AS kind, CAST(1 + z % 3 AS INTEGER) AS level,
        ['phone', 'email', 'letter', 'phone', 'sms'][1 + z % 5] AS channel, z % 5 = 1 AS automatic,
        CAST(LEAST(due + 3 + CAST(g * 9 + z % 9 AS INTEGER), DATE '{last}') AS TIMESTAMP)
          + INTERVAL 9 HOUR + to_minutes(CAST(z % 480 AS INTEGER)) AS done_at,
        CAST(z % 20 AS DECIMAL(19,0)) AS minutes,
        'Gestionnaire ' || LPAD(CAST(1 + h % 12 AS VARCHAR), 2, '0') AS author,
        ['reached', 'no_answer', 'promised', NULL][1 + z % 4] AS outcome,
        CASE WHEN z % 10 = 0 THEN LEAST(due + 30 + CAST(g * 9 AS INTEGER), DATE '{last}' + 5) END AS next_on,
        CASE WHEN z % 10 = 0 THEN 'Rappeler' END AS next_step
      FROM ({picked})""",
    "promises": """
      SELECT 'WP' || ROW_NUMBER() OVER () AS promise, entity, customer, item, LEAST(due + 4, DATE '{last}') AS made_on,
        LEAST(due + 4, DATE '{last}') + CAST(3 + z % 25 AS INTEGER) AS due_on, amount, currency,
        'Gestionnaire ' || LPAD(CAST(1 + h % 12 AS VARCHAR), 2, '0') AS collector, CAST(NULL AS DATE) AS cancelled_on
      FROM ({picked})""",
    "disputes": """
      SELECT 'WD' || ROW_NUMBER() OVER () AS dispute, entity, customer, item,
        ['Prix', 'Qualité', 'Livraison'][1 + z % 3] AS cause, CAST(NULL AS DECIMAL(18,2)) AS amount,
        LEAST(due, DATE '{last}') AS opened_on,
        CASE WHEN z % 10 < 8 AND due + 60 < DATE '{last}' THEN due + CAST(5 + z % 50 AS INTEGER) END AS closed_on,
        CASE WHEN z % 10 < 8 AND due + 60 < DATE '{last}' THEN 'upheld' END AS outcome,
        'Service qualité' AS owner
      FROM ({picked})""",
    "holds": """
      SELECT 'WH' || ROW_NUMBER() OVER () AS hold, entity, customer, CASE WHEN z % 2 = 0 THEN item END AS item,
        'Accord commercial' AS reason, due AS from_date, due + 90 AS until_date, CAST(NULL AS DATE) AS cancelled_on,
        'Gestionnaire 01' AS author
      FROM ({picked})""",
}


def write(folder: Path, last: str, counts: dict[str, int]) -> None:
    """Write each table; the same folder gives the same rows."""
    with duckdb.connect() as book:
        book.execute(_DEBITS.format(folder=folder, last=last))
        for table, count in counts.items():
            times = 4 if table == "actions" else 1
            picked = _PICKED.format(salt=table, last=last, times=times, some=count)
            rows = _TABLES[table].format(last=last, picked=picked)
            book.execute(f"COPY ({rows}) TO '{folder}/{table}.parquet' (FORMAT parquet)")


def ranked(home: str) -> dict[str, object]:
    """Seconds of the worklist of the collector who follows most, and of everybody's with all its reasons."""
    from encours.api import open_book
    from encours.api.worklist import worklist

    with open_book(home) as book:
        most = "SELECT collector FROM customers GROUP BY ALL ORDER BY COUNT(*) DESC, collector LIMIT 1"
        collector = str(book.engine.value(most))
        one = [_seconds(lambda: worklist(book, collector=collector)) for _run in range(RUNS)]
        everybody = _seconds(lambda: worklist(book).told())
    return {"one": median(one[1:]), "everybody": everybody, "gigabytes": peak() / 1e9}


def _seconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measure", action="store_true", help="the folder is a data folder: measure on it")
    parser.add_argument("--last", default="2026-06-30", help="the last day of the history")
    parser.add_argument("--actions", type=int, default=ACTIONS)
    parser.add_argument("--promises", type=int, default=PROMISES)
    parser.add_argument("--disputes", type=int, default=DISPUTES)
    asked = parser.parse_args()
    if asked.measure:
        found = apart("work:ranked", home=str(asked.folder))
        print(
            f"one collector {found['one']:.2f} s (≤ {ONE_SECONDS:g}) · everybody {found['everybody']:.1f} s "
            f"(≤ {EVERYBODY_SECONDS:g}) · {found['gigabytes']:.2f} GB (≤ 1)"
        )
        return
    counts = {"actions": asked.actions, "promises": asked.promises, "disputes": asked.disputes}
    write(asked.folder, asked.last, {**counts, "holds": 10_000})


if __name__ == "__main__":
    main()
