"""Versions of the book attached to an engine of one's own: for heavy reading, apart from those who ask figures."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from encours.book.engine import Engine, quoted
from encours.book.home import Home
from encours.book.manifest import Manifest, as_known, head
from encours.book.publication import open_version, served
from encours.errors import DataError
from encours.said import _


def version_wanted(home: Home, known: str | None) -> Manifest:
    """The version `known` names as `--as-known` does, or the newest; DataError when there is no book."""
    newest = head(home)
    if not newest.version:
        message = _("No book in {0}. Import something first: encours import FILE")
        raise DataError(message.format(home.path))
    return newest if known is None else as_known(home, known)


def attach(engine: Engine, home: Home, version: Manifest, alias: str) -> None:
    """Let SQL read a version under the name `alias`.

    A published file may be replaced between its name and its opening: then look again.
    """
    for last in (False, False, False, True):
        path = _at_hand(home, version) or _built(home, version)
        with suppress(*() if last else (Exception,)):
            engine.run(f"ATTACH {quoted(str(path))} AS {alias} (READ_ONLY)")
            return


def _at_hand(home: Home, version: Manifest) -> Path | None:
    """The published file of the newest version, or of the one before it, which stays until the next publication."""
    current = served(home)
    if current is None or version.version > current.version:
        return None
    if version.version == current.version:
        return current.path
    files = list(home.serving.glob(f"{version.version:07d}-*.duckdb"))
    return files[0] if len(files) == 1 else None


def _built(home: Home, version: Manifest) -> Path:
    engine = open_version(home, version)
    try:
        return Path(
            engine.value("SELECT path FROM duckdb_databases() WHERE database_name = current_database()")
        )
    finally:
        engine.close()
