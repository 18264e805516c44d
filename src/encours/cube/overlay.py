"""What people record, laid over the tables of an open book: the figures read both as one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from encours.book import acted, derived, promised, withheld
from encours.book.columns import Type
from encours.book.engine import Engine, quoted
from encours.book.records import BY_NAME
from encours.cube.one_account import ACCOUNT, FACTS, own_rows, show_own

if TYPE_CHECKING:
    import pyarrow as pa

FEW_ACCOUNTS = 500
NO_ITEMS = "(SELECT * FROM items LIMIT 0)"
LAST_VALUED = "SELECT COALESCE(MAX(valued_on), DATE '0001-01-01') FROM settlements"
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
    `after` brings up to date what follows from it, held in the tables `besides`, from the columns `moved` of the rows
    before and after."""

    table: str
    facts: str = ""
    numbered: Callable[[str, str], str] | None = None
    prepare: Callable[[Engine], None] | None = None
    after: Callable[[Engine], None] | None = None
    besides: tuple[str, ...] = ()
    moved: str = ""

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
        if layer.moved:
            engine.run(f"DELETE FROM moved_{layer.table}")
            _note(engine, layer, moved)  # what the records said
        engine.run(f"DELETE FROM laid_{layer.table} WHERE {moved}")
        engine.run(f"INSERT INTO laid_{layer.table} BY NAME SELECT * FROM written")
        if layer.facts and layer.numbered:
            engine.run(f"DELETE FROM laid_{layer.facts} WHERE {moved}")
            rows = layer.numbered(f"(SELECT * FROM written WHERE NOT {GONE})", _items_named(engine))
            engine.run(f"INSERT INTO laid_{layer.facts} BY NAME {rows}")
            if layer.moved:  # and what they say now
                engine.run(
                    f"INSERT INTO moved_{layer.table} SELECT {layer.moved} FROM laid_{layer.facts} WHERE {moved}"
                )
        if layer.after:
            layer.after(engine)
    engine.held[_laid(layer)] = True


def lay_all(engine: Engine, written: Mapping[str, pa.Table]) -> None:
    """Lay all that was recorded, by table."""
    for table, changes in written.items():
        if len(changes):
            lay(engine, LAYERS[table], changes)


def names() -> frozenset[str]:
    """The tables in which something may be laid."""
    return frozenset(
        name for layer in LAYERS.values() for name in (layer.table, layer.facts, *layer.besides) if name
    )


def lift(engine: Engine, layer: Layer) -> None:
    """The rows of the book again, without anything laid over them."""
    engine.held.pop(_laid(layer), None)
    views = [view for view in (layer.table, layer.facts, *layer.besides) if view]
    for view in views:
        engine.run(f"DROP VIEW IF EXISTS temp.{view}; DROP TABLE IF EXISTS temp.laid_{view}")
    if ACCOUNT in engine.held:
        engine.run("; ".join(show_own(engine, view) for view in views if view in FACTS))


def _laid(layer: Layer) -> str:
    """Where a connection keeps that the tables of a layer are there."""
    return f"laid {layer.table}"


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
    if _laid(layer) in engine.held:
        return
    engine.run(
        f"CREATE TEMP TABLE laid_{layer.table} AS SELECT *, FALSE AS {GONE} FROM {layer.table} LIMIT 0; "
        + _over(engine, layer, layer.table, f"EXCLUDE ({GONE})", f"NOT {GONE}")
    )
    if layer.facts:
        # Without the numbers rows have in the file: those laid get others.
        rows = layer.numbered("written", NO_ITEMS) if layer.numbered else f"SELECT * FROM {layer.facts}"
        engine.run(
            f"CREATE TEMP TABLE laid_{layer.facts} AS {rows} LIMIT 0; " + _over(engine, layer, layer.facts)
        )
    if layer.moved:
        noted = f"SELECT {layer.moved} FROM {layer.facts} LIMIT 0"
        engine.run(f"CREATE OR REPLACE TEMP TABLE moved_{layer.table} AS {noted}")
    if layer.prepare:
        layer.prepare(engine)


def _items_named(engine: Engine) -> str:
    """SQL for the items among which those that records name are found: millions need not be looked at for a few."""
    named = engine.rows(
        "SELECT DISTINCT c.customer_id FROM written w JOIN customers c ON c.entity = w.entity "
        "AND c.customer = w.customer WHERE w.item IS NOT NULL"
    )
    if len(named) > FEW_ACCOUNTS:
        return "items"
    return f"(SELECT * FROM items WHERE customer_id IN ({_numbers(named)}))" if named else NO_ITEMS


