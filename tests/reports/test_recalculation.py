"""The proofs of the workbook, recalculated by a spreadsheet: they hold, and they see a figure that was changed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.oracle import f1
from tests.oracle.books import book_of
from tests.reports.reading import Written, read, written

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice (soffice) is not installed: nothing recalculates"
)
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def recalculated(path: Path, folder: Path) -> Written:
    """The file saved again by LibreOffice, every formula computed anew."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    out = folder / "recalculated"
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [str(OFFICE), *options, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=600
    )
    return read(out / path.name)


def test_recalculation_changes_no_figure_and_every_control_still_holds(tmp_path: Path) -> None:
    before = written(book_of(f1.ledger(), tmp_path), tmp_path, f1.AS_OF)
    after = recalculated(before.path, tmp_path)
    assert different(before, after) == []
    assert len(after.checks()) == len(before.checks())


def test_a_figure_changed_by_hand_breaks_its_control_and_the_summary_says_so(tmp_path: Path) -> None:
    before = written(book_of(f1.ledger(), tmp_path), tmp_path, f1.AS_OF)
    tampered = load_workbook(before.path)
    sheet = tampered["Entities"]
    row = next(r for r in range(1, sheet.max_row) if sheet.cell(r, 2).value == "F")
    sheet.cell(row, 3).value += 1
    tampered.save(tmp_path / "tampered.xlsx")
    after = recalculated(tmp_path / "tampered.xlsx", tmp_path)
    assert [sheet for sheet, shown, _formula in after.checks() if not shown.startswith("✓")] == ["Entities"]
    assert any("do not hold" in text for text in after.texts(0))


def different(before: Written, after: Written) -> list[str]:
    found = []
    for sheet in before.values.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                value, again = cell.value, after.values[sheet.title][cell.coordinate].value
                same = (
                    abs(value - again) < 1e-6
                    if isinstance(value, float)
                    else (value or None) == (again or None)
                )
                if not same:
                    found.append(f"{sheet.title}!{cell.coordinate}: {value} then {again}")
    return found
