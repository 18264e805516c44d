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
    for place, (version, side) in enumerate(zip(versions, written, strict=True)):
        _hold(engine, table, version, side, f"said_{place}")
    before, after = (_only(engine, table, *sides) for sides in (("said_0", "said_1"), ("said_1", "said_0")))
    keys = sorted({*before, *after})
    return [RecordLine(table.name, key, before.get(key, {}), after.get(key, {})) for key in keys]


def _hold(engine: Engine, table: Table, version: str, written: Written, side: str) -> None:
    """The rows of one side, as an interchange file writes them, in a table of that name: there may be millions."""
    columns = ", ".join(
        f"NULLIF({_text(column.type, column.name)}, '') AS {name(column.name)}" for column in table.columns
    )
    key, changes = table.key[0], written.get(table.name)
    held = f"CREATE OR REPLACE TEMP TABLE {side} AS SELECT {columns} FROM {version}.{table.name} t"
    if changes is None:
        engine.run(held)
        return
    with engine.table("beside", changes):
        besides = f"WHERE t.{key} NOT IN (SELECT {key} FROM beside)"
        engine.run(f"{held} {besides} UNION ALL SELECT {columns} FROM beside t WHERE NOT gone")


def _text(kind: Type, column: str) -> str:
    return text(kind, f"t.{name(column)}")


def _only(engine: Engine, table: Table, side: str, other: str) -> dict[str, dict[str, Any]]:
    """The rows of a side that the other does not have just so, by key: what they say."""
    columns, rows = engine.columns(f"SELECT * FROM {side} EXCEPT SELECT * FROM {other}")
    told = [
        {name: value for name, value in zip(columns, row, strict=True) if value is not None} for row in rows
    ]
    return {row[table.key[0]]: row for row in told}
