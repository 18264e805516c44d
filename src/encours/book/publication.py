"""Which derived database readers open, and how a new one takes its place."""

from __future__ import annotations

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
from encours.book.home import Home, closed, sync_file, write_atomically
from encours.book.keeping import refuse_damaged
from encours.book.lock import writing, written
from encours.book.manifest import EMPTY, Manifest, head, versions
from encours.book.records import TABLES
from encours.book.sealed import sealed, unsealed
from encours.book.temporary import held
from encours.errors import Damaged, DataError
from encours.said import _


@dataclass(frozen=True, slots=True)
class Served:
    """A published database file, the version of the book it shows, and how long it is (0: not told)."""

    path: Path
    version: int
    form: int
    size: int = 0

    @property
    def whole(self) -> bool:
        """Whether the file is there in its full length: a look, without opening it."""
        with suppress(OSError):
            return self.size in (0, self.path.stat().st_size)
        return False


LAYOUT = 9  # raised whenever the derived tables change
# Files of another form are built again: of another layout, or made before a table or a column of the book.
FORM = crc32(repr((LAYOUT, [(table.name, table.names) for table in TABLES])).encode())


def served(home: Home) -> Served | None:
    """What readers open now; None before the first import. Raises Damaged where the note that names it is no more."""
    try:
        text = (home.serving / "current").read_text(encoding="utf-8")
    except FileNotFoundError:
        if versions(home):
            raise _lost("serving/current") from None
        return None
    except UnicodeDecodeError:
        raise _lost("serving/current") from None
    try:
        current = unsealed(text)
        if "sum" not in current and set(current) - {"file", "version", "form"}:
            raise ValueError
        file, version, form = str(current["file"]), int(current["version"]), int(current.get("form", 0))
        return Served(home.serving / file, version, form, int(current.get("size", 0)))
    except (ValueError, KeyError, TypeError):
        raise _lost("serving/current") from None


def _lost(file: str) -> Damaged:
    return Damaged(_("{0} is lost or damaged. See what can be done: encours repair").format(file))


def served_before(home: Home) -> Served | None:
    """For the writer: what readers open now, None where there is nothing to be read."""
    with suppress(Damaged):
        return served(home)
    return None


def open_served(home: Home) -> Engine:
    """A reader's connection. A file may be replaced between reading its name and opening it: then look again."""
    file = ""
    for _attempt in range(20):
        current = served(home)
        if current is None:
            message = _("No book in {0}. Import something first: encours import FILE")
            raise DataError(message.format(home.path))
        if current.form != FORM:
            raise DataError(
                _("The book was published by another version of Encours. Rebuild it: encours rebuild")
            )
        file = current.path.name
        if current.path.exists():
            with suppress(OSError):
                return open_engine(current.path, read_only=True)
    raise _lost(f"serving/{file}")


def behind(home: Home) -> int:
    """The newest version, where readers do not see it and nobody is about to show it: its process was killed between
    the two. 0 otherwise."""
    current, last = served_before(home), max(versions(home), default=0)
    if current is None or last <= current.version or written(home):
        return 0
    current = served_before(home)  # it may have been shown since
    return last if current is not None and last > current.version else 0


def catch_up(home: Home) -> None:
    """Show the newest version if its process was killed before it could. DataError while somebody writes."""
    if behind(home):
        with writing(home, patience=0):
            ensure_served(home)


def newest(home: Home) -> Manifest:
    """For the writer: the newest version. Raises Damaged when a later one was published: it is lost, and nothing may be
    written as if it had never been."""
    found, current = head(home), served_before(home)
    if current and current.version > found.version:
        message = _("{0} is lost or damaged (version {1} of the book). See what can be done: encours repair")
        raise Damaged(message.format(f"manifests/{current.version:07d}.json", current.version))
    if current is None and (later := _left_of_later(home, found.version)):
        message = _(
            "serving/current is lost, and {0} tells of a later version of the book, of which nothing else is there. "
            "Restore a backup: encours restore. If that import never ended, remove {0}"
        )
        raise Damaged(message.format(later))
    return found


def _left_of_later(home: Home, version: int) -> str:
    """What an import after a version left: of one that never ended or, where nothing says which was shown, of a version
    that is lost."""
    for folder in (home.segments, home.reports):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.stem.isdecimal() and int(path.stem) > version:
                return f"{folder.name}/{path.name}"
    return ""


def ensure_served(home: Home) -> Served:
    """For the writer: the database of the newest version, built if a crash left it behind or damaged."""
    last, current = newest(home), served_before(home)
    if current and current.version == last.version and current.form == FORM and _opens(current):
        _sweep(home, {current.path.name})
        return current
    return announce(home, build_whole(home, last), last)


def rebuild(home: Home) -> Manifest:
    """Build the database of the newest version whole and publish it; that version."""
    with writing(home):
        last = newest(home)
        announce(home, build_whole(home, last), last)
        return last


def _opens(current: Served) -> bool:
    if not current.whole:
        return False
    with suppress(OSError, Damaged):
        open_engine(current.path, read_only=True).close()
        return True
    return False


def build_whole(home: Home, manifest: Manifest) -> Path:
    """A new database file with the whole of a version, not yet announced. Raises Damaged when what it is made of is."""
    path = draft(home, manifest.version)
    _build(home, manifest, path, home.scratch)
    return path


def _build(home: Home, manifest: Manifest, path: Path, scratch: Path) -> None:
    refuse_damaged(home, manifest)
    engine = open_engine(path, scratch=scratch)
    try:
        engine.run("SET preserve_insertion_order = false")
        build(engine, home, manifest)
    finally:
        engine.close()


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
        announced = served_before(self._home)
        if announced is None or announced.path != self._path:
            self._path.unlink(missing_ok=True)

    def take(self) -> Path:
        """The copy, whole. Raises OSError when the disk has no room for it."""
        (self._copied or self._begin()).result()
        return self._path

    def _begin(self) -> Future[None]:
        return self._pool.submit(self._copy)

    def _copy(self) -> None:
        shutil.copyfile(self._source, self._path)
        sync_file(self._path)  # else the first thing written to it would wait for the disk


def announce(home: Home, path: Path, manifest: Manifest) -> Served:
    """From now on readers open this file; those reading the old one finish undisturbed."""
    before, size = served_before(home), path.stat().st_size
    closed(path)
    sync_file(path)  # before it is named: after a power cut, the file that is named is whole
    facts = {"file": path.name, "version": manifest.version, "form": FORM, "size": size}
    write_atomically(home.serving / "current", sealed(facts))
    _sweep(home, {path.name, before.path.name if before else ""})
    return Served(path, manifest.version, FORM, size)


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
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        work = kept.with_name(f"{kept.stem}-{uuid.uuid4().hex[:8]}")
        work.mkdir()
        with held(work):
            _build(home, manifest, work / "book.duckdb", work)
        closed(work / "book.duckdb")
        sync_file(work / "book.duckdb")
        os.replace(work / "book.duckdb", kept)
        shutil.rmtree(work)
    try:
        return open_engine(kept, read_only=True)
    except Damaged:
        kept.unlink(missing_ok=True)  # derived: built again for whoever asks next
        raise


__all__ = [
    "EMPTY",
    "CopyAhead",
    "Served",
    "announce",
    "behind",
    "build_whole",
    "catch_up",
    "ensure_served",
    "newest",
    "open_served",
    "open_version",
    "rebuild",
    "served",
    "served_before",
]
