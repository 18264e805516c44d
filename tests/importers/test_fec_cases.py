"""The cases handed over, as files: the whole kind of each is in the scenarios beside."""

from __future__ import annotations

from pathlib import Path

import encours
from tests.importers.fec_book import figures, imported

CASES = Path(__file__).parent / "samples" / "fec_cases"
DEBITS = CASES / "fec-debits-qui-ne-sont-pas-des-ventes"
YEARS = [
    CASES / "fec-un-an-apres-l-autre" / "annee1" / "111222333FEC20241231.txt",
    CASES / "fec-un-an-apres-l-autre" / "annee2" / "111222333FEC20251231.txt",
]
NOTHING = {
    "net": "0.00",
    "gross": "0.00",
    "unapplied": "0.00",
    "overdue": "0.00",
    "sales": "0.00",
    "receipts": "1200.00",
}


def test_what_was_paid_by_a_payment_that_came_back_falls_due_again_as_it_did(tmp_path: Path) -> None:
    imported(tmp_path, [DEBITS / "impaye.txt"])
    book = encours.open(tmp_path)
    assert figures(book, "2025-03-31", "sales", "dso", "overdue", window="3m") == {
        "sales": "1000.00",
        "dso": "90.00",
        "overdue": "1000.00",
    }
    assert figures(book, "2025-03-04", "net", "overdue") == {"net": "0.00", "overdue": "0.00"}


def test_a_refund_of_a_credit_note_is_no_sale(tmp_path: Path) -> None:
    imported(tmp_path, [DEBITS / "remboursement.txt"])
    assert figures(encours.open(tmp_path), "2025-12-31", "sales", "net") == {"sales": "0.00", "net": "0.00"}


def test_the_letter_stands_under_another_heading(tmp_path: Path) -> None:
    imported(tmp_path, [CASES / "fec-lettre-sous-un-autre-nom" / "fec.txt"])
    assert figures(encours.open(tmp_path), "2025-12-31", "net", "overdue", "receipts") == {
        "net": "600.00",
        "overdue": "600.00",
        "receipts": "1200.00",
    }


def test_a_ledger_without_letters_says_what_that_costs(tmp_path: Path) -> None:
    source = (CASES / "fec-lettre-sous-un-autre-nom" / "fec.txt").read_text(encoding="utf-8")
    path = tmp_path / "fec.txt"
    path.write_text(source.replace("EcritureLettre", "Autre"), encoding="utf-8")
    notes = imported(tmp_path / "home", [path]).notes
    assert any("no line bears a matching letter" in note and "1,200.00" in note for note in notes)


def test_a_letter_spans_two_years_together(tmp_path: Path) -> None:
    report = imported(tmp_path, YEARS)
    assert figures(encours.open(tmp_path), "2025-12-31", *NOTHING) == NOTHING
    assert not any("balance" in note and "do not" in note for note in report.notes)


def test_a_letter_spans_two_years_one_after_the_other(tmp_path: Path) -> None:
    reports = [imported(tmp_path, [path]) for path in YEARS]
    assert figures(encours.open(tmp_path), "2025-12-31", *NOTHING) == NOTHING
    assert not any("do not balance" in note for report in reports for note in report.notes)
    assert all(tie.agrees for tie in reports[-1].ties)
