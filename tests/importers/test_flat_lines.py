"""A list of receivables from any software is read line by line, and nothing is dropped unsaid."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.book.reading import Known, Options
from encours.errors import DataError
from encours.importers.flat.importer import FLAT
from tests.importers.flat_reader import HEAD, column, read, rows, written


def test_entities_in_their_order_of_authority(tmp_path: Path) -> None:
    text = f"entity,{HEAD}\nX,A,1,2024-01-31,,5.00\n,A,2,2024-01-31,,5.00\n"
    assert column(read(tmp_path, text), "entity") == ["E", "E"]
    assert column(read(tmp_path, text, entity=None, mapping={"constants": {"entity": "M"}}), "entity") == [
        "M",
        "M",
    ]
    assert column(read(tmp_path, text, Known(entities=["K"]), entity=None), "entity") == ["X", "K"]
    assert column(read(tmp_path, text, Known(entities=["K", "L"]), entity=None), "entity") == ["X", "MAIN"]


def test_customers_are_listed_once_with_what_is_said_of_them(tmp_path: Path) -> None:
    head = "Code client;Raison sociale;SIRET;Pays;Pièce;Date;Montant\n"
    text = (
        head
        + "1;;732 829 320 00074;FR;F1;31/01/2024;5,00\n1;Acme;;;F2;31/01/2024;5,00\n2;Zed;12;;F3;31/01/2024;5,00\n"
    )
    reading = read(tmp_path, text)
    shown = [(row["customer"], row["name"], row["siren"]) for row in rows(reading, "customers")]
    assert shown == [("1", "Acme", "732829320"), ("2", "Zed", None)]
    assert any("SIREN" in note for note in reading.notes)


def test_a_table_of_a_book_is_left_to_its_importer(tmp_path: Path) -> None:
    text = "entity,customer,item,kind,posting_date,amount\nE,A,1,invoice,2024-01-31,5.00\n"
    assert not FLAT.recognises(written(tmp_path, text, "items.csv"))
    assert FLAT.recognises(written(tmp_path, text, "list.csv"))
    assert FLAT.recognises(written(tmp_path, text.replace("kind", "type"), "items.csv"))


@pytest.mark.parametrize("code", ["EURO", "12", "€"])
def test_a_currency_given_that_is_no_code_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(DataError, match="ISO 4217"):
        read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,5.00\n", currency=code)


def test_disputes_by_flag_or_by_cause(tmp_path: Path) -> None:
    head = f"{HEAD},Litige\n"
    text = (
        head
        + "A,1,2024-01-31,,5.00,Oui\nA,2,2024-01-31,,5.00,Prix\nA,3,2024-01-31,,5.00,non\nA,4,2024-01-31,,5.00,\n"
    )
    shown = [(row["item"], row["cause"], row["opened_on"]) for row in rows(read(tmp_path, text), "disputes")]
    assert shown == [("1", None, date(2024, 1, 31)), ("2", "Prix", date(2024, 1, 31))]


def test_unknown_columns_are_kept_and_never_clash(tmp_path: Path) -> None:
    text = f"{HEAD},Chantier,Item key,Kind of work,_x\nA,1,2024-01-31,,5.00,Brest,k1,roof,y\n"
    [row] = rows(read(tmp_path, text, mapping={"columns": {"item": ""}, "ignore": ["Kind of work"]}))
    assert (row["Chantier"], row["Item key"], row["x (source)"]) == ("Brest", "k1", "y")
    assert "Kind of work" not in row


def test_a_cell_too_many_is_a_faulty_line(tmp_path: Path) -> None:
    reading = read(
        tmp_path, f"{HEAD}\nA,1,2024-01-31,,5.00,extra\nA,2,2024-01-31,,5.00,,\nA,3,2024-01-31,,5.00\n"
    )
    assert [problem.line for problem in reading.problems] == [2]
    assert column(reading, "item") == ["2", "3"]


def test_repeated_headers_rules_and_totals_are_passed_over(tmp_path: Path) -> None:
    head = f"{HEAD}\nA,1,2024-01-31,,5.00\n{HEAD}\n"
    text = head + "----,----,----,----,----\nTotal A,,,,5.00\n,,,,5.00\nend of list,,,,\n"
    reading = read(tmp_path, text)
    assert (reading.read, len(rows(reading)), list(reading.problems)) == (1, 1, [])
    assert any("lines 3, 4, 5, 6, 7" in note for note in reading.notes)


def test_a_quoted_line_break_does_not_shift_line_numbers(tmp_path: Path) -> None:
    reading = read(tmp_path, f'{HEAD},note\nA,1,2024-01-31,,5.00,"two\nlines"\nA,2,2024-01-31,,x,\n')
    assert [problem.line for problem in reading.problems] == [4]


def test_several_files_are_one_import(tmp_path: Path) -> None:
    one = written(tmp_path, f"{HEAD}\nA,1,2024-01-31,,5.00\n", "one.csv")
    two = written(tmp_path, f"{HEAD},Chantier\nA,1,2024-01-31,,5.00,Brest\n", "two.csv")
    reading = FLAT.read([one, two], Options(entity="E"), Known())
    assert column(reading, "item") == ["1", "1#2"]
    assert column(reading, "_file") == ["one.csv", "two.csv"]


def test_the_same_file_twice_gives_the_same_reading(tmp_path: Path) -> None:
    text = f"{HEAD},settled_date\nA,1,2024-01-31,,5.00,2024-02-01\nA,1,2024-01-31,,5.00,\n"
    assert rows(read(tmp_path, text)) == rows(read(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tPieceDate\tDebit\tCredit\n",
        "Date,USD,JPY,BGN\n2024-01-02,1.1,156,1.95\n",
        "date,currency,rate\n2024-01-02,USD,1.1\n",
        "customer,name\nA,Acme\n",
        "hello\n",
        "",
    ],
)
def test_what_is_not_a_list_of_receivables_is_not_recognised(tmp_path: Path, text: str) -> None:
    assert not FLAT.recognises(written(tmp_path, text))
    assert not FLAT.recognises(tmp_path)


@given(body=st.text(st.sampled_from("A1,;-./ \"'\n€éTotal2024-01-31"), max_size=200))
def test_whatever_the_lines_reading_ends_in_a_reading_or_a_clear_refusal(
    tmp_path_factory: pytest.TempPathFactory, body: str
) -> None:
    try:
        reading = read(tmp_path_factory.mktemp("flat"), f"{HEAD}\n{body}")
    except DataError:
        return
    items = rows(reading) if reading.tables else []
    assert len(items) + len(reading.problems) <= reading.read
    assert len({row["item"] for row in items}) == len(items)


def test_a_total_by_currency_is_passed_over_without_the_word(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEAD},currency\nA,1,2024-01-31,,5.00,EUR\n,,,,5.00,EUR\nA,2,,,5.00,EUR\n")
    assert (reading.read, [problem.line for problem in reading.problems]) == (2, [4])
