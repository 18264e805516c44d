"""Short lists written and read for the tests of the flat importer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from encours.book.reading import Known, Options, Reading, RowsTable
from encours.importers.flat.importer import FLAT
from encours.money import from_units

HEAD = "customer,document,posting_date,due_date,amount"


def written(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def read(folder: Path, text: str, known: Known | None = None, **options: Any) -> Reading:
    return FLAT.read([written(folder, text)], Options(**{"entity": "E", **options}), known or Known())


def rows(reading: Reading, table: str = "items") -> list[dict[str, Any]]:
    source = reading.tables[table]
    assert isinstance(source, RowsTable)
    return source.arrow.to_pylist()


def column(reading: Reading, name: str, table: str = "items") -> list[Any]:
    return [row.get(name) for row in rows(reading, table)]


def amounts(reading: Reading) -> list[str]:
    return [str(from_units(units)) for units in column(reading, "amount")]
