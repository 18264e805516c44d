"""Ledgers brought into a book by the real importer, and opened."""

from __future__ import annotations

from pathlib import Path

import encours
from encours.api import OpenBook
from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.reading import Options
from encours.book.report import Report
from encours.importers.catalogue import choose
from tests.oracle.ledger import Ledger, write


def import_folder(home: Path, folder: Path) -> Report:
    """Import a folder of tables into a data folder."""
    importer = choose(folder)
    return import_into(Home(home), [folder.name], lambda known: importer.read([folder], Options(), known))


def import_ledger(home: Path, ledger: Ledger, folder: Path) -> Report:
    """Write a ledger as a new folder, and import it; every line must be good."""
    report = import_folder(home, write(ledger, folder))
    assert report.problems == ()
    return report


def book_of(ledger: Ledger, where: Path) -> OpenBook:
    """An open book that holds a ledger and nothing else."""
    import_ledger(where / "home", ledger, where / "source")
    return encours.open(where / "home")
