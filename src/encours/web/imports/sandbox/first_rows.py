"""The first rows of what a reading holds, as JSON can say them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from encours.book.reading import Reading, RowsTable, Source
from encours.errors import DataError
from encours.i18n import _
from encours.money import from_units

ROWS, ROWS_OF_MANY, COLUMNS, LONGEST = 20, 5, 16, 120
ITEMS = (
    *("_file", "entity", "customer", "customer_name", "document", "kind", "posting_date", "issue_date"),
    *("due_date", "currency", "amount", "amount_excl_vat", "_open", "_group", "CompteNum", "EcritureLib"),
    *("reference", "order_reference"),
)
MONEY = ("amount", "amount_excl_vat", "_open")

Row = dict[str, Any]


def first_rows(reading: Reading, files: Sequence[str]) -> list[dict[str, Any]]:
    """For each table its `name`, its `columns` that hold something and its `rows` (with `_line`, 0 when not known).

    Of a list or a ledger, the items alone, each with the name of its customer.
    """
    items = reading.tables.get("items")
    if isinstance(items, RowsTable):
        rows = _items(items.arrow, reading.tables.get("customers"), files)
        return [_table("items", rows, ITEMS)] if rows else []
    shown = [(name, source) for name, source in reading.tables.items() if name != "members"]
    most = ROWS if len(shown) == 1 else ROWS_OF_MANY
    tables = [(name, [_said(row) for row in _first(source, most)]) for name, source in shown]
    return [_table(name, rows, [key for key in rows[0] if key != "_line"]) for name, rows in tables if rows]


def _table(name: str, rows: list[Row], columns: Sequence[str]) -> dict[str, Any]:
    filled = [column for column in columns if any(row.get(column) not in (None, "") for row in rows)]
    kept = filled[:COLUMNS]
    return {
        "name": name,
        "columns": kept,
        "rows": [{column: row.get(column) for column in ("_line", *kept)} for row in rows],
    }


def _items(table: pa.Table, customers: Source | None, files: Sequence[str]) -> list[Row]:
    """In the order of the files and their lines; those the file does not write (deduced payments) are left out."""
    places = pa.array([files.index(name) if name in files else -1 for name in table["_file"].to_pylist()])
    ordered = table.append_column("_place", places).sort_by([("_place", "ascending"), ("_line", "ascending")])
    names = _names(customers)
    rows = [row for row in ordered.slice(0, ROWS * 3).to_pylist() if row["_line"]][:ROWS]
    made = [_said(row) | {"customer_name": names.get((row["entity"], row["customer"]), "")} for row in rows]
    return made if len(files) > 1 else [row | {"_file": ""} for row in made]


def _names(customers: Source | None) -> Mapping[tuple[str, str], str]:
    if not isinstance(customers, RowsTable) or "name" not in customers.arrow.column_names:
        return {}
    table: pa.Table = customers.arrow.select(["entity", "customer", "name"])
    return {(row["entity"], row["customer"]): row["name"] or "" for row in table.to_pylist()}


def _first(source: Source, most: int) -> list[Row]:
    if isinstance(source, RowsTable):
        rows: list[Row] = source.arrow.slice(0, most).drop_columns(["_file"]).to_pylist()
        return rows
    try:
        return list(islice(_of_file(source.path), most))
    except (pa.ArrowException, csv.Error, OSError, ValueError) as error:
        raise DataError(_("{0} cannot be read as a table: {1}").format(source.path.name, error)) from error


def _of_file(path: Path) -> Iterator[Row]:
    if path.suffix == ".parquet":
        with closing(pa.parquet.ParquetFile(path)) as file:
            for batch in file.iter_batches(batch_size=ROWS):
                yield from ({"_line": 0, **row} for row in batch.to_pylist())
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        lines = csv.reader(stream)
        header = [column.strip() for column in next(lines, [])]
        for cells in lines:
            yield {"_line": lines.line_num, **dict(zip(header, cells, strict=False))}


def _said(row: Mapping[str, Any]) -> Row:
    """A row as JSON holds it: dates 2026-01-31, amounts and numbers as text, long texts cut."""
    return {name: _value(name, value, row) for name, value in row.items()}


def _value(name: str, value: Any, row: Mapping[str, Any]) -> Any:
    if name in MONEY and isinstance(value, int):
        return str(from_units(value, row.get("currency") or ""))
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if value is None or isinstance(value, int | bool) else str(value)[:LONGEST]
