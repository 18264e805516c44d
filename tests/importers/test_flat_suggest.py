"""A mapping is suggested from what was recognised, and reads the file again as recognition did."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.reading import Known, Options, RowsTable
from encours.errors import DataError
from encours.importers.fields import SYNONYMS
from encours.importers.flat.importer import FLAT, suggest
from encours.importers.headers import names, plain, recognise
from encours.importers.mapping import load_mapping

SAMPLES = Path(__file__).parent / "samples" / "flat"
FRENCH = "Code tiers;Libellé;Pièce;Nature;Jour;Échéance;Montant\n"


def loaded(folder: Path, text: str) -> dict[str, object]:
    path = folder / "mapping.toml"
    path.write_text(text, "utf-8")
    return load_mapping(path)


@pytest.mark.parametrize(
    "name", ["balance_cp1252.csv", "open_invoices_us.csv", "fbl5n.txt", "grand_livre.tsv"]
)
def test_the_suggested_mapping_reads_the_file_as_recognition_did(tmp_path: Path, name: str) -> None:
    mapping = loaded(tmp_path, suggest(SAMPLES / name, Options()))
    alone = FLAT.read([SAMPLES / name], Options(entity="E"), Known())
    mapped = FLAT.read([SAMPLES / name], Options(entity="E", mapping=mapping), Known())
    assert mapped.problems == alone.problems
    assert mapped.tables == alone.tables


def test_the_sheet_and_its_header_row_are_suggested(tmp_path: Path) -> None:
    mapping = loaded(tmp_path, suggest(SAMPLES / "postes_ouverts.xlsx", Options(entity="FR01")))
    assert (mapping["sheet"], mapping["header_row"]) == ("Postes ouverts", 3)
    assert mapping["constants"] == {"entity": "FR01"}


def test_a_suggestion_lists_what_it_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(FRENCH + "1;Acme;F1;ZZ;01/02/2024;01/03/2024;5,00\n", "utf-8")
    text = suggest(path, Options())
    assert '#   "Jour"' in text
    assert '# "ZZ" = "?"' in text
    assert '# date_order = "dmy"' in text
    assert 'decimal = ","' in text


def test_a_mapping_completes_recognition(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(FRENCH + "1;Acme;F1;ZZ;15/02/2024;15/03/2024;5,00\n", "utf-8")
    with pytest.raises(DataError, match="posting or issue date"):
        FLAT.read([path], Options(), Known())
    mapping = loaded(
        tmp_path, '[columns]\nissue_date = "jour"\ncustomer_name = "Libellé"\n[kinds]\nZZ = "bill"\n'
    )
    items = FLAT.read([path], Options(mapping=mapping), Known()).tables["items"]
    assert isinstance(items, RowsTable)
    [row] = items.arrow.to_pylist()
    assert (row["kind"], row["issue_date"].isoformat(), row["document"]) == ("bill", "2024-02-15", "F1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colums = {}", r"colums is unknown\. Did you mean columns\?"),
        ('[columns]\ncustomr = "X"', r"columns\.customr is unknown\. Did you mean customer\?"),
        ('[columns]\ncustomer = "Cod tiers"', r'no column "Cod tiers".*nearest is Code tiers'),
        ("[columns]\ncustomer = 3", r"columns\.customer must be text"),
        ('[constants]\nkind = "facture"', r"constants\.kind must be one of invoice"),
        ('[kinds]\nZZ = "facture"', r"kinds\.ZZ must be one of invoice"),
        ('decimal = ";"', r"decimal must be one of"),
        ('date_order = "ydm"', r"date_order must be one of"),
        ("header_row = 0", r"header_row must be a line number"),
        ("header_row = true", r"header_row must be a line number"),
        ('ignore = "X"', r"ignore must be a list"),
        ('columns = "X"', r"\[columns\] must be a section"),
        ('quote = "ab"', r"quote must be one character"),
        ("a = = b", r"not a TOML mapping"),
    ],
)
def test_a_wrong_mapping_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(FRENCH + "1;Acme;F1;ZZ;15/02/2024;15/03/2024;5,00\n", "utf-8")
    with pytest.raises(DataError, match=message):
        FLAT.read([path], Options(mapping=loaded(tmp_path, text)), Known())


def test_a_missing_mapping_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        load_mapping(tmp_path / "absent.toml")


def test_headers_are_read_whatever_their_spelling() -> None:
    headers = ["N° CLIENT", "Nom du client", "Num. de pièce", "DATE_FACTURE", "date éch.", "Mt TTC", "Réf."]
    found = {name: headers[index] for name, index in recognise(headers).items()}
    assert found == {
        "customer": "N° CLIENT",
        "customer_name": "Nom du client",
        "document": "Num. de pièce",
        "issue_date": "DATE_FACTURE",
        "due_date": "date éch.",
        "amount": "Mt TTC",
        "reference": "Réf.",
    }


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            "Number|Invoice Partner Display Name|Invoice/Bill Date|Due Date|Total Signed|Amount Due",
            {"document": 0, "customer_name": 1, "issue_date": 2, "due_date": 3, "amount": 4, "open": 5},
        ),
        (
            "N° compte tiers|Intitulé tiers|Date de pièce|N° pièce|Échéance|Débit|Crédit|Lettrage",
            {"customer": 0, "customer_name": 1, "issue_date": 2, "document": 3, "due_date": 4, "debit": 5, "credit": 6,
             "matching_ref": 7},
        ),
        (
            "Compte|Affectation|Numéro de document|Date d'échéance nette|Montant en devise locale",
            {"customer": 0, "reference": 1, "document": 2, "due_date": 3, "amount": 4},
        ),
        (
            "Account|Amount in doc. curr.|Document currency|Amount in local currency|Posting Date",
            {"customer": 0, "amount": 1, "currency": 2, "posting_date": 4},
        ),
        ("Code client|Client|Date|Montant", {"customer": 0, "customer_name": 1, "issue_date": 2, "amount": 3}),
        ("Client|Date|Montant", {"customer": 0, "issue_date": 1, "amount": 2}),
    ],
)  # fmt: skip
def test_the_headers_of_known_software(headers: str, expected: dict[str, int]) -> None:
    assert recognise(headers.split("|")) == expected


def test_no_name_is_written_twice_under_one_field() -> None:
    for field, phrases in SYNONYMS.items():
        assert len(set(phrases)) == len(phrases), field
        assert all(field in dict(names()[plain(phrase)]) for phrase in phrases)
