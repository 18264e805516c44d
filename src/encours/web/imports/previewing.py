"""The first rows of a list as the book will read them, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from encours.book.reading import Known, Options, RowsTable
from encours.errors import DataError
from encours.importers.flat import FLAT
from encours.money import from_units
from encours.web.imports.looking import named

ROWS, PROBLEMS = 20, 20
WHOLE_BYTES = 4 << 20  # a larger text is read from its beginning alone
SHOWN = (
    *("entity", "customer", "customer_name", "document", "kind", "posting_date", "issue_date", "due_date"),
    *("currency", "amount", "amount_excl_vat", "_open", "reference", "order_reference"),
)
MONEY = ("amount", "amount_excl_vat", "_open")


def preview(file: Mapping[str, str], options: Mapping[str, Any], entities: Sequence[str]) -> dict[str, Any]:
    """`rows` (with `_line`), their `columns`, the `problems` found, `notes`; `error` when it cannot be read at all."""
    with named([file]) as paths:
        part = _beginning(paths[0])
        try:
            reading = FLAT.read(paths, options_of(options), Known(entities=tuple(entities)))
        except DataError as error:
            return {"error": str(error), "rows": [], "columns": [], "problems": [], "notes": [], "part": part}
    columns, rows = _rows(reading.tables)
    return {
        "error": "",
        "rows": rows,
        "columns": columns,
        "problems": [asdict(problem) for problem in list(reading.problems)[:PROBLEMS]],
        "count": len(reading.problems),
        "notes": list(reading.notes),
        "part": part,
    }


def options_of(said: Mapping[str, Any], **more: Any) -> Options:
    """Options as an upload keeps them."""
    snapshot = date.fromisoformat(said["snapshot"]) if said.get("snapshot") else None
    texts = {name: said.get(name) or None for name in ("entity", "currency", "date_order", "terms")}
    return Options(**texts, mapping=said.get("mapping") or None, snapshot=snapshot, **more)


def _beginning(path: Path) -> bool:
    """Keep the first lines of a long text; whether that was done. A spreadsheet is opened whole anyway."""
    with path.open("rb") as stream:
        start = stream.read(WHOLE_BYTES + 1)
    if len(start) <= WHOLE_BYTES or start[:2] == b"PK" or b"\n" not in start:
        return False
    path.unlink()  # the name alone: the stored file stays
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    path.write_bytes(start[: WHOLE_BYTES // 2 * 2] if wide else start[: start.rindex(b"\n") + 1])
    return True


def _rows(tables: Mapping[str, Any]) -> tuple[list[str], list[dict[str, Any]]]:
    items = tables.get("items")
    if not isinstance(items, RowsTable):
        return [], []
    table = items.arrow.sort_by("_line").slice(0, ROWS * 3)
    names = _names(tables.get("customers"))
    rows = [_shown(row, names) for row in table.to_pylist() if row["_line"]]
    rows = rows[:ROWS]
    return [name for name in SHOWN if any(row.get(name) not in (None, "") for row in rows)], rows


def _names(customers: Any) -> dict[tuple[str, str], str]:
    if not isinstance(customers, RowsTable) or "name" not in customers.arrow.column_names:
        return {}
    table: pa.Table = customers.arrow.select(["entity", "customer", "name"])
    return {(row["entity"], row["customer"]): row["name"] or "" for row in table.to_pylist()}


def _shown(row: Mapping[str, Any], names: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """A row as JSON holds it: dates 2026-01-31, amounts as text."""
    made: dict[str, Any] = {"_line": row["_line"]}
    for name in SHOWN:
        value = row.get(name)
        if name in MONEY and value is not None:
            value = str(from_units(value, row.get("currency") or ""))
        made[name] = value.isoformat() if isinstance(value, date) else value
    made["customer_name"] = names.get((row["entity"], row["customer"]), "")
    return made
