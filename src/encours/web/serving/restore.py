"""A backup put back into a new data folder: whole, or not at all."""

from __future__ import annotations

import os
import shutil
import uuid
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from encours.book import temporary
from encours.book.home import Home, sync_file, sync_folder
from encours.book.keeping import complete, refuse_damaged
from encours.book.lock import writing
from encours.book.manifest import head
from encours.book.publication import ensure_served
from encours.errors import Damaged, DataError
from encours.i18n import _
from encours.web.serving.archive import unpack
from encours.web.serving.backup import run_tables

BOOK_PARTS = ("segments", "manifests", "reports", "serving")


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the version of the book, 0 without one; when it was saved; whether people's work came too."""

    version: int
    saved_at: str
    workflow: bool


def restore(file: Path, home: Path) -> Restored:
    """Restore into a folder that does not exist or is empty; the folder appears once all is in its place.

    Raises DataError for a folder or database in use, and for an archive that is not whole.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise DataError(_("{0} is not empty. Restore into a new folder.").format(home))
    home.parent.mkdir(parents=True, exist_ok=True)
    drafts = f".{home.name}.restoring-"
    temporary.sweep(home.parent.glob(f"{escape(drafts)}*"))
    work = home.parent / f"{drafts}{uuid.uuid4().hex[:8]}"
    work.mkdir(mode=0o700)
    try:
        with temporary.held(work):
            told = unpack(file, work)
            _settle(work)
            _book(Home(work), file.name, told["version"])
        if told["workflow"]:
            run_tables("load", work, work / "web" / "tables")
            shutil.rmtree(work / "web" / "tables")
        _sync(work)
        if home.exists():
            home.rmdir()
        os.replace(work, home)
        sync_folder(home.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Restored(told["version"], told["saved_at"], told["workflow"])


def _sync(work: Path) -> None:
    """All is on the disk before the folder takes its name."""
    for folder, _folders, files in os.walk(work):
        for name in files:
            sync_file(Path(folder, name))
        sync_folder(Path(folder))


def _book(home: Home, archive: str, version: int) -> None:
    """The book of the archive is of that version and whole, or nothing is restored."""
    try:
        if (head(home).version if home.manifests.is_dir() else 0) != version:
            message = _("{0} does not hold the version of the book it says: nothing was restored.")
            raise DataError(message.format(archive))
        if version:
            with writing(home):
                complete(home)
                refuse_damaged(home, head(home))
                ensure_served(home)
    except Damaged as error:
        message = _("{0} was saved from a damaged book, nothing was restored. {1}")
        raise DataError(message.format(archive, error)) from error


def _settle(work: Path) -> None:
    """The book's folders stand at the top of the data folder."""
    for part in BOOK_PARTS:
        if (work / "book" / part).is_dir():
            os.replace(work / "book" / part, work / part)
    shutil.rmtree(work / "book", ignore_errors=True)
    (work / "web").mkdir(exist_ok=True)
    (work / "web").chmod(0o700)
