"""The one place that knows the database engine's Python interface."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


class Engine:
    """A connection that answers with plain Python rows or Arrow tables; results are always read to the end."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        self._connection.execute(sql, list(parameters))

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, list(parameters)).fetchall()
        return rows

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...]:
        """The only row of a query that always has one."""
        return self.rows(sql, parameters)[0]

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        return self.row(sql, parameters)[0]

    def columns(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Column names and rows."""
        cursor = self._connection.execute(sql, list(parameters))
        names = [str(column[0]) for column in cursor.description or ()]
        return names, cursor.fetchall()

    def arrow(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        # An unread result keeps the connection busy: to_arrow_table reads it whole, on every engine version.
        return self._connection.sql(sql, params=list(parameters)).to_arrow_table()

    @contextmanager
    def table(self, name: str, arrow: pa.Table) -> Iterator[None]:
        """The Arrow table, visible to SQL under `name` for the time of the block."""
        self._connection.register(name, arrow)
        try:
            yield
        finally:
            self._connection.unregister(name)

    def close(self) -> None:
        self._connection.close()


def cores() -> int:
    """Processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def open_engine(path: Path | None = None, *, read_only: bool = False, scratch: Path | None = None) -> Engine:
    """A database file, or one in memory. `scratch` receives what does not fit in memory: given for heavy work,
    it also caps memory, so that a build on a laptop leaves room for the rest."""
    import duckdb

    config: dict[str, Any] = {"threads": cores(), "autoinstall_known_extensions": False}
    config["autoload_known_extensions"] = False
    if scratch:
        config |= {"temp_directory": str(scratch), "memory_limit": os.environ.get("ENCOURS_MEMORY", "2500MB")}
    return Engine(duckdb.connect(str(path or ":memory:"), read_only=read_only, config=config))


def quoted(text: str) -> str:
    """A SQL string literal, for the few places where the engine takes no parameter (paths, COPY)."""
    return "'" + text.replace("'", "''") + "'"


def name(identifier: str) -> str:
    """A SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'
