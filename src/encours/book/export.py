"""The interchange folder of a version of the book: what `encours import` reads back without loss."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from encours.book import temporary
from encours.book.attached import attach, version_wanted
from encours.book.columns import Column, Table, Type
from encours.book.engine import Engine, name, open_engine, quoted
from encours.book.home import Home, sync_file, sync_folder
from encours.book.records import BY_NAME, TABLES
from encours.book.written import exact, text
from encours.errors import DataError, UsageError
from encours.said import _

FORMS = ("csv", "parquet")
ALWAYS = ("entities", "customers", "items")
MARK = "export.json"  # tells a folder written here from one that is somebody's own


def export(
    home: Home,
    folder: Path,
    *,
    form: str = "csv",
    as_known: str | None = None,
    tables: Sequence[str] | None = None,
    prepare: Callable[[Engine], None] | None = None,
) -> dict[str, int]:
    """Write the tables of a version in `folder`, rows in the order of their keys; gives the rows of each table.

    CSV amounts are plain decimals in major units, Parquet ones DECIMAL(19,5). Values are written as the book holds
    them, whatever their first character: this is a format for machines, where a guard against spreadsheet formulas
    would be a loss. The folder is replaced whole, and only if it is new, empty or an earlier export (UsageError).
    `prepare` may lay over the tables what was recorded besides.
    """
    chosen = _chosen(tables)
    if form not in FORMS:
        raise UsageError(_("A book is exported as {0}, not {1}.").format(_(" or ").join(FORMS), form))
    _refuse_strangers(folder)
    version = version_wanted(home, as_known)
    folder.parent.mkdir(parents=True, exist_ok=True)
    drafts = f".{folder.name}-draft-"
    temporary.sweep(folder.parent.glob(f"{escape(drafts)}*"))
    with temporary.folder(folder.parent, drafts) as work:
        # Putting ten million rows in order may not fit in memory: what does not spills beside the draft.
        engine = open_engine(scratch=work / "spill")
        try:
            attach(engine, home, version, "book")
            engine.run("USE book")
            if prepare:
                prepare(engine)
            draft = _Draft(engine, work / "draft", form)
            written = {table.name: draft.write(table) for table in chosen if tables or draft.wanted(table)}
            draft.sign(version.version, written)
        finally:
            engine.close()
        _take_place(draft.folder, folder, work / "before")
    return written


def _chosen(tables: Sequence[str] | None) -> tuple[Table, ...]:
    for table in tables or ():
        if table not in BY_NAME:
            raise UsageError(_("There is no table {0}. Known: {1}").format(table, ", ".join(BY_NAME)))
    return tuple(table for table in TABLES if tables is None or table.name in tables)


def _refuse_strangers(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(_("{0} is a file: name a new folder for the export.").format(folder))
    present = {path.name for path in folder.iterdir()}
    strangers = present - _own_files(folder)
    if strangers:
        message = _("{0} holds files that are not an earlier export ({1}): name a new or empty folder.")
        raise UsageError(message.format(folder, ", ".join(sorted(strangers)[:3])))


def _own_files(folder: Path) -> set[str]:
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        return {MARK, *(f"{table}.{mark['form']}" for table in mark["tables"])}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


@dataclass(frozen=True, slots=True)
class _Draft:
    """The export being written beside its place."""

    engine: Engine
    folder: Path
    form: str

    def wanted(self, table: Table) -> bool:
        some = f"SELECT EXISTS (SELECT 1 FROM {table.name})"
        return table.name in ALWAYS or bool(self.engine.value(some))

    def write(self, table: Table) -> int:
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{table.name}.{self.form}"
        options = "FORMAT CSV, HEADER" if self.form == "csv" else "FORMAT PARQUET, COMPRESSION ZSTD"
        self.engine.run(f"COPY ({self._rows(table)}) TO {quoted(str(path))} ({options})")
        sync_file(path)
        return int(self.engine.value(f"SELECT COUNT(*) FROM {table.name}{_told(table)}"))

    def sign(self, version: int, written: dict[str, int]) -> None:
        facts = {"form": self.form, "import": version, "tables": written}
        (self.folder / MARK).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        sync_file(self.folder / MARK)
        sync_folder(self.folder)

    def _rows(self, table: Table) -> str:
        columns = [f"{self._value(column)} AS {name(column.name)}" for column in table.columns]
        columns += [f"custom[{quoted(field)}] AS {name(field)}" for field in self._fields(table)]
        key = ", ".join(f"t.{name(column)}" for column in table.key)
        return f"SELECT {', '.join(columns)} FROM {table.name} t{_told(table)} ORDER BY {key}"

    def _value(self, column: Column) -> str:
        held = f"t.{name(column.name)}"
        if self.form == "csv":
            return text(column.type, held)
        return exact(held) if column.type is Type.MONEY else held

    def _fields(self, table: Table) -> list[str]:
        """Custom fields of a table, in order."""
        keys = f"SELECT UNNEST(MAP_KEYS(custom)) AS field FROM {table.name} WHERE custom IS NOT NULL"
        fields = [field for (field,) in self.engine.rows(f"SELECT DISTINCT field FROM ({keys}) ORDER BY 1")]
        taken = {column: column for column in table.names}
        for field in fields:
            if (twin := taken.setdefault(field.lower(), field)) != field or field in table.names:
                message = _("Table {0} has two fields, {1} and {2}, that no file can tell apart: rename one.")
                raise DataError(message.format(table.name, twin, field))
        return fields


def _told(table: Table) -> str:
    """Parties that only items name are not written: whoever reads the export deduces them again."""
    return " WHERE known" if table.name in ("entities", "customers") else ""


def _take_place(draft: Path, folder: Path, before: Path) -> None:
    if folder.exists():
        os.rename(folder, before)
    os.rename(draft, folder)
    sync_folder(folder.parent)
    shutil.rmtree(before, ignore_errors=True)
