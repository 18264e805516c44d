"""A FEC imported in a book, and its figures: what the scenarios of this folder look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import encours
from encours.api import OpenBook
from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.reading import Options
from encours.book.report import Report
from encours.importers.fec.importer import FEC
from tests.importers.fec_writer import write

ENTITY = "E1"


def imported(
    home: Path,
    paths: Sequence[Path],
    mapping: Mapping[str, Any] | None = None,
    entity: str | None = ENTITY,
) -> Report:
    """Import files together in a book."""
    options = Options(entity=entity, mapping=mapping)
    names = [path.name for path in paths]
    return import_into(Home(home), names, lambda known: FEC.read(paths, options, known))


def book_of(folder: Path, *texts: str, mapping: Mapping[str, Any] | None = None) -> OpenBook:
    """A book into which ledgers, written as `fec_writer` does, were imported one after the other."""
    for number, text in enumerate(texts):
        imported(folder / "home", [write(folder / f"{number}.txt", text)], mapping)
    return encours.open(folder / "home")


def figures(
    book: OpenBook, day: str, *names: str, window: str = "12m", **asked: Any
) -> dict[str, str | None]:
    """Figures of the whole book at a date, as text with two decimals."""
    return {name: _text(book.show(name, as_of=day, window=window, **asked).value) for name in names}


def _text(value: Any) -> str | None:
    return None if value is None else f"{Decimal(str(value)):.2f}"


def items(book: OpenBook, day: str = "2030-01-01") -> list[dict[str, Any]]:
    """The items of a book and what is open of each."""
    return list(book.rows("net", as_of=day).rows)
