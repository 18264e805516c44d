"""What files hold in all: how many lines, items and customers, the amounts by kind, the totals of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from encours.book.reading import Reading, RowsTable, Source
from encours.book.records import Kind
from encours.money import from_units


def held(reading: Reading) -> dict[str, Any]:
    """`lines`, `entities`, `customers`, `items`, `kinds` (each with its count and its sum in each currency) and
    `totals` (balances of the ledger's accounts). {} for what has no items of its own: rates, the interchange folder.
    """
    items = reading.tables.get("items")
    if not isinstance(items, RowsTable):
        return {"lines": reading.read} if reading.read else {}
    table = items.arrow
    return {
        "lines": reading.read,
        "entities": sorted(filter(None, pc.unique(table["entity"]).to_pylist())),
        "customers": _count(reading.tables, "customers"),
        "items": len(table),
        "kinds": _kinds(table),
        "totals": [
            {
                "entity": tie.entity,
                "account": tie.account,
                "currency": tie.currency,
                "amount": str(tie.amount),
            }
            for tie in reading.ties
        ],
    }


def _count(tables: Mapping[str, Source], name: str) -> int:
    table = tables.get(name)
    return len(table.arrow) if isinstance(table, RowsTable) else 0


def _kinds(table: pa.Table) -> list[dict[str, Any]]:
    """In the order kinds are told everywhere."""
    wide = pa.table(
        {
            "kind": table["kind"],
            "currency": table["currency"]
            if "currency" in table.column_names
            else pa.nulls(len(table), pa.string()),
            "amount": table["amount"].cast(pa.decimal128(38, 0)),  # sums of many amounts outgrow 64 bits
        }
    )
    sums = wide.group_by(["kind", "currency"]).aggregate([("amount", "sum"), ("amount", "count")]).to_pylist()
    order = [str(kind) for kind in Kind]
    return [
        {
            "kind": row["kind"],
            "currency": row["currency"] or "",
            "count": row["amount_count"],
            "amount": str(from_units(int(row["amount_sum"] or 0), row["currency"] or "")),
        }
        for row in sorted(sums, key=lambda row: (row["currency"] or "", order.index(row["kind"])))
    ]
