"""What an import changes: of each staged table, the rows that are new or different from the book's."""

from __future__ import annotations

from dataclasses import dataclass

from encours.book.columns import Table
from encours.book.engine import Engine, name
from encours.book.parse import SQL_TYPES
from encours.book.segments import GONE
from encours.book.staging import Staged


@dataclass(frozen=True, slots=True)
class Change:
    """Counts of one table: rows kept from the file, and what they are to the book."""

    table: str
    accepted: int
    new: int
    changed: int
    gone: int

    @property
    def same(self) -> int:
        return self.accepted - self.new - self.changed

    def as_data(self) -> dict[str, int]:
        """Counts for JSON."""
        return {name: getattr(self, name) for name in ("accepted", "new", "changed", "gone", "same")}


def find_changes(engine: Engine, staged: Staged) -> None:
    """Create `put_<table>`: complete rows to write, `_new` telling new keys from changed ones; `_number`
    is that of a changed item in `cur`.

    A column the source does not have keeps the book's value; one it has but leaves empty becomes unknown.
    """
    table = staged.table
    if not engine.value(f"SELECT COUNT(*) FROM {_current(table)}"):
        _all_new(engine, staged)
        return
    columns = [*table.names, "custom"]
    present = {*staged.columns, *(["custom"] if staged.has_custom else [])}
    values = [f"{'i' if c in present else 'c'}.{name(c)} AS {name(c)}" for c in columns]
    differs = [
        f"i.{name(c)} IS DISTINCT FROM c.{name(c)}" for c in columns if c in present and c not in table.key
    ]
    key = table.key[0]
    number, current = "NULL", _current(table)
    if table.name == "items":
        number, current = "c.item_id", _those_listed(engine)
    engine.run(
        f"CREATE TABLE put_{table.name} AS SELECT {', '.join(values)}, c.{name(key)} IS NULL AS _new, "
        f"{number} AS _number, i._file, i._line "
        f"FROM {staged.sql} i LEFT JOIN {current} c ON {same_key(table, 'i', 'c')} "
        f"WHERE c.{name(key)} IS NULL OR {' OR '.join(differs) or 'FALSE'}"
    )


def _all_new(engine: Engine, staged: Staged) -> None:
    """The book has nothing of this table: the staged rows are the change, and are not copied."""
    put = f"put_{staged.table.name}"
    engine.run(f"ALTER TABLE {staged.sql} RENAME TO {put}")
    for column in staged.table.columns:
        if column.name not in staged.columns:
            engine.run(
                f"ALTER TABLE {put} ADD COLUMN IF NOT EXISTS {name(column.name)} {SQL_TYPES[column.type]}"
            )
    engine.run(f"ALTER TABLE {put} ADD COLUMN _new BOOLEAN DEFAULT TRUE")
    engine.run(f"ALTER TABLE {put} ADD COLUMN _number INTEGER")
    engine.run(f"CREATE VIEW {staged.sql} AS SELECT * FROM {put}")


def _current(table: Table) -> str:
    if table.name in ("entities", "customers"):
        return f"(SELECT * FROM cur.{table.name} WHERE known)"
    return f"cur.{table.name}"


def same_key(table: Table, left: str, right: str) -> str:
    """SQL: both rows have the same business key."""
    return " AND ".join(f"{left}.{name(k)} = {right}.{name(k)}" for k in table.key)


def _those_listed(engine: Engine) -> str:
    """The items of the book that the file lists: found by their keys on two columns, then read whole by number."""
    numbers = listed_numbers(engine)
    engine.run(
        f"CREATE TEMP TABLE listed_items AS SELECT * FROM cur.items WHERE item_id IN (SELECT item_id FROM {numbers})"
    )
    return "listed_items"


def listed_numbers(engine: Engine) -> str:
    """Numbers of the items of the book that the file lists or its groups match."""
    engine.run(
        f"CREATE TEMP TABLE IF NOT EXISTS listed_numbers AS SELECT n.item_id FROM {_named(engine)} n "
        f"SEMI JOIN ({LISTED}) i ON i.entity = n.entity AND i.item = n.item"
    )
    return "listed_numbers"


