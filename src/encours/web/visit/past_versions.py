"""Old versions of the book: whoever asks has them built, one at a time on a server, and the last few stay at hand."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from encours.api import Assignment, OpenBook, open_book
from encours.book.home import Home
from encours.book.manifest import as_known
from encours.book.publication import FORM, served
from encours.errors import DataError
from encours.i18n import _
from encours.web import place

MOST_KEPT = 6
WAIT_SECONDS = 10.0  # a small version is built by then; of a large one, it is said that it is under way
LOOK_SECONDS = 0.1


def opened(home: Home, known: str, assignment: Assignment | None) -> OpenBook:
    """The book as known then. DataError while another old version is being built."""
    version = as_known(home, known).version
    kept = _file(home, version)
    if _at_hand(home, version, kept):
        with suppress(FileNotFoundError):  # the published version has no file here
            os.utime(kept)
        return open_book(home.path, str(version), assignment=assignment)
    with _alone():
        book = open_book(home.path, str(version), assignment=assignment)
        _sweep(kept.parent)
    return book


def _at_hand(home: Home, version: int, kept: Path) -> bool:
    current = served(home)
    return kept.exists() or (current is not None and current.version == version)


def _file(home: Home, version: int) -> Path:
    return home.path / "known" / f"{version:07d}-{FORM}.duckdb"


@contextmanager
def _alone() -> Iterator[None]:
    """Building takes the memory and the processors of a whole import: one at a time, whatever many ask."""
    deadline = time.monotonic() + WAIT_SECONDS
    with (place.folder() / "past.lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise DataError(
                        _("Another old version of the book is being prepared: ask again in a minute.")
                    ) from None
                time.sleep(LOOK_SECONDS)
        yield


def _sweep(folder: Path) -> None:
    """Those not asked for in the longest time go; whoever reads one keeps reading it."""
    used = sorted(folder.glob("*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in used[MOST_KEPT:]:
        old.unlink(missing_ok=True)
