"""What people record, laid over the tables of an open book: the figures read both as one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from encours.book import derived, promised
from encours.book.engine import Engine
from encours.book.records import BY_NAME, Type
from encours.cube.one_account import ACCOUNT, FACTS, own_rows, show_own

if TYPE_CHECKING:
    import pyarrow as pa

GONE = "gone"  # the column that tells a record withdrawn


class Overlays(Protocol):
    """The records people wrote in tables of the book, by the revision each table has come to.

    `scope` tells one point of view from another: what was known until when. `changes` are the records written or
    withdrawn after a revision, each as it now stands: the columns of the table, money in units, and `gone`. A key that
    the book has too hides the book's row.
    """

    @property
    def scope(self) -> Hashable: ...

    def revision(self, table: str) -> int: ...

    def changes(self, table: str, since: int) -> pa.Table: ...


@dataclass(frozen=True, slots=True)
class Layer:
    """A table people write. `facts` names the published table that numbers its rows, `numbered` the SQL that does;
    `after` brings up to date what follows from it, held in the tables `besides`."""

    table: str
    facts: str = ""
    numbered: Callable[[str], str] | None = None
    prepare: Callable[[Engine], None] | None = None
    after: Callable[[Engine], None] | None = None
    besides: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return BY_NAME[self.table].key[0]


def schema(table: str) -> pa.Schema:
    """The Arrow columns in which records of a table are handed over."""
    import pyarrow as pa

    types = {
        Type.TEXT: pa.string(),
        Type.DATE: pa.date32(),
        Type.MOMENT: pa.timestamp("us"),
        Type.MONEY: pa.int64(),
        Type.NUMBER: pa.decimal128(18, 9),
        Type.WHOLE: pa.int64(),
        Type.FLAG: pa.bool_(),
    }
    fields = [(column.name, types[column.type]) for column in BY_NAME[table].columns]
    return pa.schema([*fields, ("custom", pa.map_(pa.string(), pa.string())), (GONE, pa.bool_())])


def lay(engine: Engine, layer: Layer, changes: pa.Table) -> None:
    """Lay these records over those of the book and those laid before: all of it, or nothing."""
    with _whole(engine), engine.table("written", changes):
        _prepare(engine, layer)
        moved = f"{layer.key} IN (SELECT {layer.key} FROM written)"
        if layer.facts:
            engine.run(f"DELETE FROM moved_{layer.table}")
            _note_accounts(engine, layer, moved)  # those the records were about
        engine.run(f"DELETE FROM laid_{layer.table} WHERE {moved}")
        engine.run(f"INSERT INTO laid_{layer.table} BY NAME SELECT * FROM written")
        if layer.facts and layer.numbered:
            engine.run(f"DELETE FROM laid_{layer.facts} WHERE {moved}")
            rows = layer.numbered(f"(SELECT * FROM written WHERE NOT {GONE})")
            engine.run(f"INSERT INTO laid_{layer.facts} BY NAME {rows}")
            _note_accounts(engine, layer, moved)  # those they are about now
        if layer.after:
            layer.after(engine)


def lay_all(engine: Engine, written: Mapping[str, pa.Table]) -> None:
    """Lay all that was recorded, by table."""
    for table, changes in written.items():
        if len(changes):
            lay(engine, LAYERS[table], changes)


def lift(engine: Engine, layer: Layer) -> None:
    """The rows of the book again, without anything laid over them."""
    views = [view for view in (layer.table, layer.facts, *layer.besides) if view]
    for view in views:
        engine.run(f"DROP VIEW IF EXISTS temp.{view}; DROP TABLE IF EXISTS temp.laid_{view}")
    if ACCOUNT in engine.held:
        engine.run("; ".join(show_own(engine, view) for view in views if view in FACTS))


@contextmanager
def _whole(engine: Engine) -> Iterator[None]:
    engine.run("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        engine.run("ROLLBACK")
        raise
    engine.run("COMMIT")


def _prepare(engine: Engine, layer: Layer) -> None:
    """Empty tables to lay records in, and views over both, if this is the first time."""
    there = {row[0] for row in engine.rows("SELECT table_name FROM duckdb_tables() WHERE temporary")}
    if f"laid_{layer.table}" in there:
        return
    engine.run(
        f"CREATE TEMP TABLE laid_{layer.table} AS SELECT *, FALSE AS {GONE} FROM {layer.table} LIMIT 0; "
        + _over(engine, layer, layer.table, f"EXCLUDE ({GONE})", f"NOT {GONE}")
    )
    if layer.facts:
        # Without the numbers rows have in the file: those laid get others.
        engine.run(
            f"CREATE TEMP TABLE laid_{layer.facts} AS {layer.numbered('written') if layer.numbered else ''} LIMIT 0; "
            f"CREATE OR REPLACE TEMP TABLE moved_{layer.table} (customer_id INTEGER); "
            + _over(engine, layer, layer.facts)
        )
    if layer.prepare:
        layer.prepare(engine)


def _over(engine: Engine, layer: Layer, view: str, columns: str = "", test: str = "TRUE") -> str:
    """SQL for a view: rows of the book whose key nobody wrote, and those laid. Rows keep a number of their own, by
    which pages of them are read."""
    return (
        f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT * FROM (SELECT rowid, * FROM {own_rows(engine, view)}) "
        f"WHERE {layer.key} NOT IN (SELECT {layer.key} FROM laid_{layer.table}) "
        f"UNION ALL BY NAME SELECT -1 - rowid AS rowid, * {columns} FROM laid_{view} WHERE {test}"
    )


def _note_accounts(engine: Engine, layer: Layer, moved: str) -> None:
    engine.run(f"INSERT INTO moved_{layer.table} SELECT customer_id FROM {layer.facts} WHERE {moved}")


def _prepare_receipts(engine: Engine) -> None:
    rows = own_rows(engine, "promise_receipts")
    engine.run(
        "CREATE TEMP TABLE laid_promise_accounts (customer_id INTEGER); "
        f"CREATE TEMP TABLE laid_promise_receipts AS SELECT * FROM {rows} LIMIT 0; "
        f"CREATE OR REPLACE TEMP VIEW promise_receipts AS SELECT * FROM (SELECT rowid, * FROM {rows}) "
        "WHERE customer_id NOT IN (SELECT customer_id FROM laid_promise_accounts) "
        "UNION ALL BY NAME SELECT -1 - rowid AS rowid, * FROM laid_promise_receipts"
    )


def _receive(engine: Engine) -> None:
    """Receipts are claimed among all the promises of an account: those whose promises moved are claimed anew."""
    moved = "customer_id IN (SELECT customer_id FROM moved_promises)"
    engine.run(f"DELETE FROM laid_promise_accounts WHERE {moved}")
    engine.run("INSERT INTO laid_promise_accounts SELECT DISTINCT customer_id FROM moved_promises")
    engine.run(f"DELETE FROM laid_promise_receipts WHERE {moved}")
    claimed = promised.receipts(engine, f"(SELECT * FROM promised WHERE {moved})")
    with engine.table("claimed", claimed):
        engine.run("INSERT INTO laid_promise_receipts BY NAME SELECT * FROM claimed")


PROMISES = Layer(
    "promises",
    "promised",
    promised.numbered,
    _prepare_receipts,
    _receive,
    ("promise_receipts", "promise_accounts"),
)
LAYERS = {
    layer.table: layer
    for layer in (PROMISES, Layer("disputes", "contests", derived.contested), Layer("actions"))
}
