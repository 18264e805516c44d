"""What people said otherwise between two versions: promises, disputes, actions… added, changed, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from encours.book.columns import Table, Type
from encours.book.engine import Engine, name
from encours.book.follow_up import ACTIONS, CONTACTS, DISPUTES, HOLDS, PROMISES
from encours.book.written import text

if TYPE_CHECKING:
    import pyarrow as pa

OF_PEOPLE = (PROMISES, DISPUTES, ACTIONS, HOLDS, CONTACTS)
Written = Mapping[
    str, "pa.Table"
]  # records by table of the book, with `gone`; a key the book has hides its row


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record that differs. `before` and `after` are its columns as an interchange file writes them; empty where it
    is not there."""

    table: str
    key: str
    before: dict[str, str]
    after: dict[str, str]


def record_lines(
    engine: Engine, versions: tuple[str, str], written: tuple[Written, Written]
) -> list[RecordLine]:
    """The records that differ between two attached versions, each with what was written beside it, by table and key."""
    return [line for table in OF_PEOPLE for line in _of(engine, table, versions, written)]


def _of(
    engine: Engine, table: Table, versions: tuple[str, str], written: tuple[Written, Written]
) -> list[RecordLine]:
    if versions[0] == versions[1] and not any(table.name in side for side in written):
        return []
    sides = [_rows(engine, table, version, side) for version, side in zip(versions, written, strict=True)]
    keys = sorted({*sides[0], *sides[1]})
    pairs = [(key, sides[0].get(key, {}), sides[1].get(key, {})) for key in keys]
    return [RecordLine(table.name, key, before, after) for key, before, after in pairs if before != after]


def _rows(engine: Engine, table: Table, version: str, written: Written) -> dict[str, dict[str, str]]:
    """The rows of one side, by key."""
    columns = ", ".join(
        f"{_text(column.type, column.name)} AS {name(column.name)}" for column in table.columns
    )
    key, changes = table.key[0], written.get(table.name)
    if changes is None:
        return _read(engine, f"SELECT {columns} FROM {version}.{table.name} t", key)
    with engine.table("beside", changes):
        held = (
            f"SELECT {columns} FROM {version}.{table.name} t WHERE t.{key} NOT IN (SELECT {key} FROM beside)"
        )
        return _read(engine, f"{held} UNION ALL SELECT {columns} FROM beside t WHERE NOT gone", key)


def _text(kind: Type, column: str) -> str:
    return text(kind, f"t.{name(column)}")


def _read(engine: Engine, sql: str, key: str) -> dict[str, dict[str, Any]]:
    columns, rows = engine.columns(sql)
    told = [
        {name: value for name, value in zip(columns, row, strict=True) if value not in (None, "")}
        for row in rows
    ]
    return {row[key]: row for row in told}
