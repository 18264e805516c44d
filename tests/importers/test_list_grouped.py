"""The customer may stand on a heading line above his items, with totals below: printed lists and aged details."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from encours.importers.flat.importer import FLAT
from tests.importers.flat_reader import amounts, column, read
from tests.importers.listed_figures import DAY, LISTS, imported, written

CASE = LISTS / "liste-groupee-par-client"
HEADER = "Nom;Date;Pièce;Échéance;Montant\n"


@pytest.mark.parametrize(
    ("name", "customers"),
    [
        ("grouped.csv", {"Atelier Brun": "1700.00", "Caves Duval": "300.50"}),
        ("aged_detail.xlsx", {"Atelier Brun": "1500.50", "Caves Duval": "4550.00"}),
        ("sage_echeancier.csv", {"411MENUI": "700.00", "411LENOI": "900.00"}),
        (
            "par_commercial.csv",
            {"Harbour Joinery": "700.00", "Lenoir Motors": "900.00", "Mill & Daughters": "50.50"},
        ),
        ("odoo_aged.xlsx", {"Harbour Joinery": "700.00", "Lenoir Motors": "900.00"}),
    ],
)
def test_the_customer_is_that_of_the_heading(tmp_path: Path, name: str, customers: dict[str, str]) -> None:
    listed = imported(tmp_path, CASE / name, snapshot=DAY)
    assert listed.by_customer() == customers
    assert listed.notes("lines above their items")
    assert not listed.report.problems


def test_the_name_beside_the_code_is_the_customer_s(tmp_path: Path) -> None:
    listed = imported(tmp_path, CASE / "sage_echeancier.csv", snapshot=DAY)
    rows = listed.book.show("net", as_of=DAY, by="customer").rows
    assert len(rows) == 2
    reading = read(tmp_path, (CASE / "sage_echeancier.csv").read_text("utf-8"), snapshot=DAY)
    assert column(reading, "name", "customers") == ["Menuiserie du Port", "Garage Lenoir"]


def test_without_totals_each_heading_ends_the_one_before(tmp_path: Path) -> None:
    lines = "Brun;;;;\n;15/01/2026;F1;;5,00\nDuval;;;;\n;15/01/2026;F2;;7,00\n;16/01/2026;F3;;9,00\n"
    assert column(read(tmp_path, HEADER + lines), "customer") == ["Brun", "Duval", "Duval"]


def test_code_and_name_may_stand_in_two_cells(tmp_path: Path) -> None:
    lines = "C01;Brun;;;\n;15/01/2026;F1;;5,00\nC02;Duval;;;\n;15/01/2026;F2;;7,00\n"
    reading = read(tmp_path, HEADER + lines)
    assert column(reading, "customer") == ["C01", "C02"]
    assert column(reading, "name", "customers") == ["Brun", "Duval"]


FORWARD = "Brun;;;;\n{words};;50,00\n;15/01/2026;F1;;5,00\n;20/01/2026;F2;;6,00\nTotal Brun;;;;61,00\n"


@pytest.mark.parametrize(
    "words",
    [";;Solde initial", ";Report à nouveau;", "Initial Balance;;", "Opening balance;;", ";À-nouveaux;"],
)
def test_money_brought_forward_is_an_opening_of_the_customer_above(tmp_path: Path, words: str) -> None:
    reading = read(tmp_path, HEADER + FORWARD.format(words=words))
    assert column(reading, "customer") == ["Brun"] * 3
    assert column(reading, "kind") == ["other_debit", "invoice", "invoice"]
    assert column(reading, "nature")[0] == "opening"
    assert column(reading, "posting_date")[0] == date(2026, 1, 15)
    [note] = [note for note in reading.notes if "brought forward" in note]
    assert "counts as an opening" in note
    assert "50.00 (line 3)" in note


def test_what_the_book_holds_is_not_brought_forward_again(tmp_path: Path) -> None:
    before = written(tmp_path, HEADER + "Brun;;;;\n;20/12/2025;F0;;50,00\n", "2025.csv")
    after = written(tmp_path, HEADER + FORWARD.format(words=";;Solde initial"), "2026.csv")
    listed = imported(tmp_path / "home", [before, after, after])
    assert listed.figure("net") == "61.00"
    assert listed.notes("left out, as the book holds items from before")


def test_a_balance_with_a_date_is_that_of_the_customer_above(tmp_path: Path) -> None:
    lines = "Brun;;;;\nReport à nouveau;01/01/2026;;;50,00\n;15/01/2026;F1;;5,00\nDuval;;;;\n;20/01/2026;F2;;7,00\n"
    reading = read(tmp_path, HEADER.replace("Nom", "Client") + lines)
    assert column(reading, "customer") == ["Brun", "Brun", "Duval"]
    assert column(reading, "nature") == ["opening", None, None]


def test_words_of_a_balance_are_no_customer(tmp_path: Path) -> None:
    lines = (
        "Solde initial;01/01/2026;;;50,00\nBrun;15/01/2026;F1;;5,00\nOuverture Conseil;20/01/2026;F2;;7,00\n"
    )
    reading = read(tmp_path, HEADER.replace("Nom", "Client") + lines)
    assert column(reading, "customer") == ["Brun", "Ouverture Conseil"]
    [note] = [note for note in reading.notes if "brought forward" in note]
    assert "no customer and is left out" in note


def test_the_same_list_twice_brings_forward_once(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + FORWARD.format(words=";;Solde initial"))
    assert imported(tmp_path / "home", [path, path]).figure("net") == "61.00"


def test_money_brought_forward_of_nobody_is_told(tmp_path: Path) -> None:
    lines = ";;Solde initial;;50,00\nBrun;;;;\n;15/01/2026;F1;;5,00\nTotal Brun;;;;5,00\n"
    reading = read(tmp_path, HEADER + lines)
    assert column(reading, "item") == ["F1"]
    [note] = [note for note in reading.notes if "brought forward" in note]
    assert "50.00 (line 2: Solde initial" in note


def test_dates_may_stand_in_a_first_column_without_a_header(tmp_path: Path) -> None:
    head = ",JNL,Ref,Invoice Date,Due Date,Debit,Credit\n"
    items = "01/15/2026,INV,F1,01/15/2026,02/14/2026,12.00,\n02/20/2026,BNK1,P1,,,,10.00\n"
    reading = read(tmp_path, f"{head}Azur,,,,,12.00,10.00\n{items}Total,,,,,12.00,10.00\n")
    assert column(reading, "posting_date") == [date(2026, 1, 15), date(2026, 2, 20)]
    assert column(reading, "document") == ["F1", "P1"]


def test_a_line_without_a_date_below_a_heading_is_refused(tmp_path: Path) -> None:
    lines = "Brun;;;;\n;15/01/2026;F1;;5,00\n;;F2;31/01/2026;7,00\n"
    reading = read(tmp_path, HEADER + lines)
    assert [(problem.line, problem.message) for problem in reading.problems] == [(4, "a date is missing")]


def test_a_list_that_names_its_customers_is_not_grouped(tmp_path: Path) -> None:
    lines = "Brun;15/01/2026;F1;;5,00\nTotal Brun;;;;5,00\nDuval;15/01/2026;F2;;7,00\n"
    text = HEADER.replace("Nom", "Client") + lines
    assert column(read(tmp_path, text), "customer") == ["Brun", "Duval"]


@pytest.mark.parametrize("lines", [";15/01/2026;F1;;5,00\nTotal;;;;5,00\n", "Brun;;;;\nDuval;;;;\n"])
def test_a_list_without_any_customer_is_not_recognised(tmp_path: Path, lines: str) -> None:
    assert not FLAT.recognises(written(tmp_path, "Remarque;Date;Pièce;Échéance;Montant\n" + lines))


def test_totals_may_stand_in_the_column_of_dates(tmp_path: Path) -> None:
    lines = (
        "Current,,,,\n2026-01-15,F1,Brun,5.00,5.00\nTotal for Current,,,$5.00,$5.00\nTOTAL,,,$5.00,$5.00\n"
    )
    reading = read(tmp_path, "Date,Num,Customer,Amount,Open balance\n" + lines)
    assert (column(reading, "customer"), list(reading.problems)) == (["Brun"], [])
    assert [(total.line, total.printed, total.agrees) for total in reading.totals] == [(5, Decimal(5), True)]


def test_the_amount_may_stand_in_the_column_of_its_age(tmp_path: Path) -> None:
    lines = "Brun;F1;15/01/2026;14/02/2026;;0,00;70,00\nDuval;F2;15/03/2026;14/04/2026;50,00;;\n"
    reading = read(tmp_path, "Client;Facture;Date;Échéance;Non échu;1 à 30 jours;31-60\n" + lines)
    assert amounts(reading) == ["70.00", "50.00"]
    assert any("2 amounts are in the column of their age" in note for note in reading.notes)


def test_an_aged_detail_may_have_totals_for_customers_alone(tmp_path: Path) -> None:
    head = ",Invoice Date,Due Date,Not Due,1-30,Older,Total\n"
    lines = "Brun,,,,70.00,,70.00\nF1,2026-01-15,2026-02-14,,90.00,,\nR1,2026-02-20,2026-02-20,,-20.00,,\n"
    reading = read(tmp_path, head + lines)
    assert (amounts(reading), column(reading, "item")) == (["90.00", "-20.00"], ["F1", "R1"])
