"""Dates, amounts, signs and currencies of a list are decided on whole columns, or asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.errors import DataError
from encours.money import from_units
from tests.importers.flat_reader import HEAD, amounts, column, read


def test_an_ambiguous_date_column_is_asked_about(tmp_path: Path) -> None:
    text = "customer,document,due_date,amount,posting_date\nA,1,,5.00,01/02/2024\nA,2,,5.00,03/04/2024\n"
    with pytest.raises(DataError, match=r"posting_date.*01/02/2024.*--date-order dmy"):
        read(tmp_path, text)
    assert column(read(tmp_path, text, date_order="dmy"), "posting_date")[0] == date(2024, 2, 1)
    assert column(read(tmp_path, text, date_order="mdy"), "posting_date")[0] == date(2024, 1, 2)
    assert column(read(tmp_path, text, mapping={"date_order": "mdy"}), "posting_date")[0] == date(2024, 1, 2)


def test_another_date_column_of_the_file_decides(tmp_path: Path) -> None:
    text = f"{HEAD}\nA,1,01/02/2024,31/03/2024,5.00\n"
    assert column(read(tmp_path, text), "posting_date") == [date(2024, 2, 1)]


@pytest.mark.parametrize(
    ("last", "decided"), [("12/02/2024", False), ("13/02/2024", True), ("31/12/2024", True)]
)
def test_one_day_beyond_the_twelfth_decides(tmp_path: Path, last: str, decided: bool) -> None:
    text = f"{HEAD}\nA,1,01/02/2024,,5.00\nA,2,{last},,5.00\n"
    if decided:
        assert column(read(tmp_path, text), "posting_date")[0] == date(2024, 2, 1)
    else:
        with pytest.raises(DataError, match="date-order"):
            read(tmp_path, text)


def test_a_column_in_two_orders_is_an_error_until_one_is_imposed(tmp_path: Path) -> None:
    text = f"{HEAD}\nA,1,13/02/2024,,5.00\nA,2,02/14/2024,,5.00\n"
    with pytest.raises(DataError, match="13/02/2024 and 02/14/2024"):
        read(tmp_path, text)
    reading = read(tmp_path, text, date_order="dmy")
    assert [str(problem) for problem in reading.problems] == [
        "list.csv:3: posting_date: no such day: 02/14/2024"
    ]
    assert column(reading, "item") == ["1"]


def test_serial_days_and_zero_dates(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEAD}\nA,1,45292,00/00/0000,5.00\nA,2,45323,,5.00\n")
    assert column(reading, "posting_date") == [date(2024, 1, 1), date(2024, 2, 1)]
    assert column(reading, "due_date") == [None, None]  # nothing tells when: the import asks


def test_an_ambiguous_decimal_mark_is_asked_about(tmp_path: Path) -> None:
    text = "customer;document;posting_date;amount\nA;1;2024-01-31;1,234\nA;2;2024-01-31;5,678\n"
    with pytest.raises(DataError, match=r"amount.*1,234.*decimal"):
        read(tmp_path, text)
    assert amounts(read(tmp_path, text, mapping={"decimal": ","})) == ["1.234", "5.678"]
    assert amounts(read(tmp_path, text, mapping={"decimal": "."})) == ["1234.00", "5678.00"]
    assert amounts(read(tmp_path, text + "A;3;2024-01-31;0,5\n"))[0] == "1.234"


@pytest.mark.parametrize(
    ("text", "units"),
    [("0.00001", 1), ("92233720368547.75807", 2**63 - 1), ("0.000001", None), ("92233720368547.75808", None)],
)
def test_amounts_are_exact_to_the_fifth_decimal_and_in_range(
    tmp_path: Path, text: str, units: int | None
) -> None:
    reading = read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,{text}\nA,2,2024-01-31,,1.5\n")
    assert column(reading, "amount") == ([units] if units else []) + [150_000]
    assert [problem.line for problem in reading.problems] == ([] if units else [2])


@given(units=st.lists(st.integers(-(10**15), 10**15).filter(bool), min_size=1, max_size=30))
def test_every_amount_comes_back_to_the_unit(
    tmp_path_factory: pytest.TempPathFactory, units: list[int]
) -> None:
    lines = [f"A,{i},2024-01-31,,{from_units(u)}" for i, u in enumerate(units)]
    reading = read(tmp_path_factory.mktemp("flat"), "\n".join([HEAD, *lines, "A,z,2024-01-31,,0.5"]))
    assert column(reading, "amount") == [*units, 50_000]


def test_without_a_type_the_sign_says_what_an_item_is(tmp_path: Path) -> None:
    lines = "A,F1,2024-01-31,,10.00\nA,AV-2,2024-01-31,,-3.00\nA,VIR 7,2024-01-31,,-4.00\n"
    reading = read(tmp_path, f"{HEAD}\n{lines}")
    assert column(reading, "kind") == ["invoice", "credit_note", "payment"]
    assert any("no type column" in note for note in reading.notes)


def test_credits_written_without_sign_are_turned(tmp_path: Path) -> None:
    text = "client;pièce;type;date;montant\nA;1;Facture;31/01/2024;100,00\nA;2;Avoir;31/01/2024;30,00\n"
    reading = read(tmp_path, text + "A;3;Règlement;31/01/2024;70,00\n")
    assert amounts(reading) == ["100.00", "-30.00", "-70.00"]
    reading = read(tmp_path, text + "A;3;Règlement;31/01/2024;-70,00\n")
    assert amounts(reading) == ["100.00", "30.00", "-70.00"]
    assert column(reading, "kind") == ["invoice", "debit_note", "payment"]


def test_types_can_be_said_in_the_mapping(tmp_path: Path) -> None:
    text = "customer,document,type,posting_date,amount\nA,1,Z1,2024-01-31,-5.00\nA,2,Z2,2024-01-31,5.00\n"
    reading = read(tmp_path, text, mapping={"kinds": {"Z1": "advance"}})
    assert column(reading, "kind") == ["advance", "invoice"]
    assert any("Z2" in note and "Z1" not in note for note in reading.notes)


def test_the_currency_beside_the_amounts_is_that_of_the_items(tmp_path: Path) -> None:
    assert column(read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,$ 5.00\nA,2,2024-01-31,,5.00\n"), "currency") == [
        None,
        None,
    ]
    assert column(read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,5.00 USD\n"), "currency") == ["USD"]
    with pytest.raises(DataError, match="EUR, USD"):
        read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,5.00 USD\nA,2,2024-01-31,,5.00 €\n")


def test_lines_of_zero_are_passed_over_and_said(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,0.00\nA,2,2024-01-31,,1.00\n")
    assert column(reading, "item") == ["2"]
    assert any("zero" in note and "2" in note for note in reading.notes)


@pytest.mark.parametrize("credit", ["40.00", "-40.00"])
def test_a_side_gives_its_sign_to_amounts_that_have_none(tmp_path: Path, credit: str) -> None:
    text = f"customer,document,posting_date,amount,side\nA,1,2024-01-31,100.00,D\nA,2,2024-01-31,{credit},C\n"
    assert amounts(read(tmp_path, text)) == ["100.00", "-40.00"]


@pytest.mark.parametrize(("commas", "decided"), [(20, False), (21, True)])
def test_a_rare_decimal_mark_is_a_fault_and_a_frequent_one_a_question(
    tmp_path: Path, commas: int, decided: bool
) -> None:
    lines = ["A;x;2024-01-31;1.5", *(f"A;{i};2024-01-31;1,5" for i in range(commas))]
    text = "\n".join(["customer;document;posting_date;amount", *lines])
    if decided:
        assert [problem.line for problem in read(tmp_path, text).problems] == [2]
    else:
        with pytest.raises(DataError, match="decimal"):
            read(tmp_path, text)
