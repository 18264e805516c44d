"""The one place that knows the database engine's Python interface."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from encours.book.patience import at_work, check
from encours.book.temporary import lasting
from encours.errors import Damaged, UsageError
from encours.said import _

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


T = TypeVar("T")
LOT = 100_000  # rows taken at once


class Engine:
    """A connection that answers with plain Python rows or Arrow tables; results are always read to the end.

    Raises OSError when the disk or the memory fails it.
    """

    def __init__(self, connect: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        with _told_as_os_errors():
            self._connect, self._connection = connect, connect()
        self.closed = False
        self.held: dict[str, object] = {}  # what a temporary table was last filled with, by its name

    def another(self) -> Engine:
        """A second connection to the same file, with temporary tables of its own: for another thread, or beside a
        result read little by little. The file may have been replaced and removed since: while one connection reads
        it, others can."""
        if self.closed:
            raise _closed()
        return Engine(self._connect)

    def known(self, name: str, found: Callable[[], T]) -> T:
        """What was found under a name, found once: nothing laid over a published file changes it."""
        if name not in self.held:
            self.held[name] = found()
        value: T = self.held[name]  # type: ignore[assignment]
        return value

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        with _told_as_os_errors(), at_work(self._connection):
            self._connection.execute(sql, list(parameters))

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.columns(sql, parameters)[1]

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...]:
        """The only row of a query that always has one."""
        return self.rows(sql, parameters)[0]

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        return self.row(sql, parameters)[0]

    def columns(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Column names and rows."""
        with _told_as_os_errors(), at_work(self._connection):
            cursor = self._connection.execute(sql, list(parameters))
            names = [str(column[0]) for column in cursor.description or ()]
            return names, _fetched(cursor)

    def batches(
        self, sql: str, parameters: Sequence[Any] = (), size: int = 5_000
    ) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
        """Column names and rows, some at a time: nothing else may be asked of this connection until the last."""
        with _told_as_os_errors():
            cursor = self._connection.execute(sql, list(parameters))
            names = [str(column[0]) for column in cursor.description or ()]
            while rows := cursor.fetchmany(size):
                yield names, rows

    def arrow(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        # An unread result keeps the connection busy: to_arrow_table reads it whole, on every engine version.
        with _told_as_os_errors(), at_work(self._connection):
            return self._connection.sql(sql, params=list(parameters)).to_arrow_table()

    @contextmanager
    def table(self, name: str, arrow: pa.Table) -> Iterator[None]:
        """The Arrow table, visible to SQL under `name` for the time of the block."""
        self._connection.register(name, arrow)
        try:
            yield
        finally:
            self._connection.unregister(name)

    @property
    def file(self) -> str:
        """The name of the file it reads."""
        return Path(
            self.value("SELECT path FROM duckdb_databases() WHERE database_name = current_database()")
        ).name

    def close(self) -> None:
        self._connection.close()
        self.closed = True


def _fetched(cursor: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """All the rows; whoever waits may give up between two lots of them."""
    found = cursor.fetchmany(LOT)
    while len(found) % LOT == 0 and (more := cursor.fetchmany(LOT)):
        check()
        found += more
    return found


def cores() -> int:
    """Processors this process may use, or as many as `ENCOURS_CORES` leaves it."""
    said = os.environ.get("ENCOURS_CORES", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def open_engine(path: Path | None = None, *, read_only: bool = False, scratch: Path | None = None) -> Engine:
    """A database file, or one in memory. `scratch` receives what does not fit in memory: given for heavy work,
    it also caps memory, so that a build on a laptop leaves room for the rest. Readers take as much memory as they find,
    or what `ENCOURS_SERVING_MEMORY` allows all those of a process together (such as 2GB).
    Raises OSError when the file is gone, held by a writer, or no database."""
    import duckdb

    config: dict[str, Any] = {"threads": cores(), "autoinstall_known_extensions": False}
    config["autoload_known_extensions"] = False
    if scratch:
        config |= {"temp_directory": str(scratch), "memory_limit": os.environ.get("ENCOURS_MEMORY", "2500MB")}
    elif read_only:
        config |= _for_readers()
    return Engine(lambda: duckdb.connect(str(path or ":memory:"), read_only=read_only, config=config))


def _for_readers() -> dict[str, Any]:
    """What does not fit in memory goes to a folder of this process: beside the file it would be in the way of the next
    publication."""
    allowed = os.environ.get("ENCOURS_SERVING_MEMORY")
    return {"temp_directory": str(lasting()), **({"memory_limit": allowed} if allowed else {})}


# What the engine says of a file that is not what it wrote: cut short, or a block whose checksum is another.
_NOT_AS_WRITTEN = re.compile(r"[Cc]orrupt|Could not read enough bytes|not a valid DuckDB|deserialize")


@contextmanager
def _told_as_os_errors() -> Iterator[None]:
    """A full disk, a file that is gone, too little memory: not this engine's matter, but the machine's. Damaged where a
    database file is not what was written."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        if isinstance(error, duckdb.ConnectionException) and "already closed" in str(error):
            raise _closed() from None
        if _NOT_AS_WRITTEN.search(str(error)):
            message = _(
                "The database that answers questions is damaged. See what can be done: encours repair"
            )
            raise Damaged(message) from error
        if not isinstance(error, (duckdb.OperationalError, duckdb.FatalException)):
            raise
        raise OSError(str(error).strip().splitlines()[0]) from error


def _closed() -> UsageError:
    return UsageError(_("This book is closed. Open it again to ask it something: encours.open(folder)"))


def quoted(text: str) -> str:
    """A SQL string literal, for the few places where the engine takes no parameter (paths, COPY)."""
    return "'" + text.replace("'", "''") + "'"


def name(identifier: str) -> str:
    """A SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def give_back_memory() -> None:
    """What Arrow freed and keeps at hand goes back to the system: a file read leaves room for what comes next."""
    if arrow := sys.modules.get("pyarrow"):
        arrow.default_memory_pool().release_unused()
