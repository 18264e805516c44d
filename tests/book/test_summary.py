"""What files say in all: documents by kind, customers, days, currencies, what they leave open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.importers.fec_book import imported as fec
from tests.importers.fec_writer import write
from tests.importers.listed_figures import DAY, imported, written

LIST = """Code client;Facture;Type;Date;Échéance;Montant;Devise;Reste dû
C01;F1;Facture;15/01/2026;14/02/2026;100,00;EUR;40,00
C01;A1;Avoir;16/01/2026;16/01/2026;-30,00;EUR;-30,00
C02;F2;Facture;20/02/2026;22/03/2026;50,00;USD;50,00
"""


def test_a_list_is_summed_by_kind_and_currency_with_what_it_says_is_open(tmp_path: Path) -> None:
    said = imported(tmp_path / "home", written(tmp_path, LIST), snapshot=DAY).report.summary
    assert [(one.kind, one.currency, one.count, one.amount) for one in said.kinds] == [
        ("invoice", "EUR", 1, Decimal(100)),
        ("credit_note", "EUR", 1, Decimal(-30)),
        ("invoice", "USD", 1, Decimal(50)),
    ]
    assert (said.documents, said.customers, said.currencies) == (3, 2, ("EUR", "USD"))
    assert (said.first, said.last) == (date(2026, 1, 15), date(2026, 2, 20))
    assert [(one.currency, one.owed, one.credits, one.net) for one in said.opens] == [
        ("EUR", Decimal(40), Decimal(-30), Decimal(10)),
        ("USD", Decimal(50), Decimal(0), Decimal(50)),
    ]


def test_what_was_deduced_from_a_list_is_no_document_of_it(tmp_path: Path) -> None:
    first = written(tmp_path, LIST)
    second = written(tmp_path, LIST.replace("40,00", "10,00").split("C02")[0], "next.csv")
    imported(tmp_path / "home", first, snapshot=DAY)
    report = imported(tmp_path / "home", second, snapshot=date(2026, 4, 30)).report
    assert report.summary.documents == 2
    assert [one.net for one in report.summary.opens] == [Decimal(-20)]


def test_a_ledger_leaves_open_what_its_letters_do_not_settle(tmp_path: Path) -> None:
    entries = """
    VE 1 2026-01-05: 411000/A 120 FA1 =A@2026-02-01, 706000 -120
    VE 2 2026-01-06: 411000/B 60 FA2, 706000 -60
    BQ 3 2026-02-01: 512000 100, 411000/A -100 =A@2026-02-01
    """
    report = fec(tmp_path / "home", [write(tmp_path / "a.txt", entries)])
    [left] = report.summary.opens
    assert (left.owed, left.credits) == (Decimal(80), Decimal(0))
    assert [(one.kind, one.count) for one in report.summary.kinds] == [("invoice", 2), ("payment", 1)]


def test_what_is_matched_in_a_list_is_neither_owed_nor_a_credit(tmp_path: Path) -> None:
    head = "Code client;Facture;Date;Montant;Reste dû;Lettrage;Réglé le\n"
    lines = (
        "C01;F1;15/01/2026;100,00;0,00;A;\nC01;R1;20/01/2026;-40,00;0,00;A;\nC01;R2;21/01/2026;-80,00;-20,00;A;\n"
        "C02;F2;20/02/2026;50,00;0,00;;25/02/2026\nC02;F3;22/02/2026;70,00;70,00;;\n"
    )
    report = imported(tmp_path / "home", written(tmp_path, head + lines), snapshot=DAY).report
    [left] = report.summary.opens
    assert (left.owed, left.credits) == (Decimal(70), Decimal(-20))
