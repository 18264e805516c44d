"""Debits that are not sales, credits that are not cash: small ledgers, and figures worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import encours
from encours.api import OpenBook
from tests.importers.fec_book import book_of, figures, imported
from tests.importers.fec_others import DEPOSITS, IN_THE_BANK, OPENINGS, OTHERS
from tests.importers.fec_returns import BACK, CANCELLED, MOVED, PAID, REFUNDS, RETURNED, SALE, TWO_DUE
from tests.importers.fec_writer import write

SIREN = 100_000_000
KINDS = {
    "returned": RETURNED,
    "cancelled": CANCELLED,
    "refund": REFUNDS,
    "moved": MOVED,
    "in the bank": IN_THE_BANK,
    "deposit": DEPOSITS,
    "other": OTHERS,
    "opening": OPENINGS,
}
ALL = [(f"{kind}: {case[0]}", *case[1:]) for kind, cases in KINDS.items() for case in cases]


@pytest.fixture(scope="module")
def companies(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    """One company for each ledger, all in one book: an import each would take a second."""
    folder = tmp_path_factory.mktemp("natures")
    paths = [write(folder / f"{SIREN + n}FEC20251231.txt", case[1]) for n, case in enumerate(ALL)]
    imported(folder / "home", paths, entity=None)
    return encours.open(folder / "home")


@pytest.mark.parametrize("number", range(len(ALL)), ids=[case[0] for case in ALL])
def test_the_figures_are_those_worked_out_by_hand(companies: OpenBook, number: int) -> None:
    _name, _ledger, day, expected = ALL[number]
    window = "12m" if day.endswith("12-31") else "3m"  # nothing is known of the sales of before the year
    assert figures(companies, day, *expected, window=window, where=f"entity={SIREN + number}") == {
        name: f"{amount:.2f}" for name, amount in expected.items()
    }


@pytest.mark.parametrize(
    ("day", "overdue"),
    [("2025-02-20", 1200), ("2025-03-03", 1200), ("2025-03-04", 1800)],
)
def test_a_returned_payment_of_two_invoices_gives_each_its_due_date_again(
    tmp_path: Path, day: str, overdue: int
) -> None:
    book = book_of(tmp_path, TWO_DUE)
    assert figures(book, day, "gross", "overdue", "sales") == {
        "gross": "1800.00",
        "overdue": f"{overdue}.00",
        "sales": "1800.00",
    }


def test_discounts_of_two_customers_go_to_their_documents_then_in_proportion(tmp_path: Path) -> None:
    named = "BQ 1 2025-02-10: 512000 285, 665000 5 FA1, 665000 10 FA2, 411000/A -100 FA1, 411000/B -200 FA2"
    shared = "BQ 2 2025-02-11: 512000 299.99, 665000 0.01, 411000/C -100, 411000/D -200"
    book = book_of(tmp_path, f"{named}\n{shared}")
    rows = book.show("credit_notes", as_of="2025-12-31", window="12m", by="customer").rows
    assert {row["customer"]: str(row["credit_notes"]) for row in rows if row["credit_notes"]} == {
        "A": "5.00",
        "B": "10.00",
        "D": "0.01",
    }


def test_a_company_says_that_interest_is_a_sale(tmp_path: Path) -> None:
    ledger = f"{SALE}\nOD 2 2025-03-01: 411000/A 40 INT1, 763100 -40"
    book = book_of(tmp_path, ledger, mapping={"fec": {"interest_is_sale": True}})
    assert figures(book, "2025-12-31", "sales") == {"sales": "1240.00"}


def test_a_company_says_what_an_account_of_its_own_is(tmp_path: Path) -> None:
    ledger = f"{SALE}\nOD 2 2025-01-20: 468700 1200, 411000/A -1200 =A@2025-02-10"
    book = book_of(tmp_path, ledger, mapping={"fec": {"rules": {"4687": "cash"}}})
    assert figures(book, "2025-12-31", "receipts") == {"receipts": "1200.00"}


def test_what_was_decided_is_told_with_its_count_and_one_example(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"{SALE}\n{PAID}\n{BACK} | Impayé V1")
    notes = imported(tmp_path / "home", [path]).notes
    assert any(
        "Returned payment, debits that are no sales: 1 for 1,200.00, such as a.txt:" in note for note in notes
    )
