"""The ledger of a year or a month given again replaces that period of that company."""

from __future__ import annotations

from pathlib import Path

import pytest

import encours
from encours.book.report import Report
from tests.importers.fec_book import figures, imported
from tests.importers.fec_writer import write

YEAR = """
VE 1 2025-01-10: 411000/A 100 FA1 =A@2025-02-10, 706000 -100
VE 2 2025-01-11: 411000/A 70 FA2, 706000 -70
BQ 3 2025-02-10: 512000 100, 411000/A -100 V1 =A@2025-02-10
VE 4 2025-03-01: 411000/B 30 FA4, 706000 -30
"""


def again(folder: Path, *texts: str) -> Report:
    """The report of the last of several imports into one book."""
    reports = [imported(folder / "home", [write(folder / f"{n}.txt", text)]) for n, text in enumerate(texts)]
    return reports[-1]


def figure(folder: Path, *names: str) -> dict[str, str | None]:
    return figures(encours.open(folder / "home"), "2025-12-31", *names)


def test_the_same_ledger_again_changes_nothing(tmp_path: Path) -> None:
    report = again(tmp_path, YEAR, YEAR)
    assert (report.new, report.changed, report.gone) == (0, 0, 0)


def test_an_entry_withdrawn_leaves_the_book_and_it_is_told(tmp_path: Path) -> None:
    report = again(tmp_path, YEAR, YEAR.replace("VE 2 2025-01-11: 411000/A 70 FA2, 706000 -70\n", ""))
    assert report.gone == 1
    assert any("1 item of these days is no longer" in note and "FA2" in note for note in report.notes)
    assert figure(tmp_path, "net", "sales") == {"net": "30.00", "sales": "130.00"}
    assert all(tie.agrees for tie in report.ties)


def test_a_payment_withdrawn_opens_again_what_it_had_paid(tmp_path: Path) -> None:
    second = YEAR.replace(
        "BQ 3 2025-02-10: 512000 100, 411000/A -100 V1 =A@2025-02-10", "BQ 9 2025-02-01: 512000 1, 471000 -1"
    )
    report = again(tmp_path, YEAR, second)
    assert figure(tmp_path, "net", "gross", "receipts") == {
        "net": "200.00",
        "gross": "200.00",
        "receipts": "0.00",
    }
    assert all(tie.agrees for tie in report.ties)


def test_entries_renumbered_are_not_doubled(tmp_path: Path) -> None:
    second = YEAR.replace("VE 1 ", "VE 101 ").replace("VE 2 ", "VE 102 ").replace("BQ 3 ", "BQ 55 ")
    second = second.replace("VE 4 ", "VE 104 ")
    labelled = [
        text.replace(", 706000", ", 706000").replace("\n", " | x\n")
        for text in (YEAR.lstrip(), second.lstrip())
    ]
    report = again(tmp_path, *labelled)
    assert (report.new, report.gone) == (0, 0)
    assert any("4 lines are known under another entry number" in note for note in report.notes)
    assert figure(tmp_path, "net", "receipts") == {"net": "100.00", "receipts": "100.00"}


@pytest.mark.parametrize(("day", "gone"), [("2025-01-10", 1), ("2025-01-11", 0), ("2025-01-12", 0)])
def test_only_the_days_of_the_file_are_replaced(tmp_path: Path, day: str, gone: int) -> None:
    """The file goes from that day to 1 March, without FA1 of 10 January."""
    second = f"VE 2 2025-01-11: 411000/A 70 FA2, 706000 -70\nVE 0 {day}: 411000/B 1 FA0, 706000 -1"
    more = "VE 4 2025-03-01: 411000/B 30 FA4, 706000 -30"
    report = again(tmp_path, YEAR.replace(" =A@2025-02-10", ""), f"{second}\n{more}")
    assert report.gone == gone


def test_the_other_journals_of_a_period_stay(tmp_path: Path) -> None:
    sales = "\n".join(line for line in YEAR.splitlines() if line.startswith("VE"))
    report = again(tmp_path, YEAR, sales)
    assert report.gone == 0
    assert figure(tmp_path, "net", "receipts") == {"net": "100.00", "receipts": "100.00"}


def test_files_that_have_nothing_in_common_with_the_book_take_nothing_out(tmp_path: Path) -> None:
    other = "VE 71 2025-01-10: 411000/X 5 X1, 706000 -5\nVE 72 2025-03-01: 411000/X 6 X2, 706000 -6"
    report = again(tmp_path, YEAR, other)
    assert report.gone == 0
    assert any("hardly any of which stand" in note for note in report.notes)


def test_returned_payments_given_again_stay_as_they_were(tmp_path: Path) -> None:
    """The return of a payment of two invoices is two items: given again, they are the same two."""
    ledger = """
    VE 1 2025-01-10: 411000/A 100 FA1 =A@2025-02-10, 706000 -100
    VE 2 2025-01-20: 411000/A 70 FA2 =A@2025-02-10, 706000 -70
    BQ 3 2025-02-10: 512000 170, 411000/A -170 V1 =A@2025-02-10
    BQ 4 2025-03-01: 411000/A 170 R1, 512000 -170 | Rejet V1
    """
    report = again(tmp_path, ledger, ledger)
    assert (report.new, report.changed, report.gone) == (0, 0, 0)
    assert figure(tmp_path, "gross", "sales") == {"gross": "170.00", "sales": "170.00"}