def spoken_of(engine: Engine) -> None:
    """Create `spoken`: the items of the book that an allocation of this import joins."""
    sides = " UNION ALL ".join(
        f"SELECT entity, {side}_item AS item FROM put_allocations" for side in ("debit", "credit")
    )
    same = "s.entity = n.entity AND s.item = n.item"
    engine.run(
        f"CREATE TEMP TABLE spoken AS SELECT n.* FROM {_named(engine)} n SEMI JOIN ({sides}) s ON {same}"
    )
    # Those that a list of open items no longer has, and that is all it says of them.
    others = (
        f"SELECT s.* FROM ({sides}) s ANTI JOIN named n ON {same} "
        "ANTI JOIN in_items i ON i.entity = s.entity AND i.item = s.item"
    )
    if engine.value(f"SELECT COUNT(*) FROM ({others})"):
        engine.run(f"INSERT INTO spoken {_IN_BOOK.format(others)}")


def _named(engine: Engine) -> str:
    """The items of the book that the file names, in its lines, its groups or its allocations: what is few is joined
    first, so that the whole book is looked through once."""
    keys = (
        f"{LISTED} UNION ALL SELECT entity, debit_item FROM in_allocations "
        "UNION ALL SELECT entity, credit_item FROM in_allocations"
    )
    engine.run(f"CREATE TEMP TABLE IF NOT EXISTS named AS {_IN_BOOK.format(keys)}")
    return "named"


_IN_BOOK = (
    "SELECT c.entity, c.item, c.item_id, c.kind, c.ccy AS currency, c.amount FROM cur.items c "
    "SEMI JOIN ({0}) s ON s.entity = c.entity AND s.item = c.item"
)
LISTED = "SELECT entity, item FROM in_items UNION ALL SELECT entity, item FROM members"


def find_unmatched(engine: Engine) -> None:
    """Mark in `gone_allocations` what the book holds between items of the file and the file no longer says.

    A source that lists two items and how items were matched is the authority on whether those two were. Items of
    the book that groups of the file match (`members`) are listed too.
    """
    numbers = listed_numbers(engine)
    engine.run(
        "INSERT INTO gone_allocations SELECT a.entity, a.debit_item, a.credit_item, a.date FROM cur.allocations a "
        f"WHERE a.debit_id IN (SELECT item_id FROM {numbers}) AND a.credit_id IN (SELECT item_id FROM {numbers}) "
        "AND NOT EXISTS (SELECT 1 FROM in_allocations n WHERE n.entity = a.entity AND n.debit_item = a.debit_item "
        "AND n.credit_item = a.credit_item AND n.date = a.date) "
        "AND NOT EXISTS (SELECT 1 FROM gone_allocations g WHERE g.entity = a.entity AND g.debit_item = a.debit_item "
        "AND g.credit_item = a.credit_item AND g.date = a.date)"
    )


def create_gone(engine: Engine, table: Table) -> None:
    """An empty list of keys that leave the book."""
    columns = ", ".join(f"{name(k)} {'DATE' if k == 'date' else 'VARCHAR'}" for k in table.key)
    engine.run(f"CREATE TABLE gone_{table.name} ({columns})")


def part_from_gone(engine: Engine) -> None:
    """Items that leave the book leave what they were matched with: those matchings go too."""
    engine.run(
        "INSERT INTO gone_allocations SELECT a.entity, a.debit_item, a.credit_item, a.date FROM cur.allocations a "
        "WHERE EXISTS (SELECT 1 FROM gone_items g WHERE g.entity = a.entity AND g.item = a.debit_item) "
        "OR EXISTS (SELECT 1 FROM gone_items g WHERE g.entity = a.entity AND g.item = a.credit_item)"
    )


def count(engine: Engine, staged: Staged, has_gone: bool) -> Change:
    """The counts of a table once its changes are found."""
    table = staged.table.name
    accepted = int(engine.value(f"SELECT COUNT(*) FROM {staged.sql}"))
    new, changed = engine.row(f"SELECT COUNT(*) FILTER (_new), COUNT(*) FILTER (NOT _new) FROM put_{table}")
    gone = int(engine.value(f"SELECT COUNT(*) FROM gone_{table}")) if has_gone else 0
    return Change(table, accepted, int(new), int(changed), gone)


def segment_rows(table: Table, has_gone: bool) -> str:
    """SQL for the rows of a segment: what was put, then the keys that are gone."""
    columns = [*table.names, "custom"]
    put = f"SELECT {', '.join(map(name, columns))}, FALSE AS {GONE} FROM put_{table.name}"
    if not has_gone:
        return put
    blank = ", ".join(name(c) if c in table.key else f"NULL AS {name(c)}" for c in columns)
    return f"SELECT * FROM ({put} UNION ALL SELECT {blank}, TRUE AS {GONE} FROM gone_{table.name})"
