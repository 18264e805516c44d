"""Debits that are no sales, and credits that are no cash, are told by the words of their type or of their label."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.importers.flat_reader import column, read
from tests.importers.listed_figures import LISTS, imported

CASE = LISTS / "debits-qui-ne-sont-pas-des-ventes"
YEAR = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("name", "net", "sales", "no_sales"),
    [
        ("business_central.csv", "640.00", "1600.00", "2 debits"),
        ("grand_livre.csv", "1450.00", "1150.00", "3 debits"),
        ("sans_type.csv", "1000.00", "920.00", "2 debits"),
    ],
)
def test_debits_that_are_no_sales_are_owed_and_not_sold(
    tmp_path: Path, name: str, net: str, sales: str, no_sales: str
) -> None:
    listed = imported(tmp_path, CASE / name)
    [row] = listed.book.show("sales", as_of=YEAR, settings={"window": "12m"}).rows
    assert (listed.figure("net", YEAR), f"{row['sales']:.2f}") == (net, sales)
    [note] = listed.notes("not sales")
    assert note.startswith(no_sales)


@pytest.mark.parametrize(
    ("word", "amount", "kind"),
    [
        ("Impayé", "5.00", "other_debit returned"),
        ("Returned payment", "5.00", "other_debit returned"),
        ("Cancelled payment", "5.00", "other_debit cancelled"),
        ("Refund", "5.00", "other_debit refund"),
        ("Refund", "-5.00", "credit_note"),
        ("Règlement", "5.00", "other_debit cancelled"),
        ("Règlement", "-5.00", "payment"),
        ("Acompte", "5.00", "other_debit from_deposit"),
        ("Transfer", "5.00", "other_debit transfer"),
        ("Transfer", "-5.00", "other_credit transfer"),
        ("Écart de change", "5.00", "other_debit exchange"),
        ("Compensation", "-5.00", "other_credit offset"),
        ("Intérêts de retard", "5.00", "other_debit interest"),
        ("À nouveau", "5.00", "other_debit opening"),
        ("À nouveau", "-5.00", "other_credit opening"),
        ("Escompte", "-5.00", "write_off"),
        ("OD", "-5.00", "other_credit other_account"),
        ("Écart de règlement", "-5.00", "write_off"),
        ("Facture", "-5.00", "credit_note"),
        ("Avoir", "5.00", "debit_note"),
        ("Facture impayée", "5.00", "invoice"),
        ("Rejet de prélèvement du 12", "5.00", "other_debit returned"),
    ],
)
def test_a_type_and_its_sign_make_the_kind(tmp_path: Path, word: str, amount: str, kind: str) -> None:
    head = "customer,document,type,posting_date,amount\n"
    signs = "A,0,Facture,2024-01-31,9.00\nA,00,Règlement,2024-01-31,-1.00\nA,000,Avoir,2024-01-31,-1.00\n"
    reading = read(tmp_path, f"{head}{signs}A,1,{word},2024-01-31,{amount}\n")
    what = (column(reading, "kind")[3], column(reading, "nature")[3])
    assert " ".join(filter(None, what)) == kind


@pytest.mark.parametrize(
    ("label", "amount", "kind"),
    [
        ("Rejet prélèvement", "5.00", "other_debit"),
        ("Rejet prélèvement", "-5.00", "payment"),
        ("Avoir n° 12", "-5.00", "credit_note"),
        ("Avoir n° 12", "5.00", "invoice"),
        ("Escompte accordé", "-5.00", "write_off"),
        ("Nouveau client", "5.00", "invoice"),
        ("Relance facture impayée", "5.00", "invoice"),
        ("Fourniture", "5.00", "invoice"),
    ],
)
def test_a_label_says_what_no_type_does(tmp_path: Path, label: str, amount: str, kind: str) -> None:
    text = f"customer,document,posting_date,amount,Libellé\nA,1,2024-01-31,{amount},{label}\n"
    assert column(read(tmp_path, text), "kind") == [kind]


def test_a_mapping_may_make_interest_a_sale(tmp_path: Path) -> None:
    text = "customer,document,type,posting_date,amount\nA,1,Intérêts,2024-01-31,5.00\n"
    assert column(read(tmp_path, text, mapping={"kinds": {"Intérêts": "debit_note"}}), "kind") == [
        "debit_note"
    ]
