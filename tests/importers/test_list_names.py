"""Headers of usual programs are known without a mapping; a customer known by his name has it for code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from encours.book.reading import Known, Options
from encours.errors import DataError
from encours.importers.catalogue import choose
from encours.importers.flat.importer import suggest
from tests.importers.flat_reader import column, read
from tests.importers.listed_figures import LISTS, imported, written

CASE = LISTS / "client-par-son-nom"


@pytest.mark.parametrize(
    ("name", "net", "customers"),
    [
        ("nom.csv", "2100.00", 2),
        ("id_client.csv", "2100.00", 2),
        ("pennylane.csv", "1930.40", 2),
        ("quickbooks.csv", "2460.00", 3),
        ("tally.csv", "1750.25", 2),
    ],
)
def test_a_list_is_read_without_a_mapping(tmp_path: Path, name: str, net: str, customers: int) -> None:
    listed = imported(tmp_path, CASE / name, snapshot=date(2026, 3, 31))
    assert listed.figure("net") == net
    assert len(listed.by_customer()) == customers
    by_name = listed.notes("name only")
    assert bool(by_name) == (name != "id_client.csv")


def test_spellings_of_a_name_are_one_customer(tmp_path: Path) -> None:
    text = "Nom du client;N° facture;Date facture;Montant TTC\n"
    lines = (
        "Société Éclair;F1;15/01/2026;10,00\nSOCIETE  ECLAIR;F2;15/01/2026;5,00\nBrun;F3;15/01/2026;1,00\n"
    )
    reading = read(tmp_path, text + lines)
    assert column(reading, "customer") == ["Société Éclair", "Société Éclair", "Brun"]
    assert any("SOCIETE  ECLAIR is Société Éclair" in note for note in reading.notes)


def test_a_name_the_book_knows_is_that_customer(tmp_path: Path) -> None:
    coded = written(
        tmp_path, "Code client,Nom du client,Pièce,Date,Montant\nC01,Éclair,F1,15/01/2026,10.00\n", "a.csv"
    )
    named = written(tmp_path, "Nom du client,Pièce,Date,Montant\nECLAIR,F2,15/01/2026,5.00\n", "b.csv")
    assert imported(tmp_path / "home", [coded, named]).by_customer() == {"C01": "15.00"}


def test_a_name_two_customers_share_is_nobody_s_code(tmp_path: Path) -> None:
    known = Known(customers=lambda entity: {"C01": "Éclair", "C02": "Eclair"})
    reading = read(tmp_path, "Nom du client,Pièce,Date,Montant\nECLAIR,F2,15/01/2026,5.00\n", known)
    assert column(reading, "customer") == ["ECLAIR"]


def test_a_line_without_a_code_takes_that_of_its_name(tmp_path: Path) -> None:
    text = "Code client,Nom du client,Pièce,Date,Montant\nC01,Brun,F1,15/01/2026,10.00\n,BRUN,F2,15/01/2026,5.00\n"
    assert column(read(tmp_path, text + ",Duval,F3,15/01/2026,1.00\n"), "customer") == ["C01", "C01", "Duval"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Nom du client;Date facture;Remarque\nBrun;15/01/2026;x\n",
            r"nearest format is flat.*line 1.*the amount",
        ),
        ("Facture;Montant;Échéance;Qui\nF1;5,00;15/01/2026;Brun\n", r"the customer.*among: Qui"),
        (
            "EcritureDate\tCompteNum\tCompteLib\tEcritureLib\tDebit\n",
            r"nearest format is fec.*JournalCode, EcritureNum",
        ),
        ("hello\n", r"no format \(.*\)\. Say which"),
    ],
)
def test_what_no_format_knows_is_told_what_it_lacks(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        choose(written(tmp_path, text))


def test_a_mapping_implies_its_format(tmp_path: Path) -> None:
    path = written(tmp_path, "Facture;Montant;Échéance;Qui\nF1;5,00;15/01/2026;Brun\n")
    assert choose(path, mapping={"columns": {"customer": "Qui"}}).name == "flat"
    assert choose(path, mapping={"fec": {"receivable": ["41"]}}).name == "fec"


def test_the_words_of_a_header_may_come_in_any_order(tmp_path: Path) -> None:
    text = "Client,Number of invoice,Date issued,Amount\nBrun,F1,2026-01-15,10.00\n"
    reading = read(tmp_path, text)
    assert (column(reading, "document"), column(reading, "issue_date")) == (["F1"], [date(2026, 1, 15)])


@pytest.mark.parametrize(
    ("header", "code"), [("Amount (USD)", "USD"), ("Montant GBP", "GBP"), ("Montant TTC", None)]
)
def test_the_currency_may_stand_in_the_header_of_the_amounts(
    tmp_path: Path, header: str, code: str | None
) -> None:
    text = f"Client,Invoice number,Invoice date,{header}\nBrun,F1,2026-01-15,10.00\n"
    assert column(read(tmp_path, text), "currency") == [code]


def test_a_dollar_is_asked_about(tmp_path: Path) -> None:
    text = "Client,Invoice number,Invoice date,Amount\nBrun,F1,2026-01-15,$10.00\n"
    assert any("which dollar" in note for note in read(tmp_path, text).notes)
    assert not any("which dollar" in note for note in read(tmp_path, text, currency="CAD").notes)


def test_statuses_are_suggested(tmp_path: Path) -> None:
    lines = "Brun,F1,2026-01-15,10.00,Paid\nBrun,F2,2026-01-15,1.00,ZZ\n"
    path = written(tmp_path, "Client,Invoice number,Invoice date,Amount,Status\n" + lines)
    told = suggest(path, Options())
    assert '[statuses]\n# "Paid" = "settled"\n# "ZZ" = "?"' in told
