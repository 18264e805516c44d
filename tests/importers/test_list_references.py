"""A reference is the number of the document where no better column is; what tells a credit note from a payment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.flat_reader import column, read


@pytest.mark.parametrize("header", ["Réf.", "Référence", "Ref", "Réf. interne"])
def test_a_reference_is_the_number_where_no_column_is_better(tmp_path: Path, header: str) -> None:
    text = f"{header};Tiers;Date facturation;Montant TTC\nFA1;Garance;15/01/2026;12,00\nAV1;Garance;16/01/2026;-2,00\n"
    reading = read(tmp_path, text)
    assert column(reading, "document") == ["FA1", "AV1"]
    assert column(reading, "kind") == ["invoice", "credit_note"]


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("Référence client", "CMD1", "CMD2"),
        ("Référence", "Chantier", ""),
        ("N° facture;Référence", "1;X", "2;Y"),
    ],
)
def test_other_references_stay_references(tmp_path: Path, header: str, first: str, second: str) -> None:
    rows = f"{first};Olt;15/01/2026;12,00\n{second};Olt;16/01/2026;3,00\n"
    reading = read(tmp_path, f"{header};Tiers;Date facturation;Montant TTC\n{rows}")
    assert not {"CMD1", "Chantier", "X"} & set(column(reading, "document"))


@pytest.mark.parametrize(
    ("without", "kind"), [("-10,00", "credit_note"), ("", "payment"), ("-12,00", "credit_note")]
)
def test_a_credit_with_its_vat_is_a_credit_note(tmp_path: Path, without: str, kind: str) -> None:
    rows = f"1;Olt;15/01/2026;50,00;60,00\n2;Olt;16/01/2026;{without};-12,00\n"
    text = f"N° facture;Client;Date;Montant HT;Montant TTC\n{rows}"
    assert column(read(tmp_path, text), "kind") == ["invoice", kind]


def test_a_net_amount_that_repeats_the_amount_says_nothing(tmp_path: Path) -> None:
    rows = "1,Olt,2026-01-15,60.00,60.00\n2,Olt,2026-01-16,-12.00,-12.00\n"
    text = f"Number,Customer,Date,Net amount,Amount\n{rows}"
    assert column(read(tmp_path, text), "kind") == ["invoice", "payment"]


def test_what_is_matched_in_part_is_not_said_to_count_whole(tmp_path: Path) -> None:
    head = "Compte tiers;Réf. interne;Date comptable;Débit;Crédit;Lettrage;État lettrage\n"
    rows = (
        "C1;FA1;15/01/2026;600,00;;A;Partiellement lettré\nC1;V1;15/02/2026;;250,00;A;Partiellement lettré\n"
    )
    assert not [note for note in read(tmp_path, head + rows).notes if "count whole" in note]
