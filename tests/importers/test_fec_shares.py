"""Bank entries of several customers: what each takes of the rest, and what is no part of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.importers.fec_writer import only, read, write

CUSTOMERS = "411000/A -1200 {0}1, 411000/B -600 {0}2, 411000/C -100 {0}3"


def kinds(folder: Path, entry: str, *words: tuple[str, str]) -> dict[str, list[Decimal]]:
    """The amounts of each kind in the items of an entry; `words`: accounts, and the label of their line."""
    path = write(folder / "a.txt", f"BQ 4 2025-02-28: {entry}")
    rows = path.read_text().splitlines()
    for account, label in words:
        rows = [row.replace("Ligne 4", label) if f"\t{account}\t" in row else row for row in rows]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found: dict[str, list[Decimal]] = {}
    for kind, amount in only(read(path), "kind", "amount"):
        found.setdefault(kind, []).append(amount)
    return found


WHOLE = [Decimal(-1200), Decimal(-600), Decimal(-100)]


@pytest.mark.parametrize("account", ["401000/F", "467000", "651000"])
def test_a_movement_of_its_own_in_a_month_of_the_bank_is_no_part_of_the_payments(
    tmp_path: Path, account: str
) -> None:
    rest = f"627000 8 V4, {account} 300 V5, 512000 1592 B2"
    assert kinds(tmp_path, f"{CUSTOMERS.format('V')}, {rest}") == {"payment": WHOLE}


def test_words_of_its_own_say_it_where_all_bear_one_document(tmp_path: Path) -> None:
    entry = "411000/A -1200 B2, 411100/B -600 B2, 411200/C -100 B2, 401000/F 300 B2, 512000 1600 B2"
    words = [("411000", "VIR Alpha"), ("411100", "VIR Beta"), ("411200", "VIR Gamma"), ("512000", "Mois")]
    assert kinds(tmp_path, entry, *words, ("401000", "VIR fournisseur")) == {"payment": WHOLE}
    found = kinds(tmp_path, entry, *words, ("401000", "Compensation"))
    assert sum(found["other_credit"]) == -300


def test_an_offset_of_the_customers_is_shared_by_document_then_in_proportion(tmp_path: Path) -> None:
    by_document = kinds(tmp_path, f"{CUSTOMERS.format('V')}, 401000/F 300 V2, 512000 1600 B2")
    assert by_document == {
        "payment": [Decimal(-1200), Decimal(-300), Decimal(-100)],
        "other_credit": [Decimal(-300)],
    }
    in_proportion = kinds(tmp_path, f"{CUSTOMERS.format('V')}, 401000/F 190 B2, 512000 1710 B2")
    assert in_proportion["other_credit"] == [Decimal(-120), Decimal(-60), Decimal(-10)]


def test_an_offset_goes_with_the_payment_whose_cash_it_completes(tmp_path: Path) -> None:
    entry = "411000/A -1200, 512000 1200, 411000/B -600, 512000 590, 658000 10"
    assert kinds(tmp_path, entry) == {"payment": [Decimal(-1200), Decimal(-590)], "write_off": [Decimal(-10)]}


def test_the_offset_of_one_customer_may_bear_the_document_of_the_supplier(tmp_path: Path) -> None:
    found = kinds(tmp_path, "411000/A -1200 FA1, 401000/F 300 FF7, 512000 900 V1")
    assert found == {"payment": [Decimal(-900)], "other_credit": [Decimal(-300)]}


def test_without_documents_nothing_is_a_movement_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "BQ 4 2025-02-28: 411000/A -100, 411000/B -300, 401000/F 40, 512000 360")
    rows = [row.split("\t") for row in path.read_text().splitlines()]
    path.write_text("\n".join("\t".join((*row[:8], *row[9:])) for row in rows) + "\n", encoding="utf-8")
    assert sum(amount for kind, amount in only(read(path), "kind", "amount") if kind == "other_credit") == -40