def _numbers(rows: list[tuple[int]]) -> str:
    return ", ".join(str(int(number)) for (number,) in rows)


def _over(engine: Engine, layer: Layer, view: str, columns: str = "", test: str = "TRUE") -> str:
    """SQL for a view: rows of the book whose key nobody wrote, and those laid. Rows keep a number of their own, by
    which pages of them are read."""
    return (
        f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT * FROM (SELECT rowid, * FROM {own_rows(engine, view)}) "
        f"WHERE {layer.key} NOT IN (SELECT {layer.key} FROM laid_{layer.table}) "
        f"UNION ALL BY NAME SELECT -1 - rowid AS rowid, * {columns} FROM laid_{view} WHERE {test}"
    )


def _note(engine: Engine, layer: Layer, moved: str) -> None:
    engine.run(f"INSERT INTO moved_{layer.table} SELECT {layer.moved} FROM {layer.facts} WHERE {moved}")


def _prepare_receipts(engine: Engine) -> None:
    rows = own_rows(engine, "promise_receipts")
    engine.run(
        "CREATE TEMP TABLE laid_promise_claims (promise VARCHAR); "
        f"CREATE TEMP TABLE laid_promise_receipts AS SELECT * FROM {rows} LIMIT 0; "
        f"CREATE OR REPLACE TEMP VIEW promise_receipts AS SELECT * FROM (SELECT rowid, * FROM {rows}) "
        "WHERE promise NOT IN (SELECT promise FROM laid_promise_claims) "
        "UNION ALL BY NAME SELECT -1 - rowid AS rowid, * FROM laid_promise_receipts"
    )


def _receive(engine: Engine) -> None:
    """Receipts are claimed among the promises of an account whose days meet: those that moved, those they met before
    or meet now, and so on, are claimed anew; promises of other times keep what they have."""
    mine = "customer_id IN (SELECT customer_id FROM moved_promises)"
    held = engine.rows(
        f"SELECT promise, customer_id, made_on, keep_by, grace_days FROM promised WHERE {mine}"
    )
    moved = engine.rows("SELECT customer_id, made_on, keep_by, grace_days FROM moved_promises")
    met = promised.met([promised.Days(*row) for row in held], moved)
    keys = [[one.promise for one in met]]
    stale = "promise IN (SELECT promise FROM written UNION ALL SELECT UNNEST(?::VARCHAR[]))"
    engine.run(f"DELETE FROM laid_promise_claims WHERE {stale}", keys)
    engine.run(f"DELETE FROM laid_promise_receipts WHERE {stale}", keys)
    if not met:
        return
    engine.run("INSERT INTO laid_promise_claims SELECT UNNEST(?::VARCHAR[])", keys)
    if min(one.made_on for one in met) > engine.known("last value date", lambda: engine.value(LAST_VALUED)):
        return
    few = f"(SELECT * FROM promised WHERE promise IN ({', '.join(map(quoted, keys[0]))}))"
    with engine.table("claimed", promised.receipts(engine, few, _settlements(met))):
        engine.run("INSERT INTO laid_promise_receipts BY NAME SELECT * FROM claimed")


def _settlements(met: list[promised.Days]) -> str:
    """SQL for the settlements these promises may claim. They are in the order of their value dates: what is older than
    all of them is passed over."""
    accounts = sorted({one.customer for one in met})
    if len(accounts) > FEW_ACCOUNTS:
        return "settlements"
    first, last = min(one.made_on for one in met), max(one.ends_on for one in met)
    days = f"valued_on >= DATE '{first}' AND valued_on <= DATE '{last}'"
    return f"(SELECT * FROM settlements WHERE customer_id IN ({', '.join(map(str, accounts))}) AND {days})"


PROMISES = Layer(
    "promises",
    "promised",
    promised.numbered,
    _prepare_receipts,
    _receive,
    ("promise_receipts", "promise_claims"),
    "customer_id, made_on, keep_by, grace_days",
)
LAYERS = {
    layer.table: layer
    for layer in (
        PROMISES,
        Layer("disputes", "contests", derived.contested),
        Layer("actions", "acted", acted.numbered),
        Layer("holds", "withheld", withheld.numbered),
        Layer("contacts"),
    )
}
