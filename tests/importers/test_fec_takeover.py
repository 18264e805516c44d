"""A FEC of which nobody says whose it is, in a book that knows the company by its lists of open items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from encours.errors import DataError
from tests.importers.fec_writer import write
from tests.importers.listed_figures import Listed, imported, written

SIREN = "552100554"
OTHER = "444555666"
LEDGER = """
VE 1 2025-10-10: 411000/A 1200 FA1, 706000 -1200
VE 2 2025-11-11: 411000/B 600 FA2, 706000 -600
VE 3 2025-12-12: 411000/B 50 FA3, 706000 -50
"""
HEAD = "entity,customer,document,issue_date,due_date,amount"
MINE = "{0},A,FA1,2025-10-10,2025-11-30,1200.00\n{0},B,FA2,2025-11-11,2025-12-31,600.00"
THEIRS = "{0},Z,FZ1,2025-10-10,2025-11-30,70.00\n{0},Y,FZ2,2025-11-11,2025-12-31,80.00"


def book_with(folder: Path, *lists: str, ledgers: Mapping[str, str] | None = None, **said: object) -> Listed:
    """A book of lists, into which FEC are then imported, their entities being said or not."""
    listed = written(folder, "\n".join((HEAD, *lists)) + "\n")
    imported(folder / "home", listed, entity=None, snapshot=date(2026, 1, 31))
    found = None
    for siren, text in (ledgers or {SIREN: LEDGER}).items():
        path = write(folder / f"{siren}FEC20251231.txt", text)
        found = imported(folder / "home", path, **{"entity": None, **said})
    assert found
    return found


def by_entity(found: Listed) -> dict[str, str]:
    rows = found.book.show("net", as_of="2026-01-31", by="entity").rows
    return {row["entity"]: f"{row['net']:.2f}" for row in rows if row["net"]}


def test_the_company_known_by_its_lists_takes_its_ledger_and_says_so(tmp_path: Path) -> None:
    found = book_with(tmp_path, MINE.format("MAIN"), THEIRS.format("OTHER"))
    assert by_entity(found) == {"MAIN": "1850.00", "OTHER": "150.00"}
    (note,) = found.notes("it is taken for its own")
    assert note.startswith(f"MAIN: the ledger of {SIREN}")
    assert "--entity" in note


def test_the_next_ledger_of_that_siren_is_the_same_company_s(tmp_path: Path) -> None:
    book_with(tmp_path, MINE.format("MAIN"))
    later = "VE 9 2026-01-10: 411000/A 10 FA9, 706000 -10"
    path = write(tmp_path / f"{SIREN}FEC20261231.txt", later)
    found = imported(tmp_path / "home", path, entity=None)
    assert by_entity(found) == {"MAIN": "1860.00"}
    assert not found.notes("it is taken for its own")


def test_the_ledger_of_another_company_is_kept_apart(tmp_path: Path) -> None:
    found = book_with(tmp_path, THEIRS.format("MAIN"))
    assert by_entity(found) == {"MAIN": "150.00", SIREN: "1850.00"}
    assert not found.notes("it is taken for its own")


def test_half_of_the_debits_of_the_ledger_s_days_are_enough_and_less_are_not(tmp_path: Path) -> None:
    half = "MAIN,A,FA1,2025-10-10,,1200.00\nMAIN,Z,FZ1,2025-10-10,,70.00"
    later = "\nMAIN,Z,FZ8,2026-01-10,,70.00\nMAIN,Z,FZ9,2026-01-10,,70.00"
    (tmp_path / "a").mkdir()
    assert SIREN not in by_entity(book_with(tmp_path / "a", half + later))
    (tmp_path / "b").mkdir()
    found = book_with(tmp_path / "b", half + "\nMAIN,Z,FZ2,2025-10-10,,70.00")
    assert by_entity(found)[SIREN] == "1850.00"


def test_each_of_two_listed_companies_takes_its_own(tmp_path: Path) -> None:
    theirs = LEDGER.replace("FA", "FZ").replace("1200", "70").replace("600", "80")
    found = book_with(
        tmp_path, THEIRS.format("ONE"), MINE.format("TWO"), ledgers={SIREN: LEDGER, OTHER: theirs}
    )
    assert by_entity(found) == {"ONE": "200.00", "TWO": "1850.00"}


def test_a_ledger_that_could_be_of_two_listed_companies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lists of open items of ONE, TWO .*--entity"):
        book_with(tmp_path, MINE.format("ONE"), MINE.format("TWO"))


def test_an_entity_that_bears_the_siren_takes_the_ledger_without_a_word(tmp_path: Path) -> None:
    home = tmp_path / "home"
    path = write(tmp_path / f"{SIREN}FEC20251231.txt", LEDGER)
    imported(home, path, entity="FR1")  # the name of the file gives the SIREN of FR1
    later = write(tmp_path / f"{SIREN}FEC20261231.txt", "VE 9 2026-01-10: 411000/A 10 FA9, 706000 -10")
    found = imported(home, later, entity=None)
    assert set(by_entity(found)) == {"FR1"}
    assert not found.notes("it is taken for its own")


def test_the_entity_said_is_the_one(tmp_path: Path) -> None:
    found = book_with(tmp_path, MINE.format("MAIN"), entity="ELSE")
    assert by_entity(found) == {"ELSE": "1850.00", "MAIN": "1800.00"}
