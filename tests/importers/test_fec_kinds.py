"""What a customer line of a FEC is, from the entry it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.reading import Options
from encours.errors import DataError
from tests.importers.fec_writer import only, read, write

ENTRIES = [
    ("VT 1 2024-05-02: 411000/A 120, 707000 -100, 445710 -20", "invoice"),
    ("OD 1 2024-05-02: 411000/A 120, 706000 -120", "invoice"),
    ("VT 1 2024-05-02: 411000/A 120, 400000 -120", "invoice"),
    ("VT 1 2024-05-02: 411000/A -120, 707000 100, 445710 20", "credit_note"),
    ("OD 1 2024-05-02: 411000/A -12, 665000 12", "credit_note"),
    ("BQ 1 2024-05-02: 512000 120, 411000/A -120", "payment"),
    ("BQ 1 2024-05-02: 512000 118, 627000 2, 411000/A -120", "payment"),
    ("BQ 1 2024-05-02: 512000 120, 411000/A -120, 445740 20, 445710 -20", "payment"),
    ("CA 1 2024-05-02: 530000 120, 411000/A -120", "payment"),
    ("CH 1 2024-05-02: 580000 120, 411000/A -120", "payment"),
    ("BQ 1 2024-05-02: 411000/A 120, 512000 -120", "other_debit"),
    ("OD 1 2024-05-02: 654000 100, 445710 20, 411000/A -120", "write_off"),
    ("OD 1 2024-05-02: 658000 0.02, 411000/A -0.02", "write_off"),
    ("OD 1 2024-05-02: 401000 120, 411000/A -120", "other_credit"),
    ("OD 1 2024-05-02: 411000/A 40, 763000 -40", "other_debit"),
    ("BQ 1 2024-05-02: 512000 120, 419100/A -120", "advance"),
    ("OD 1 2024-05-02: 654000 100, 416000/A -100", "write_off"),
    ("BQ 1 2024-05-02: 512000 100, 416000/A -100", "payment"),
]


@pytest.mark.parametrize(("entry", "kind"), ENTRIES)
def test_a_line_is_judged_by_the_rest_of_its_entry(tmp_path: Path, entry: str, kind: str) -> None:
    assert only(read(write(tmp_path / "a.txt", entry)), "kind") == [(kind,)]


def test_a_sale_paid_on_the_spot_is_an_invoice_and_a_payment(tmp_path: Path) -> None:
    entry = "VT 1 2024-05-02: 411000/A 120, 707000 -120, 411000/A -120, 530000 120"
    found = read(write(tmp_path / "a.txt", entry))
    assert only(found, "kind", "item") == [("invoice", "VT/2024-05-02/1/1"), ("payment", "VT/2024-05-02/1/2")]


def test_what_moves_to_a_doubtful_account_leaves_the_customer_and_is_no_new_sale(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", "OD 1 2024-05-02: 416000/A 120, 411000/A -120"))
    assert only(found, "kind", "doubtful", "amount") == [
        ("other_debit", True, 120),
        ("other_credit", False, -120),
    ]


def test_a_bill_replaces_the_invoice_it_pays(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", "EF 1 2024-05-02: 413000/A 120, 411000/A -120"))
    assert only(found, "kind") == [("bill",), ("other_credit",)]


def test_a_payment_put_on_another_customer_is_moved_and_neither_sale_nor_cash(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", "OD 1 2024-05-02: 411000/A 120, 411000/B -120"))
    assert only(found, "customer", "kind") == [("A", "other_debit"), ("B", "other_credit")]


def test_an_advance_deducted_from_a_sale_is_part_of_the_sale(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", "VT 1 2024-05-02: 411000/A 90, 419100/A 30, 707000 -120"))
    assert only(found, "kind", "amount") == [("invoice", 90), ("invoice", 30)]


@pytest.mark.parametrize("first", [0, 1])
def test_the_lines_of_an_entry_need_not_follow_each_other(tmp_path: Path, first: int) -> None:
    """Some software sorts the file by account, customers first or last."""
    runs = [
        "OD 1 2024-05-02: 411000/A -120\nBQ 2 2024-05-02: 411000/A -50",
        "OD 1 2024-05-02: 707000 120\nBQ 2 2024-05-02: 512000 50",
    ]
    found = read(write(tmp_path / "a.txt", "\n".join((runs[first], runs[1 - first]))))
    assert only(found, "kind") == [("credit_note",), ("payment",)]


def test_a_customer_no_longer_doubtful_comes_back_without_a_loss(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", "OD 1 2024-05-02: 411000/A 120, 416000/A -120"))
    assert only(found, "kind", "doubtful") == [("other_debit", False), ("other_credit", True)]


def test_other_third_parties_are_not_customers(tmp_path: Path) -> None:
    text = "OD 1 2024-05-02: 401000/F 120, 471000 -120, 418100 10, 411000/A -10"
    assert only(read(write(tmp_path / "a.txt", text)), "customer") == [("A",)]


def test_a_mapping_gives_other_accounts(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "VT 1 2024-05-02: 451000/A 120, 707000 -100, 411000/B -20")
    found = read(path, options=Options(mapping={"fec": {"receivable": ["451"]}}))
    assert only(found, "customer", "amount") == [("A", 120)]


@pytest.mark.parametrize("mapping", [{"clients": ["411"]}, {"receivable": "411"}, {"receivable": [""]}])
def test_a_mapping_that_is_not_understood_is_refused(tmp_path: Path, mapping: dict[str, object]) -> None:
    path = write(tmp_path / "a.txt", "VT 1 2024-05-02: 411000/A 120, 707000 -120")
    with pytest.raises(DataError, match=r"\[fec\]"):
        read(path, options=Options(mapping={"fec": mapping}))


@pytest.mark.parametrize(
    ("text", "kind", "nature"),
    [
        ("OD 8 2025-04-20: 411000/B 0.05, 758000 -0.05", "other_debit", "other_account"),
        ("OD 8 2025-04-20: 411000/B -0.05, 758000 0.05", "other_credit", "other_account"),
        ("OD 8 2025-04-20: 411000/B 120, 758800 -100, 445710 -20", "invoice", None),
        ("VE 8 2025-04-20: 411000/B 120, 758800 -120", "invoice", None),
        ("VE 8 2025-04-20: 411000/B -120, 758800 100, 445710 20", "credit_note", None),
        ("BQ 8 2025-04-20: 512000 240.05, 411000/B -240, 758000 -0.05", "payment", None),
    ],
)
def test_sundry_income_is_a_sale_where_it_bears_vat_or_stands_in_a_sales_journal(
    tmp_path: Path, text: str, kind: str, nature: str | None
) -> None:
    assert only(read(write(tmp_path / "a.txt", text)), "kind", "nature") == [(kind, nature)]
