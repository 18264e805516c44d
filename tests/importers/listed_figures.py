"""Lists imported into a book of their own, and the figures they give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import encours
from encours.api import OpenBook
from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.reading import Options
from encours.book.report import Report
from encours.importers.catalogue import choose
from tests.book.small_books import empty

LISTS = Path(__file__).parent / "samples" / "lists"
DAY = date(2026, 3, 31)


class Listed(NamedTuple):
    """A book made of lists: the report of the last one, and what can be asked."""

    report: Report
    book: OpenBook

    def figure(self, name: str, day: date = DAY) -> str:
        [row] = self.book.show(name, as_of=day).rows or [{name: 0}]
        return f"{row[name] or 0:.2f}"

    def by_customer(self, day: date = DAY) -> dict[str, str]:
        rows = self.book.show("net", as_of=day, by="customer").rows
        return {row["customer"]: f"{row['net']:.2f}" for row in rows if row["net"]}

    def notes(self, word: str) -> list[str]:
        return [note for note in self.report.notes if word in note]


def imported(home: Path, paths: Path | Sequence[Path], **said: object) -> Listed:
    """Import one list after the other, as `encours import FILE --entity E1` does."""
    if not Home(home).serving.exists():
        copytree(empty().serving, Home(home).serving)
    for path in [paths] if isinstance(paths, Path) else paths:
        options = Options(**{"entity": "E1", **said})  # type: ignore[arg-type]
        importer = choose(path)
        report = import_into(
            Home(home), [path.name], lambda known, i=importer, p=path, o=options: i.read([p], o, known)
        )
    return Listed(report, encours.open(home))


def written(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path
