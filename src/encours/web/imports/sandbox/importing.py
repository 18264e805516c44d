"""Taking files into the book, for real or to see: the library's import, within the perimeter of who asks."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.lock import writing
from encours.book.manifest import head
from encours.book.reading import FileTable, Known, Options, Reading, RowsTable, Source
from encours.book.records import BY_NAME
from encours.book.report import ImportRefused, as_facts
from encours.book.undo import undo
from encours.errors import DataError
from encours.importers.catalogue import choose
from encours.said import _, keep, kept, reason
from encours.web.imports.sandbox.previewing import options_of
from encours.web.imports.sandbox.quoting import values_at
from encours.web.imports.sandbox.recognising import named

Step = Callable[[str], None]
Lines = Callable[[int, int], None]
PATIENCE_SECONDS = 30 * 60
LOOK_SECONDS = 0.5
NOBODY: Mapping[str, Any] = {}


class Held:
    """The reading of one part, kept to tell what it touches once it is done."""

    def __init__(self, part: Mapping[str, Any], paths: Sequence[Path], allowed: list[str] | None) -> None:
        self.importer = choose(paths[0], part["importer"])
        self.paths, self.allowed, self.said = paths, allowed, part["options"]
        self.entities: list[str] = []
        self.whole = False
        self.totals: list[dict[str, str]] = []

    def read(self, known: Known, lines: Lines) -> Reading:
        """DataError when it touches what the person may not."""
        options: Options = options_of(self.said, progress=lines)
        reading = self.importer.read(self.paths, options, known)
        self.entities, self.whole = touched(reading.tables)
        self.totals = [
            {"entity": t.entity, "account": t.account, "currency": t.currency, "amount": str(t.amount)}
            for t in reading.ties
        ]
        refuse_beyond(self.entities, self.whole, self.allowed)
        return reading

    def facts(self) -> dict[str, Any]:
        return {"entities": self.entities, "whole": self.whole, "totals": self.totals}


def check(part: Mapping[str, Any], allowed: list[str] | None, step: Step, lines: Lines) -> dict[str, Any]:
    """What an import would do: the library's report, or `refused` and why. The book stays as it is."""
    return _taken(part, allowed, step, lines, dry_run=True)


def bring(
    part: Mapping[str, Any],
    allowed: list[str] | None,
    step: Step,
    lines: Lines,
    origin: Mapping[str, Any] = NOBODY,
) -> dict[str, Any]:
    """Import one part: the library's report, or `refused` and why. The version keeps `origin` and what it touches."""
    return _taken(part, allowed, step, lines, dry_run=False, origin=origin)


def take_back(version: int, step: Step, origin: Mapping[str, Any] = NOBODY) -> int:
    """Undo an import; the number of the version that takes it back."""
    home = _home()
    wait_for_pen(home, step)
    step(_("Taking back"))
    undo(home, version, origin)
    return head(home).version


def wait_for_pen(home: Home, step: Step, patience: float = PATIENCE_SECONDS) -> None:
    """Wait until nobody writes to the book: the second of two imports comes after the first, neither fails."""
    deadline = time.monotonic() + patience
    while True:
        try:
            with writing(home, patience=0):
                return
        except DataError:
            if time.monotonic() > deadline:
                raise
            step(_("Waiting for another import to end"))
            time.sleep(LOOK_SECONDS)


def touched(tables: Mapping[str, Source]) -> tuple[list[str], bool]:
    """The entities whose rows a reading holds, and whether it holds rows of no entity (rates, ratings)."""
    entities: set[str] = set()
    whole = False
    for name, source in tables.items():
        if name not in BY_NAME:
            continue
        found = _entities(source)
        # A table of a file known by a key of its own (a dispute) could write over another entity's row.
        apart = isinstance(source, RowsTable) or "entity" in BY_NAME[name].key
        whole = whole or None in found or not apart
        entities.update(entity for entity in found if entity)
    return sorted(entities), whole


def refuse_beyond(entities: Iterable[str], whole: bool, allowed: list[str] | None) -> None:
    """DataError when entities are beyond those allowed (None: all are)."""
    if allowed is None:
        return
    beyond = sorted(set(entities) - set(allowed))
    if beyond:
        message = _("These files touch {0}, which you do not follow: someone who does must import them.")
        raise DataError(message.format(", ".join(beyond)))
    if whole:
        raise DataError(
            _(
                "These files touch what all entities share (rates, ratings): someone who sees all must import them."
            )
        )


def _taken(
    part: Mapping[str, Any],
    allowed: list[str] | None,
    step: Step,
    lines: Lines,
    dry_run: bool,
    origin: Mapping[str, Any] = NOBODY,
) -> dict[str, Any]:
    home = _home()
    wait_for_pen(home, step)
    with named(part["files"]) as paths:
        held = Held(part, paths, allowed)
        names = [path.name for path in paths]
        try:
            report = import_into(
                home,
                names,
                lambda known: held.read(known, lines),
                dry_run=dry_run,
                step=step,
                origin=lambda: {**origin, **held.facts()} if origin else {},
            )
        except ImportRefused as refused:
            problems = [as_facts(problem) for problem in refused.problems]
            told = {"refused": reason(refused), "problems": problems, "files": names, **held.facts()}
            return _with_values(told, paths)
        except DataError as error:
            return {"refused": kept(reason(error)), "problems": [], "files": names, **held.facts()}
        told = {**report.as_data(), **held.facts(), "refused_lines": report.refused, "refused": ""}
        return _with_values(told, paths)


def _with_values(told: dict[str, Any], paths: Sequence[Path]) -> dict[str, Any]:
    """Each problem with what stands there in the file."""
    values = values_at(paths, [(p["file"], p["line"], p["column"]) for p in told["problems"]])
    for problem, value in zip(told["problems"], values, strict=True):
        problem["value"] = value
    return dict(keep(told))


def _home() -> Home:
    return Home(Path(os.environ["ENCOURS_HOME"]))


def _entities(source: Source) -> set[str | None]:
    """The different values of the entity column; None alone when there is no such column."""
    if isinstance(source, RowsTable):
        table = source.arrow
        return _different(table["entity"]) if "entity" in table.column_names else {None}
    return _of_file(source)


def _of_file(source: FileTable) -> set[str | None]:
    try:
        if source.path.suffix == ".parquet":
            file = pa.parquet.ParquetFile(source.path)
            if "entity" not in file.schema_arrow.names:
                return {None}
            return set().union(
                *(_different(block["entity"]) for block in file.iter_batches(columns=["entity"]))
            )
        return _of_csv(source.path)
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise DataError(_("{0} cannot be read as a table: {1}").format(source.path.name, error)) from error


def _of_csv(path: Path) -> set[str | None]:
    parsing = pa.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=lambda _row: "skip")
    chosen = pa.csv.ConvertOptions(
        include_columns=["entity"], include_missing_columns=True, column_types={"entity": pa.string()}
    )
    found: set[str | None] = set()
    with pa.csv.open_csv(path, parse_options=parsing, convert_options=chosen) as stream:
        for block in stream:
            found |= _different(block["entity"])
    return found


def _different(column: Any) -> set[str | None]:
    return {value or None for value in pc.unique(column.cast(pa.string())).to_pylist()}
