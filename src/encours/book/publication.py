"""Which derived database readers open, and how a new one takes its place."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from zlib import crc32

from encours.book.derived import build
from encours.book.engine import Engine, open_engine
from encours.book.home import Home, write_atomically
from encours.book.manifest import EMPTY, Manifest, head
from encours.book.records import TABLES
from encours.errors import DataError
from encours.i18n import _


@dataclass(frozen=True, slots=True)
class Served:
    """A published database file and the version of the book it shows."""

    path: Path
    version: int
    form: int


LAYOUT = 4  # raised whenever the derived tables change
# Files of another form are built again: of another layout, or made before a table or a column of the book.
FORM = crc32(repr((LAYOUT, [(table.name, table.names) for table in TABLES])).encode())


def served(home: Home) -> Served | None:
    """What readers open now."""
    with suppress(FileNotFoundError):
        current = json.loads((home.serving / "current").read_text(encoding="utf-8"))
        return Served(home.serving / current["file"], int(current["version"]), int(current.get("form", 0)))
    return None


def open_served(home: Home) -> Engine:
    """A reader's connection. A file may be replaced between reading its name and opening it: then look again."""
    for _attempt in range(20):
        current = served(home)
        if current is None:
            message = _("No book in {0}. Import something first: encours import FILE")
            raise DataError(message.format(home.path))
        if current.form != FORM:
            raise DataError(
                _("The book was published by another version of Encours. Rebuild it: encours rebuild")
            )
        if current.path.exists():
            with suppress(OSError):
                return open_engine(current.path, read_only=True)
    raise DataError(_("The book in {0} cannot be opened. Rebuild it: encours rebuild").format(home.path))


def ensure_served(home: Home) -> Served:
    """For the writer: the database of the newest version, built if a crash left it behind or damaged."""
    newest, current = head(home), served(home)
    if current and current.version == newest.version and current.form == FORM and _opens(current.path):
        _sweep(home, {current.path.name})
        return current
    return announce(home, build_whole(home, newest), newest)


def _opens(path: Path) -> bool:
    with suppress(OSError):
        open_engine(path, read_only=True).close()
        return True
    return False


def build_whole(home: Home, manifest: Manifest) -> Path:
    """A new database file with the whole of a version, not yet announced."""
    path = draft(home, manifest.version)
    engine = open_engine(path, scratch=home.scratch)
    try:
        engine.run("SET preserve_insertion_order = false")
        build(engine, home, manifest)
    finally:
        engine.close()
    return path


def draft(home: Home, version: int) -> Path:
    """A name for a database file readers do not know yet."""
    return home.serving / f"{version:07d}-{uuid.uuid4().hex[:8]}.duckdb"


class CopyAhead:
    """A copy of the published file, for an import to change and announce: begun while the import is still checked where
    it is `likely` to be wanted, made when it is taken otherwise; removed at the end unless it was announced."""

    def __init__(self, home: Home, current: Served, version: int, likely: bool) -> None:
        self._home, self._source, self._path = home, current.path, draft(home, version)
        self._pool = ThreadPoolExecutor(1)
        self._copied = self._begin() if likely else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._pool.shutdown()
        announced = served(self._home)
        if announced is None or announced.path != self._path:
            self._path.unlink(missing_ok=True)

    def take(self) -> Path:
        """The copy, whole. Raises OSError when the disk has no room for it."""
        (self._copied or self._begin()).result()
        return self._path

    def _begin(self) -> Future[Path]:
        return self._pool.submit(shutil.copyfile, self._source, self._path)


def announce(home: Home, path: Path, manifest: Manifest) -> Served:
    """From now on readers open this file; those reading the old one finish undisturbed."""
    before = served(home)
    write_atomically(
        home.serving / "current", json.dumps({"file": path.name, "version": manifest.version, "form": FORM})
    )
    _sweep(home, {path.name, before.path.name if before else ""})
    return Served(path, manifest.version, FORM)


def _sweep(home: Home, keep: set[str]) -> None:
    """Remove old database files and the drafts a killed writer left; who reads one keeps reading it."""
    for old in home.serving.iterdir():
        if old.name not in {"current", *keep}:
            old.unlink(missing_ok=True)


def open_version(home: Home, manifest: Manifest) -> Engine:
    """A connection to any version: the published one, or an old one built again and kept for the next question."""
    current = served(home)
    if current and current.version == manifest.version:
        return open_served(home)
    kept = home.path / "known" / f"{manifest.version:07d}-{FORM}.duckdb"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        work = kept.with_name(f"{kept.stem}-{uuid.uuid4().hex[:8]}")
        work.mkdir()
        engine = open_engine(work / "book.duckdb", scratch=work)
        engine.run("SET preserve_insertion_order = false")
        build(engine, home, manifest)
        engine.close()
        os.replace(work / "book.duckdb", kept)
        shutil.rmtree(work)
    return open_engine(kept, read_only=True)


__all__ = [
    "EMPTY",
    "CopyAhead",
    "Served",
    "announce",
    "build_whole",
    "ensure_served",
    "open_served",
    "open_version",
    "served",
]
