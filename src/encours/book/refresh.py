"""A published database brought up to date with one import: only what it touches is computed again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from encours.book import acted, derived, finding, promised, since, withheld
from encours.book.engine import Engine, name, quoted
from encours.book.home import Home
from encours.book.manifest import Manifest, last_snapshot
from encours.book.records import BY_NAME, ITEMS

SMALL_BOOK = 200_000


def worth_refreshing(engine: Engine, prefix: str = "put_") -> bool:
    """Whether changing a copy beats building again: a large book, a small import, no entity that changes currency.
    With `in_`, of what was read and not yet compared, it is how it looks."""
    held = int(engine.value("SELECT COUNT(*) FROM cur.items"))
    put = sum(int(engine.value(f"SELECT COUNT(*) FROM {table}")) for table in _touching(engine, prefix))
    return held >= SMALL_BOOK and put * 4 < held and not _currencies_move(engine)


def refresh(engine: Engine, path: Path, home: Home, manifest: Manifest) -> None:
    """Apply the staged changes of `engine` (`put_*`, `gone_*`) to the database file at `path`, a copy of `cur`."""
    staged = {
        row[0] for row in engine.rows("SELECT table_name FROM duckdb_tables() WHERE database_name = 'import'")
    }
    engine.run(f"ATTACH {quoted(str(path))} AS fresh")
    engine.run("USE fresh")
    try:
        for table in ("entities", "customers"):
            if f"put_{table}" in staged:
                _parties(engine, table)
        _strangers(engine, staged)
        _touched(engine, staged)
        _forget(engine)
        _items_and_allocations(engine, staged)
        finding.refresh(engine, "SELECT item_id FROM touched")
        _recompute(engine)
        for plain in derived.PLAIN:
            if f"put_{plain.name}" in staged:
                _plain(engine, plain.name)
        _numbered(engine, staged, ("disputes", "contests", "dispute"), derived.contests, derived.contested)
        _numbered(engine, staged, ("holds", "withheld", "hold"), withheld.publish, withheld.numbered)
        _promises(engine, staged)
        acted.refresh(engine, staged, _NAMED)
        derived.fields(engine)
        finding.words(engine)
        since.publish(engine)
        engine.run(
            f"DROP TABLE meta; CREATE TABLE meta AS {derived.META}",
            [manifest.version, last_snapshot(home, manifest)],
        )
        engine.run("CHECKPOINT fresh")
    finally:
        engine.run("USE import")
        engine.run("DETACH fresh")


# Items the book knew open, that an allocation of this import has settled: after `refresh`, from what it looked at.
CLEARED = f"""
SELECT COUNT(DISTINCT t.item_id) FROM touched t
JOIN (
  SELECT entity, debit_item AS item FROM put_allocations UNION ALL SELECT entity, credit_item FROM put_allocations) p
ON p.entity = t.entity AND p.item = t.item
WHERE t.item_id IN (SELECT item_id FROM was WHERE valid_to = {derived.FOREVER})
  AND t.item_id NOT IN (SELECT item_id FROM now WHERE valid_to = {derived.FOREVER})
