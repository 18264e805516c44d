"""However a ledger is cut into files, and imported together or one after the other, the book is the same."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from encours.book.export import export
from encours.book.home import Home
from tests.importers.fec_book import imported
from tests.importers.fec_draws import CLOSINGS, cut, ledger, month_ends
from tests.importers.fec_writer import Leg, write_legs
from tests.rounds import rounds

TABLES = ("entities", "customers", "items", "allocations")
Rows = dict[str, list[tuple[tuple[str, str], ...]]]


@pytest.mark.parametrize("seed", range(rounds(2, 150)))
def test_any_cut_gives_the_same_book(tmp_path: Path, seed: int) -> None:
    legs, habits = ledger(seed)
    years, months = cut(legs, list(CLOSINGS)), cut(legs, month_ends(Random(seed)))
    one_file = book(tmp_path / "one", [[legs]])
    assert book(tmp_path / "together", [years]) == one_file, habits
    assert book(tmp_path / "years", [[part] for part in years]) == one_file, habits
    assert book(tmp_path / "months", [[part] for part in months]) == one_file, habits


def book(folder: Path, batches: list[list[list[Leg]]]) -> Rows:
    """What a book holds once batches of files were imported one after the other."""
    for number, batch in enumerate(batches):
        where = folder / str(number)
        where.mkdir(parents=True)
        paths = [write_legs(where / f"{part}.txt", legs) for part, legs in enumerate(batch)]
        imported(folder / "home", paths)
    return exported(folder / "home")


def exported(home: Path) -> Rows:
    with TemporaryDirectory() as folder:
        export(Home(home), Path(folder) / "book")
        return {table: rows(Path(folder) / "book" / f"{table}.csv") for table in TABLES}


def rows(path: Path) -> list[tuple[tuple[str, str], ...]]:
    """The rows of a table, whatever the order of its columns; what is unknown is left out."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        found = [
            tuple(sorted((name, value) for name, value in row.items() if value))
            for row in csv.DictReader(stream)
        ]
    return sorted(found)
