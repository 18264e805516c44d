"""Lines on bills, doubtful and advance accounts without an auxiliary: whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest

import encours
from tests.importers.fec_book import book_of, figures, imported
from tests.importers.fec_writer import only, read, write

SALE = "VE 1 2025-01-10: 411000/A 1200 FA1, 706000 -1000, 445710 -200"
TWO = f"{SALE}\nVE 2 2025-01-11: 411000/B 600 FA2, 706000 -500, 445710 -100"


@pytest.mark.parametrize(
    ("text", "customer"),
    [
        ("OD 3 2025-06-01: 411000/A -1200, 416000 1200", "A"),
        ("EF 3 2025-01-31: 411000/A -1200 LCR1, 413000 1200 LCR1", "A"),
        # Two customers in the entry: the letter, then the document says which.
        (
            "OD 3 2025-06-01: 411000/A -1200, 416000 1200 =X, 411000/B -600, 416000 600 =Y\n"
            "OD 4 2025-07-01: 411000/A 1200, 416000 -1200 =X",
            "A",
        ),
        ("BQ 3 2025-03-01: 512000 400, 419100 -400 FA2", "B"),
        ("BQ 3 2025-03-01: 512000 400, 419100 -400 VIR", "419100"),
    ],
)
def test_a_line_without_an_auxiliary_is_of_the_customer_of_its_entry_letter_or_document(
    tmp_path: Path, text: str, customer: str
) -> None:
    found = read(write(tmp_path / "a.txt", f"{TWO}\n{text}"))
    line = next(row for row in only(found, "CompteNum", "customer") if not row[0].startswith("411"))
    assert line[1] == customer


def test_an_advance_of_which_nothing_says_the_customer_counts_and_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"{TWO}\nBQ 3 2025-03-01: 512000 400, 419100 -400 V2")
    report = imported(tmp_path / "home", [path])
    assert any("taken for no customer's" in note and "419100 -400.00" in note for note in report.notes)
    assert all(tie.agrees for tie in report.ties)
    assert figures(encours.open(tmp_path / "home"), "2025-12-31", "net", "sales") == {
        "net": "1400.00",
        "sales": "1800.00",
    }


def test_ledgers_without_auxiliaries_take_the_customer_of_their_account(tmp_path: Path) -> None:
    text = "VE 1 2025-01-10: 411DUPONT 1200, 706000 -1200\nOD 2 2025-02-10: 411DUPONT -1200, 416000 1200"
    found = read(write(tmp_path / "a.txt", text))
    assert {row[0] for row in only(found, "customer")} == {"DUPONT"}
    assert only(found, "name", table="customers") == [("Compte 411DUPONT",)]


@pytest.mark.parametrize("together", [True, False])
def test_a_deposit_on_a_global_account_is_set_against_what_deducts_it(tmp_path: Path, together: bool) -> None:
    received = (
        "VE 1 2025-01-05: 411000/A 300, 419100 -250, 445710 -50\nBQ 2 2025-01-20: 512000 300, 411000/A -300"
    )
    deducted = "VE 3 2025-03-01: 411000/A 900, 419100 250, 706000 -1000, 445710 -150"
    texts = [f"{received}\n{deducted}"] if together else [received, deducted]
    assert figures(book_of(tmp_path, *texts), "2025-12-31", "net", "gross", "unapplied") == {
        "net": "900.00",
        "gross": "1200.00",
        "unapplied": "-300.00",
    }
