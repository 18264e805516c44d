"""Rows as an importer hands them over: typed, with their matching groups or what the source says is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.reading import Reading, RowsTable
from encours.book.report import Report
from encours.money import to_units

SCHEMA = pa.schema(
    [
        ("entity", pa.string()),
        ("customer", pa.string()),
        ("item", pa.string()),
        ("kind", pa.string()),
        ("posting_date", pa.date32()),
        ("due_date", pa.date32()),
        ("currency", pa.string()),
        ("amount", pa.int64()),
        ("_group", pa.string()),
        ("_group_date", pa.date32()),
        ("_open", pa.int64()),
        ("_file", pa.string()),
        ("_line", pa.int64()),
    ]
)


def row(item: str, amount: str, left: str | None = None, **said: Any) -> dict[str, Any]:
    """An item of customer A posted on 2 January 2025; `left` is what the source says is open of it."""
    kind = "payment" if amount.startswith("-") else "invoice"
    plain = {
        "entity": "F",
        "customer": "A",
        "kind": kind,
        "posting_date": date(2025, 1, 2),
        "currency": "EUR",
    }
    units = {"amount": to_units(Decimal(amount)), "_open": to_units(Decimal(left or amount))}
    return {**plain, "item": item, **units, **said}


def import_rows(home: Path, rows: Sequence[dict[str, Any]], snapshot: date | None = None) -> Report:
    """Import items as a source with groups gives them, or, with a snapshot, as a list of all that is open."""
    helper = "_group" if snapshot else "_open"
    columns = [f for f in SCHEMA if not f.name.startswith(helper)]
    numbered = [{**line, "_file": "list.csv", "_line": n} for n, line in enumerate(rows, 2)]
    table = pa.Table.from_pylist(numbered, pa.schema(columns))
    reading = Reading("test", {"items": RowsTable(table)}, snapshot=snapshot)
    return import_into(Home(home), ["list.csv"], lambda _known: reading)
