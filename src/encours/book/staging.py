"""An import's tables, typed and checked row by row, waiting beside the book."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from encours.book import parse
from encours.book.codes import currency_fault
from encours.book.columns import Column, Table, Type
from encours.book.engine import Engine, name, quoted
from encours.book.reading import FileTable, RowsTable, Source
from encours.book.records import BY_NAME
from encours.errors import DataError, Problem
from encours.said import _, several

MAX_PROBLEMS = 10_000
MAX_LINE = 1 << 20  # bytes
HELPERS = ("_group", "_group_date", "_open")


@dataclass(frozen=True, slots=True)
class Staged:
    """One table of an import: SQL table `in_<name>` with the columns `columns`, `custom`, `_file`, `_line`."""

    table: Table
    columns: tuple[str, ...]
    helpers: tuple[str, ...]
    has_custom: bool
    read: int
    path: Path | None  # the file whose records `_line` numbers, when staged without Python rows

    @property
    def sql(self) -> str:
        return f"in_{self.table.name}"


@dataclass(frozen=True, slots=True)
class _Origin:
    """SQL that yields the source columns with `_file` and `_line`, and what those columns are."""

    sql: str
    types: Mapping[str, str]
    path: Path | None


def stage(engine: Engine, tables: Mapping[str, Source], problems: list[Problem]) -> dict[str, Staged]:
    """Every table of a reading as `in_<table>`; faulty rows are dropped from it and told in `problems`."""
    staged = {}
    for table_name, source in tables.items():
        if table_name not in BY_NAME:
            continue
        table = BY_NAME[table_name]
        if isinstance(source, FileTable):
            staged[table_name] = _stage(engine, table, _file_origin(engine, table, source.path), problems)
        else:
            with engine.table("arrow_source", source.arrow):
                staged[table_name] = _stage(engine, table, _rows_origin(engine, source), problems)
    return staged


def _file_origin(engine: Engine, table: Table, path: Path) -> _Origin:
    scan = f"read_parquet({quoted(str(path))})" if path.suffix == ".parquet" else _csv_scan(path)
    try:
        described = engine.rows(f"DESCRIBE SELECT * FROM {scan}")
    except Exception as error:
        raise DataError(
            _("{0} cannot be read as a table: {1}").format(path.name, _first_line(error))
        ) from error
    types = {row[0]: row[1] for row in described}
    _refuse_without_key(path, table, types)
    numbered = f"SELECT ROW_NUMBER() OVER () AS _line, {quoted(path.name)} AS _file, * FROM {scan}"
    return _Origin(numbered, types, path)


def _refuse_without_key(path: Path, table: Table, columns: Iterable[str]) -> None:
    missing = [key for key in table.key if key not in columns]
    if missing:
        message = _("{0} has no column {1}, by which a row of {2} is known. Add it and import again.")
        raise DataError(message.format(path.name, ", ".join(missing), table.name))


def _csv_scan(path: Path) -> str:
    _refuse_endless_lines(path)
    header = _csv_header(path)
    repeated = {column for column in header if header.count(column) > 1}
    if repeated:
        names = ", ".join(sorted(repeated))
        raise DataError(_("{0}: column {1} stands twice in the header. Keep one.").format(path.name, names))
    columns = ", ".join(f"{quoted(column)}: 'VARCHAR'" for column in header)
    return (
        f"read_csv({quoted(str(path))}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', "
        f"columns={{{columns}}}, store_rejects=true, rejects_table='csv_rejects', rejects_scan='csv_scans', "
        f"rejects_limit={MAX_PROBLEMS})"
    )


def _refuse_endless_lines(path: Path) -> None:
    """Neither a NUL nor a line without end stands in a CSV: told before anything tries to hold them."""
    line = 1
    with path.open("rb") as file:
        while chunk := file.read(MAX_LINE):
            nul = chunk.find(b"\0")
            if nul >= 0:
                message = _(
                    "{0} is not text: there is a NUL character on line {1}. CSV in UTF-8 is expected."
                )
                raise DataError(message.format(path.name, line + chunk.count(b"\n", 0, nul)))
            ends = chunk.count(b"\n") or chunk.count(b"\r")
            if not ends and len(chunk) == MAX_LINE:
                message = _("{0}: line {1} is over a million characters long. CSV is expected.")
                raise DataError(message.format(path.name, line))
            line += ends


def _csv_header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            header = next(csv.reader(file), [])
        except (csv.Error, UnicodeDecodeError) as error:
            raise DataError(_("{0} is not CSV in UTF-8: {1}").format(path.name, error)) from error
    if not header or header == [""]:
        raise DataError(_("{0} has no header line.").format(path.name))
    return header


def _rows_origin(engine: Engine, source: RowsTable) -> _Origin:
    types = {row[0]: row[1] for row in engine.rows("DESCRIBE SELECT * FROM arrow_source")}
    types = {column: kind for column, kind in types.items() if column not in ("_file", "_line")}
    return _Origin("SELECT * FROM arrow_source", types, None)


def _stage(engine: Engine, table: Table, origin: _Origin, problems: list[Problem]) -> Staged:
    present = [column for column in table.columns if column.name in origin.types]
    helpers = tuple(helper for helper in HELPERS if helper in origin.types)
    extra = [column for column in origin.types if column not in table.names and column not in HELPERS]
    parsed = {c.name for c in present if origin.path and c.type is not Type.TEXT}
    values = [f"{_value(column, origin)} AS {name(column.name)}" for column in present]
    values += [f"{parse.text_of(column)} AS {parse.raw(column)}" for column in sorted(parsed)]
    values += [f"{_custom(extra)} AS custom", *map(name, helpers), "_file", "_line"]
    kept = [name(column.name) for column in present] + ["custom", *map(name, helpers), "_file", "_line"]
    defect = parse.defect(table, {column.name for column in present}, parsed)
    sql = f"in_{table.name}"
    engine.run(
        f"CREATE TABLE {sql} AS SELECT {', '.join(kept)}, {defect} AS _defect "
        f"FROM (SELECT {', '.join(values)} FROM ({origin.sql}))"
    )
    read = int(engine.value(f"SELECT COUNT(*) FROM {sql}"))
    names = tuple(column.name for column in present)
    staged = Staged(table, names, helpers, bool(extra), read, origin.path)
    rejected = _rejects(engine, staged, problems)
    _drop_defects(engine, staged, problems)
    _drop_repeated_keys(engine, staged, problems)
    return (
        staged if not rejected else Staged(table, names, helpers, bool(extra), read + rejected, origin.path)
    )


def _value(column: Column, origin: _Origin) -> str:
    return parse.value_of(column, origin.types[column.name]) if origin.path else name(column.name)


def _custom(extra: list[str]) -> str:
    """Columns the book does not know, kept as a map of those that have a value."""
    if not extra:
        return f"CAST(NULL AS {parse.CUSTOM_TYPE})"
    entries = ", ".join(
        f"{{'k': {quoted(column)}, 'v': {parse.text_of(column)}}}" for column in sorted(extra)
    )
    some = " OR ".join(f"{parse.text_of(column)} IS NOT NULL" for column in extra)
    return f"CASE WHEN {some} THEN MAP_FROM_ENTRIES(LIST_FILTER([{entries}], lambda e: e.v IS NOT NULL)) END"


def _rejects(engine: Engine, staged: Staged, problems: list[Problem]) -> int:
    """Lines whose shape is wrong (columns missing or too many, quotes left open)."""
    if not staged.path or staged.path.suffix == ".parquet":
        return 0
    rows = engine.rows("SELECT line, MIN(error_message) FROM csv_rejects GROUP BY line ORDER BY line")
    lines = [int(line) for line, _message in rows]
    # The engine counts records: where a field spans lines, the file is read again to say its line.
    found = [line for line, whole in _records(staged.path) if not whole] if rows else []
    for line, (_record, message) in zip(found if len(found) == len(rows) else lines, rows, strict=True):
        said = _("the line is not well formed: {0}").format(_first_line(message))
        problems.append(Problem(staged.path.name, line, "", said))
    engine.run("DROP TABLE IF EXISTS csv_rejects")
    engine.run("DROP TABLE IF EXISTS csv_scans")
    return len(rows)


def _drop_defects(engine: Engine, staged: Staged, problems: list[Problem]) -> None:
    rows = engine.rows(
        f"SELECT _file, _line, _defect FROM {staged.sql} WHERE _defect IS NOT NULL ORDER BY _line LIMIT {MAX_PROBLEMS}"
    )
    if rows:
        lines = source_lines(staged, (row[1] for row in rows))
        for file, line, defect in rows:
            column, expected, value = defect.split("|", 2)
            problems.append(Problem(file, lines.get(line, line), column, _fault(expected, value)))
        faulty = int(engine.value(f"SELECT COUNT(*) FROM {staged.sql} WHERE _defect IS NOT NULL"))
        if faulty > len(rows):
            more = several(
                "{0} more line is faulty in the same way",
                "{0} more lines are faulty in the same way",
            ).format(faulty - len(rows))
            problems.append(Problem(rows[0][0], 0, "", more, lines=faulty - len(rows)))
        engine.run(f"DELETE FROM {staged.sql} WHERE _defect IS NOT NULL")
    engine.run(f"ALTER TABLE {staged.sql} DROP COLUMN _defect")


def _fault(expected: str, value: str) -> str:
    if not value:
        return _("expected {0}").format(_(expected))
    if expected == parse.CURRENCY_EXPECTED:
        return currency_fault(value)
    return _("found {0!r}, expected {1}").format(value, _(expected))


def _drop_repeated_keys(engine: Engine, staged: Staged, problems: list[Problem]) -> None:
    key = ", ".join(map(name, staged.table.key))
    repeated = f"SELECT {key}, MIN(_line) AS first_line FROM {staged.sql} GROUP BY {key} HAVING COUNT(*) > 1"
    rows = engine.rows(
        f"SELECT s._file, s._line, f.first_line, CONCAT_WS(' ', {', '.join('s.' + name(k) for k in staged.table.key)}) "
        f"FROM {staged.sql} s JOIN ({repeated}) f USING ({key}) WHERE s._line > f.first_line "
        f"ORDER BY s._line LIMIT {MAX_PROBLEMS}"
    )
    if not rows:
        return
    lines = source_lines(staged, [line for row in rows for line in row[1:3]])
    for file, line, first, shown in rows:
        message = _("the key {0} already stands on line {1}: give each row its own").format(
            shown, lines.get(first, first)
        )
        problems.append(Problem(file, lines.get(line, line), ", ".join(staged.table.key), message))
    same = " AND ".join(f"f.{name(k)} = s.{name(k)}" for k in staged.table.key)
    engine.run(
        f"DELETE FROM {staged.sql} s WHERE EXISTS "
        f"(SELECT 1 FROM ({repeated}) f WHERE {same} AND s._line > f.first_line)"
    )


def source_lines(staged: Staged, ordinals: Iterable[int]) -> dict[int, int]:
    """Line in the file of each record number; a record may span lines, so the file is read again when asked."""
    wanted = set(ordinals)
    if not staged.path or not wanted:
        return {}
    if staged.path.suffix == ".parquet":
        return {ordinal: ordinal for ordinal in wanted}
    lines, last, record = {}, max(wanted), 0
    for line, whole in _records(staged.path):
        record += whole  # the others were rejected and have no number
        if record in wanted and record not in lines:
            lines[record] = line
        if record >= last:
            break
    return lines


def _records(path: Path) -> Iterator[tuple[int, bool]]:
    """First line of each record below the header, and whether it has the columns of the header.

    After a quote left open nothing more is a record: what is known by then is all there is to know.
    """
    csv.field_size_limit(MAX_LINE)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file, suppress(csv.Error):
        reader = csv.reader(file)
        width, before = len(next(reader)), reader.line_num
        for row in reader:
            if row:
                yield before + 1, len(row) == width
            before = reader.line_num


def _first_line(error: object) -> str:
    return str(error).strip().splitlines()[0][:200]
