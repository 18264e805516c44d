"""An account of the ledger is never the customer where another column names him; only customers' accounts count."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.flat_reader import column, read
from tests.importers.listed_figures import LISTS, imported

CASE = LISTS / "compte-general-pour-client"
PORT, LENOIR = "Menuiserie du Port", "Garage Lenoir"


@pytest.mark.parametrize(
    ("name", "customers"),
    [
        ("odoo.csv", {"Atelier Brun": "700.00", "Caves Duval": "900.00"}),
        ("account_name.csv", {"Atelier Brun": "1200.00", "Caves Duval": "900.00"}),
        ("ecritures_odoo.csv", {PORT: "700.00", LENOIR: "900.00"}),
        ("account_type.csv", {"Harbour Joinery": "700.00", "Lenoir Motors": "900.00"}),
        ("sage.csv", {"MENUI": "700.00", "LENOI": "900.00"}),
        ("compte_individuel.csv", {"411MENUI": "700.00", "411LENOI": "900.00"}),
    ],
)
def test_the_customer_is_the_one_who_is_named(tmp_path: Path, name: str, customers: dict[str, str]) -> None:
    listed = imported(tmp_path, CASE / name)
    assert listed.by_customer() == customers
    assert not listed.report.problems


@pytest.mark.parametrize(
    ("name", "told"),
    [("ecritures_odoo.csv", "6 lines of a whole ledger"), ("account_type.csv", "3 lines of a whole ledger")],
)
def test_a_whole_ledger_tells_what_it_leaves_out(tmp_path: Path, name: str, told: str) -> None:
    [note] = imported(tmp_path, CASE / name).notes("whole ledger")
    assert note.startswith(told)
    assert "left out (-1,600.00; line 3: " in note


def test_the_accounts_of_customers_can_be_said(tmp_path: Path) -> None:
    text = (
        "Date;Pièce;Compte;Partenaire;Débit;Crédit\n15/01/2026;F1;411000;Brun;10,00;\n15/01/2026;F2;467000;Duval;5,00;\n"
        "15/01/2026;V1;701000;Brun;;15,00\n"
    )
    assert column(read(tmp_path, text), "item") == ["F1"]
    mapping = {"fec": {"receivable": ["411", "467"]}}
    assert column(read(tmp_path, text, mapping=mapping), "item") == ["F1", "F2"]


def test_numbers_of_customers_are_no_ledger(tmp_path: Path) -> None:
    text = (
        "Account,Document Number,Posting Date,Amount\n411002,F1,2026-01-15,10.00\n512003,F2,2026-01-15,5.00\n"
    )
    reading = read(tmp_path, text)
    assert column(reading, "customer") == ["411002", "512003"]
    text = text.replace("Account,", "Code client,")
    assert column(read(tmp_path, text), "customer") == ["411002", "512003"]


def test_one_account_with_one_name_is_still_no_customer(tmp_path: Path) -> None:
    text = "Compte,Partenaire,Pièce,Date,Montant\n411000,Brun,F1,15/01/2026,10.00\n"
    assert column(read(tmp_path, text), "customer") == ["Brun"]


def test_an_account_stays_a_column_of_its_own(tmp_path: Path) -> None:
    text = "Compte,Partenaire,Pièce,Date,Montant\n411000,Brun,F1,15/01/2026,10.00\n"
    assert column(read(tmp_path, text), "Compte") == ["411000"]
