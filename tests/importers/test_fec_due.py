"""Due dates under the headings software gives them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.importers.fec_writer import only, read, write

SALE = "VE 1 2025-03-01: 411000/A 600 FA1, 706000 -600"


def ledger(folder: Path, *headings: str, cells: str) -> Path:
    """A sale, with columns more."""
    path = write(folder / "a.txt", SALE)
    head, *rows = path.read_text().splitlines()
    lines = ["\t".join((head, *headings)), *(f"{row}\t{cells}" for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "heading",
    [
        *("DateLimitReglmt", "Echeance", "DateEch", "DueDate", "Date limite règlement", "DateLimReglement"),
        *("EcheanceDate", "Date d'échéance", "ECHEANCE"),
    ],
)
@pytest.mark.parametrize("cell", ["20250530", "30/05/2025"])
def test_a_due_date_is_read_under_its_usual_headings(tmp_path: Path, heading: str, cell: str) -> None:
    found = read(ledger(tmp_path, heading, cells=cell))
    assert only(found, "due_date", "due_source") == [(date(2025, 5, 30), "read")]
    assert not any("the file gives none" in note for note in found.notes)


@pytest.mark.parametrize(
    ("headings", "cells"),
    [(("Echeance",), "30 jours"), (("Echeance", "DueDate"), "20250530\t20250601")],
)
def test_a_column_that_may_be_due_dates_and_is_not_read_is_told(
    tmp_path: Path, headings: tuple[str, ...], cells: str
) -> None:
    found = read(ledger(tmp_path, *headings, cells=cells))
    assert only(found, "due_date", "due_source") == [(date(2025, 3, 31), "computed")]
    (note,) = [note for note in found.notes if "due date computed" in note]
    assert "not read, Echeance" in note
    assert "the file gives none" not in note


def test_a_ledger_without_such_a_column_says_that_it_gives_none(tmp_path: Path) -> None:
    found = read(ledger(tmp_path, "DateRglt", cells="20250310"))
    assert only(found, "due_date") == [(date(2025, 3, 31),)]
    assert any("the file gives none" in note for note in found.notes)
