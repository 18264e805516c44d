"""The report says which columns were read and which were not, and sets the list's own total beside ours."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.importers.flat_reader import read
from tests.importers.listed_figures import DAY, LISTS, imported

HEADER = "Code client;Facture;Date;Échéance;Montant TTC;TVA;Chantier\n"
LINES = "C01;F1;15/01/2026;14/02/2026;100,00;16,67;Brest\nC02;F2;16/01/2026;15/02/2026;50,00;8,33;\n"


def test_columns_read_come_first_then_those_not_used_numbers_before_words(tmp_path: Path) -> None:
    notes = read(tmp_path, HEADER + LINES).notes
    assert notes[0].startswith(
        "columns read: customer = Code client, document = Facture, amount = Montant TTC"
    )
    assert notes[1] == "columns of numbers not used: TVA"
    assert notes[2] == "other columns not used, kept as they are: Chantier"


@pytest.mark.parametrize(
    ("total", "told"),
    [
        ("Total;;;;150,00;;", "150.00, as its lines add up to"),
        ("Total général;;;;150,00;25,00;", "150.00, as its lines add up to"),
        (";;;;150,00;25,00;", "150.00, as its lines add up to"),
        ("Total;;;;160,00;;", "160.00, but the lines read add up to 150.00: 10.00 apart"),
        ("Total C01;;;;100,00;;", ""),
    ],
)
def test_the_total_a_list_prints_is_set_beside_ours(tmp_path: Path, total: str, told: str) -> None:
    totals = [str(total) for total in read(tmp_path, HEADER + LINES + total + "\n").totals]
    assert totals == ([f"list.csv: total printed (line 4): {told}"] if told else [])


@pytest.mark.parametrize(
    "name", ["grouped.csv", "aged_detail.xlsx", "sage_echeancier.csv", "par_commercial.csv"]
)
def test_the_totals_of_grouped_lists_tie(tmp_path: Path, name: str) -> None:
    listed = imported(tmp_path, LISTS / "liste-groupee-par-client" / name, snapshot=DAY)
    assert [total.agrees for total in listed.report.summary.totals] == [True]


def test_what_is_left_out_by_its_status_is_in_the_list_s_total(tmp_path: Path) -> None:
    text = "Code client;Facture;Date;Montant TTC;Statut\nC01;F1;15/01/2026;100,00;Payée\nC01;F2;15/01/2026;50,00;Due\n"
    [total] = read(tmp_path, text + "Total;;;150,00;\n").totals
    assert (total.printed, total.read) == (Decimal(150), Decimal(150))


@pytest.mark.parametrize(("total", "tied"), [("150,00", True), ("157,00", True), ("160,00", False)])
def test_a_printed_total_may_count_what_is_left_out_or_not(tmp_path: Path, total: str, tied: bool) -> None:
    head = "Code client;Facture;Date;Montant TTC;Statut\n"
    lines = "C01;F1;15/01/2026;100,00;Envoyée\nC02;F2;16/01/2026;50,00;Envoyée\nC02;F3;16/01/2026;7,00;Brouillon\n"
    [said] = read(tmp_path, f"{head}{lines}Total;;;{total};\n").totals
    assert (said.printed == said.read) == tied
