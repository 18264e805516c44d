"""The source of truth: immutable Parquet files, and the rows of a table that a version of the book is made of."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from encours.book import parse
from encours.book.columns import Column, Table
from encours.book.engine import Engine, name, quoted
from encours.book.home import Home, closed, sync_file, sync_folder
from encours.book.manifest import Manifest, Segment
from encours.book.sealed import digest_of

GONE = "_gone"


def write_segment(engine: Engine, home: Home, version: int, table: Table, select: str) -> Segment | None:
    """Write the rows of a query (columns of the table, `custom`, `_gone`) as the segment of an import."""
    folder = home.segments / f"{version:07d}"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{table.name}.parquet"
    engine.run(f"COPY ({select}) TO {quoted(str(path))} (FORMAT PARQUET, COMPRESSION ZSTD)")
    rows = int(engine.value(f"SELECT COUNT(*) FROM read_parquet({quoted(str(path))})"))
    if not rows:
        path.unlink()
        return None
    closed(path)
    sync_file(path)
    sync_folder(folder)
    sync_folder(home.segments)
    return Segment(table.name, f"{folder.name}/{path.name}", rows, version, digest_of(path))


def columns_of(table: Table) -> str:
    """The columns of a stored table, in order, `custom` last."""
    return ", ".join([*map(name, table.names), "custom"])


def current_rows(home: Home, manifest: Manifest, table: Table) -> str:
    """SQL for the rows a version holds: of each key, the row written last, unless it says the key is gone."""
    segments = manifest.of(table.name)
    if not segments:
        empty = ", ".join(_nothing(column) for column in table.columns)
        return f"(SELECT {empty}, CAST(NULL AS {parse.CUSTOM_TYPE}) AS custom WHERE FALSE)"
    columns, key = columns_of(table), ", ".join(map(name, table.key))
    first = _scan(home, table, segments[:1])
    if len(segments) == 1:
        return f"(SELECT {columns} FROM {first} WHERE NOT {GONE})"
    # The first segment is the largest by far: its rows are kept unless a later segment speaks of their key,
    # so that only the later ones need ranking.
    later = _scan(home, table, segments[1:])
    newest = f"ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY filename DESC)"
    ranked = f"SELECT {columns}, {GONE}, {newest} AS age FROM {later}"
    same = " AND ".join(f"l.{name(k)} = b.{name(k)}" for k in table.key)
    return (
        f"(SELECT {columns} FROM {first} b WHERE NOT {GONE} AND NOT EXISTS (SELECT 1 FROM {later} l WHERE {same}) "
        f"UNION ALL SELECT {columns} FROM ({ranked}) WHERE age = 1 AND NOT {GONE})"
    )


def _scan(home: Home, table: Table, segments: Sequence[Segment]) -> str:
    """Segments written before the table had one of its columns know nothing of it."""
    files = [home.segments / segment.file for segment in segments]
    paths = ", ".join(quoted(str(file)) for file in files)
    rows = f"read_parquet([{paths}], filename = true, union_by_name = true)"
    known = {column for file in files for column in _columns(file)}
    lacking = [_nothing(column) for column in table.columns if column.name not in known]
    return f"(SELECT *, {', '.join(lacking)} FROM {rows})" if lacking else rows


@lru_cache(maxsize=4096)  # a segment never changes
def _columns(file: Path) -> tuple[str, ...]:
    from pyarrow.parquet import read_schema

    return tuple(read_schema(file).names)


def _nothing(column: Column) -> str:
    return f"CAST(NULL AS {parse.SQL_TYPES[column.type]}) AS {name(column.name)}"


def sweep_versions(home: Home, keep: set[str]) -> None:
    """Remove the files and reports of imports that never took place; only while holding the lock."""
    for folder in home.segments.iterdir():
        if folder.name not in keep:
            shutil.rmtree(folder)
    for report in home.reports.iterdir():
        if report.stem not in keep:
            report.unlink()
