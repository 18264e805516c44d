"""Small books written as the tables they are made of, and imported."""

from __future__ import annotations

import tempfile
from functools import cache
from inspect import cleandoc
from pathlib import Path
from shutil import copytree

from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.lock import writing
from encours.book.publication import ensure_served
from encours.book.reading import Options
from encours.book.report import Report
from encours.importers.book import BOOK

_KEPT = tempfile.TemporaryDirectory(prefix="empty-book-")


def imported(home: Home, **tables: str) -> Report:
    """Import tables given as CSV text, indented as the test is."""
    with tempfile.TemporaryDirectory() as work:
        for table, text in tables.items():
            Path(work, f"{table}.csv").write_text(cleandoc(text) + "\n", encoding="utf-8")
        return imported_folder(home, Path(work))


@cache
def empty() -> Home:
    home = Home(Path(_KEPT.name))
    with writing(home):
        ensure_served(home)
    return home


def copied(original: Home, where: Path) -> Home:
    """A book of its own for a test that changes it: copying one takes a tenth of the time of importing it."""
    copytree(original.path, where)
    return Home(where)


def imported_folder(home: Home, folder: Path) -> Report:
    """Import an interchange folder. A new home starts from an empty book already published, the same for all: making it
    takes as long as the import itself."""
    if not home.serving.exists():
        copytree(empty().serving, home.serving)
    return import_into(home, [folder.name], lambda known: BOOK.read([folder], Options(), known))
