"""Each sample list is read to the tables that stand beside it."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from encours.book.reading import Known, Options, Reading, RowsTable
from encours.importers.flat.importer import FLAT
from encours.money import from_units

SAMPLES = Path(__file__).parent / "samples" / "flat"
OPTIONS = {
    "balance_cp1252.csv": Options(entity="FR01", currency="EUR"),
    "open_invoices_us.csv": Options(),
    "fbl5n.txt": Options(entity="1000"),
    "grand_livre.tsv": Options(),
    "postes_ouverts.xlsx": Options(entity="FR01", snapshot=date(2024, 6, 30)),
    "side_unsigned.csv": Options(entity="FR01"),
}
MONEY = ("amount", "amount_excl_vat", "_open")


@pytest.mark.parametrize("name", OPTIONS)
def test_a_sample_is_read_to_its_golden_tables(name: str) -> None:
    golden = SAMPLES / f"{name}.json"
    found = shown(FLAT.read([SAMPLES / name], OPTIONS[name], Known()))
    if os.environ.get("ENCOURS_WRITE_GOLDEN"):
        golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(golden.read_text("utf-8"))


@pytest.mark.parametrize("name", OPTIONS)
def test_a_sample_is_recognised(name: str) -> None:
    assert FLAT.recognises(SAMPLES / name)


def test_no_sample_is_left_out() -> None:
    assert {path.name for path in SAMPLES.iterdir() if path.suffix != ".json"} == set(OPTIONS)


def shown(reading: Reading) -> dict[str, Any]:
    """A reading as JSON: only what is known of each row, money as decimals."""
    tables = {}
    for name, table in reading.tables.items():
        assert isinstance(table, RowsTable)
        rows = table.arrow.to_pylist()
        tables[name] = [{k: _shown(k, v) for k, v in row.items() if v is not None} for row in rows]
    return {
        "read": reading.read,
        "snapshot": reading.snapshot.isoformat() if reading.snapshot else None,
        "problems": [str(problem) for problem in reading.problems],
        "notes": list(reading.notes),
        "totals": [str(total) for total in reading.totals],
        "tables": tables,
    }


def _shown(column: str, value: object) -> object:
    if column in MONEY and isinstance(value, int):
        return str(from_units(value))
    return value.isoformat() if isinstance(value, date) else value