"""


def _touching(engine: Engine, prefix: str) -> list[str]:
    names = {
        row[0] for row in engine.rows("SELECT table_name FROM duckdb_tables() WHERE database_name = 'import'")
    }
    wanted = (f"{prefix}items", "gone_items", f"{prefix}allocations", "gone_allocations")
    return [n for n in wanted if n in names]


def _currencies_move(engine: Engine) -> bool:
    moved = engine.value(
        "SELECT COUNT(*) FROM entity_currencies e JOIN cur.entities c ON c.entity = e.entity "
        "WHERE e.currency IS DISTINCT FROM c.currency"
    )
    return bool(moved)


def _parties(engine: Engine, table: str) -> None:
    """Rows put, under the number they had or a new one."""
    number = {"entities": "entity_id", "customers": "customer_id"}[table]
    key = BY_NAME[table].key
    same = " AND ".join(f"t.{k} = p.{k}" for k in key)
    columns = ", ".join(f"p.{name(c)}" for c in (*BY_NAME[table].names, "custom"))
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE fresh_rows AS SELECT COALESCE(t.{number}, (SELECT COALESCE(MAX({number}), 0) "
        f"FROM {table}) + CAST(ROW_NUMBER() OVER (ORDER BY t.{number} NULLS FIRST) AS INTEGER)) AS {number}, "
        f"{columns}, TRUE AS known FROM import.put_{table} p LEFT JOIN {table} t ON {same}"
    )
    engine.run(f"DELETE FROM {table} t WHERE EXISTS (SELECT 1 FROM import.put_{table} p WHERE {same})")
    engine.run(f"INSERT INTO {table} BY NAME SELECT * FROM fresh_rows")
    if table == "customers":
        entities = "SELECT DISTINCT entity FROM import.put_customers"
        engine.run(derived.add_unknown("entities", "entity_id", ("entity",), entities))
        _number_customers(engine)


def _strangers(engine: Engine, staged: set[str]) -> None:
    """Parties that only items speak of."""
    if "put_items" not in staged:
        return
    parties = "SELECT DISTINCT entity, customer FROM import.put_items"
    engine.run(
        derived.add_unknown(
            "entities", "entity_id", ("entity",), "SELECT DISTINCT entity FROM import.put_items"
        )
    )
    engine.run(derived.add_unknown("customers", "customer_id", ("entity", "customer"), parties))
    _number_customers(engine)


def _number_customers(engine: Engine) -> None:
    engine.run(
        "UPDATE customers SET entity_id = e.entity_id FROM entities e "
        "WHERE e.entity = customers.entity AND customers.entity_id IS NULL"
    )


def _touched(engine: Engine, staged: set[str]) -> None:
    """Numbers of the items whose facts change: put, gone, or on a side of an allocation put or gone."""
    ways = ["SELECT item_id, entity, item FROM spoken"]  # what the checks found for the allocations put
    if "put_items" in staged:
        ways.append("SELECT _number, entity, item FROM import.put_items WHERE _number IS NOT NULL")
    gone = ["SELECT entity, item FROM import.gone_items"]
    gone += [f"SELECT entity, {side}_item FROM import.gone_allocations" for side in ("debit", "credit")]
    keys = " UNION ".join(gone)
    if engine.value(f"SELECT COUNT(*) FROM ({keys})"):
        same = "k.entity = i.entity AND k.item = i.item"
        ways.append(f"SELECT i.item_id, i.entity, i.item FROM items i SEMI JOIN ({keys}) k ON {same}")
    engine.run(f"CREATE OR REPLACE TEMP TABLE touched AS {' UNION '.join(ways)}")
    _reposted(engine, staged)


def _reposted(engine: Engine, staged: set[str]) -> None:
    """Items whose posting date moves: what they are matched with is in force from another day, on both sides."""
    engine.run("CREATE OR REPLACE TEMP TABLE reposted AS SELECT item_id FROM touched LIMIT 0")
    if "put_items" in staged:
        engine.run(
            "INSERT INTO reposted SELECT t.item_id FROM touched t JOIN items i ON i.item_id = t.item_id "
            "JOIN import.put_items p ON p.entity = t.entity AND p.item = t.item "
            "WHERE p.posting_date <> i.posting_date"
        )
    if not engine.value("SELECT COUNT(*) FROM reposted"):
        return
    for side, other in (("debit", "credit"), ("credit", "debit")):
        engine.run(
            f"INSERT INTO touched SELECT DISTINCT i.item_id, i.entity, i.item FROM allocations a "
            f"JOIN items i ON i.item_id = a.{other}_id WHERE a.{side}_id IN (SELECT item_id FROM reposted) "
            "AND i.item_id NOT IN (SELECT item_id FROM touched)"
        )


def _forget(engine: Engine) -> None:
    """Take out of the facts what the touched items weighed."""
    mine = "item_id IN (SELECT item_id FROM touched)"
    engine.run(f"CREATE OR REPLACE TEMP TABLE was AS SELECT * FROM positions WHERE {mine}")
    engine.run(f"DELETE FROM positions WHERE {mine}")
    billed = f"(SELECT * FROM billings WHERE {mine})"
    engine.run(f"INSERT INTO billing_days {derived.billing_days(billed, -1)}")
    engine.run(f"DELETE FROM billings WHERE {mine}")
    engine.run(
        "CREATE OR REPLACE TEMP TABLE debits AS SELECT item_id FROM touched UNION "
        "SELECT debit_id FROM allocations WHERE credit_id IN (SELECT item_id FROM touched)"
    )
    theirs = "item_id IN (SELECT item_id FROM debits)"
    engine.run(f"CREATE OR REPLACE TEMP TABLE paid_before AS SELECT * FROM settlements WHERE {theirs}")
    engine.run(f"DELETE FROM settlements WHERE {theirs}")


def _items_and_allocations(engine: Engine, staged: set[str]) -> None:
    if "put_items" in staged:
        columns = ", ".join(f"p.{name(c)}" for c in (*ITEMS.names, "custom"))
        rows = derived.resolved_items(f"SELECT {columns} FROM import.put_items p", 0)
        engine.run(f"CREATE OR REPLACE TEMP TABLE fresh_items AS {rows}")
        engine.run(
            "CREATE OR REPLACE TEMP TABLE fresh_rows AS SELECT COALESCE(t.item_id, (SELECT COALESCE(MAX(item_id), 0) "
            "FROM items) + f.item_id) AS item_id, f.* EXCLUDE (item_id) FROM fresh_items f "
            "LEFT JOIN touched t ON t.entity = f.entity AND t.item = f.item"
        )
        engine.run(
            "DELETE FROM items WHERE item_id IN "
            "(SELECT t.item_id FROM touched t JOIN fresh_rows f ON f.item_id = t.item_id)"
        )
        engine.run("INSERT INTO items BY NAME SELECT * FROM fresh_rows")
        engine.run(
            "INSERT INTO touched SELECT item_id, entity, item FROM fresh_rows f WHERE NOT EXISTS "
            "(SELECT 1 FROM touched t WHERE t.item_id = f.item_id)"
        )
    engine.run("DELETE FROM items WHERE (entity, item) IN (SELECT entity, item FROM import.gone_items)")
    for table in ("put_allocations", "gone_allocations"):
        engine.run(
            f"DELETE FROM allocations a WHERE a.debit_id IN (SELECT item_id FROM touched) AND EXISTS (SELECT 1 FROM "
            f"import.{table} p WHERE p.entity = a.entity AND p.debit_item = a.debit_item "
            "AND p.credit_item = a.credit_item AND p.date = a.date)"
        )
    engine.run(
        "CREATE OR REPLACE TEMP TABLE sides AS SELECT t.entity, t.item, t.item_id, i.posting_date FROM touched t "
        "JOIN items i ON i.item_id = t.item_id"
    )
    put = derived.resolved_allocations("SELECT * FROM import.put_allocations", "sides")
    engine.run(f"INSERT INTO allocations BY NAME {put}")
    if engine.value("SELECT COUNT(*) FROM reposted"):
        _in_force(engine)


def _in_force(engine: Engine) -> None:
    """From when the allocations of these items count, now that the items are posted on another day."""
    either = " OR ".join(f"a.{side}_id IN (SELECT item_id FROM reposted)" for side in ("debit", "credit"))
    engine.run(
        f"UPDATE allocations a SET in_force = {derived.IN_FORCE} FROM items d, items k "
        f"WHERE d.item_id = a.debit_id AND k.item_id = a.credit_id AND ({either})"
    )


def _recompute(engine: Engine) -> None:
    """The facts of the touched items as they now are; small tables first, so that no large one is joined whole."""
    engine.run(
        "INSERT INTO debits SELECT item_id FROM touched WHERE item_id NOT IN (SELECT item_id FROM debits)"
    )
    for small, rows in (
        ("mine", f"SELECT {derived.NARROW} FROM items WHERE item_id IN (SELECT item_id FROM touched)"),
        ("owing", f"SELECT {derived.NARROW} FROM items WHERE item_id IN (SELECT item_id FROM debits)"),
        ("due_side", "SELECT * FROM allocations WHERE debit_id IN (SELECT item_id FROM debits)"),
        ("other_side", "SELECT * FROM allocations WHERE credit_id IN (SELECT item_id FROM touched)"),
        ("either_side", "SELECT * FROM due_side UNION SELECT * FROM other_side"),
    ):
        engine.run(f"CREATE OR REPLACE TEMP TABLE {small} AS {rows}")
    engine.run(f"CREATE OR REPLACE TEMP TABLE now AS {derived.intervals('mine', 'either_side')}")
    engine.run(f"INSERT INTO positions SELECT * FROM now ORDER BY {derived.POSITION_ORDER}")
    engine.run(f"CREATE OR REPLACE TEMP TABLE paid_now AS {derived.settlements('owing', 'due_side')}")
    engine.run("INSERT INTO settlements SELECT * FROM paid_now")
    engine.run(f"CREATE OR REPLACE TEMP TABLE billed AS {derived.billings('mine')}")
    engine.run("INSERT INTO billings SELECT * FROM billed")
    engine.run(f"INSERT INTO billing_days {derived.billing_days('billed')}")
    moved = "SELECT *, -1 AS sign FROM was UNION ALL BY NAME SELECT *, 1 AS sign FROM now"
    engine.run(
        f"INSERT INTO month_positions {derived.month_positions(moved, 'SELECT month_end FROM month_ends')}"
    )
    derived.extend_months(engine, "now")
    derived.total_months(engine)


def _plain(engine: Engine, table: str) -> None:
    same = " AND ".join(f"t.{name(k)} = p.{name(k)}" for k in BY_NAME[table].key)
    columns = ", ".join(f"p.{name(c)}" for c in (*BY_NAME[table].names, "custom"))
    engine.run(f"DELETE FROM {table} t WHERE EXISTS (SELECT 1 FROM import.put_{table} p WHERE {same})")
    engine.run(f"INSERT INTO {table} BY NAME SELECT {columns} FROM import.put_{table} p")


# The touched items as what people wrote names them.
_NAMED = "(SELECT t.entity, t.item, m.* FROM touched t JOIN mine m ON m.item_id = t.item_id)"


def _numbered(
    engine: Engine,
    staged: set[str],
    of: tuple[str, str, str],
    publish: Callable[[Engine], None],
    numbered: Callable[[str, str], str],
) -> None:
    """A record already known may name an item that only now arrives, or that changes; its customer may be new. `of` is
    its table, the table that numbers its rows and their key."""
    table, facts, key = of
    if f"put_{table}" in staged or engine.value(_unplaced(*of)):
        publish(engine)
    elif _about(engine, table):
        engine.run(f"DELETE FROM {facts} WHERE {key} IN (SELECT {key} FROM about)")
        engine.run(f"INSERT INTO {facts} BY NAME {numbered('about', _NAMED)}")


def _promises(engine: Engine, staged: set[str]) -> None:
    """Promises are numbered likewise; and those of the customers whose receipts moved on days that count for them."""
    if "put_promises" in staged or engine.value(_unplaced("promises", "promised", "promise")):
        promised.publish(engine)
        return
    if _about(engine, "promises"):
        engine.run("DELETE FROM promised WHERE promise IN (SELECT promise FROM about)")
        engine.run(f"INSERT INTO promised BY NAME {promised.numbered('about', _NAMED)}")
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE claiming AS {promised.claiming('paid_before', 'paid_now', 'about')}"
    )
    if engine.value("SELECT COUNT(*) FROM claiming"):
        promised.claim_again(engine, "claiming")


def _about(engine: Engine, table: str) -> bool:
    """Whether records of a table name items that are touched: these records are then in `about`."""
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE about AS SELECT r.* FROM {table} r SEMI JOIN touched t "
        "ON t.entity = r.entity AND t.item = r.item"
    )
    return bool(engine.value("SELECT COUNT(*) FROM about"))


def _unplaced(table: str, derived_table: str, key: str) -> str:
    """SQL: how many records of a table stand nowhere in what is derived of it, though their customer is known now."""
    return (
        f"SELECT COUNT(*) FROM {table} r WHERE r.{key} NOT IN (SELECT {key} FROM {derived_table}) AND EXISTS "
        "(SELECT 1 FROM customers c WHERE c.entity = r.entity AND c.customer = r.customer)"
    )
