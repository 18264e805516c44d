"""Letters, settlement dates and open amounts of a list say who paid what, and when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from encours.book.reading import Known, OpenItem
from encours.errors import DataError
from encours.money import from_units
from tests.importers.flat_reader import HEAD, column, read, rows


def test_a_letter_is_that_of_its_customer(tmp_path: Path) -> None:
    text = "customer,document,posting_date,amount,lettrage\nA,1,2024-01-31,5.00,AA\nB,2,2024-01-31,5.00,AA\n"
    assert len(set(column(read(tmp_path, text), "_group"))) == 2


def test_a_letter_used_again_on_a_later_date_is_another_group(tmp_path: Path) -> None:
    head = "customer,document,posting_date,amount,lettrage,date lettrage\n"
    text = head + (
        "A,1,2023-01-31,5.00,AA,2023-02-01\nA,2,2023-01-31,-5.00,AA,2023-02-01\n"
        "A,3,2024-01-31,7.00,AA,2024-02-01\nA,4,2024-01-31,-7.00,AA,2024-02-01\n"
    )
    groups = column(read(tmp_path, text), "_group")
    assert groups[0] == groups[1] != groups[2] == groups[3]
    assert len(set(column(read(tmp_path, text.replace(",-7.00", ",-6.00")), "_group"))) == 1


def test_a_yes_or_no_column_matches_nothing_and_says_what_is_settled(tmp_path: Path) -> None:
    text = (
        "customer,document,posting_date,amount,lettrage\nA,1,2024-01-31,5.00,Oui\nA,2,2024-01-31,6.00,Non\n"
    )
    reading = read(tmp_path, text)
    assert "_group" not in rows(reading)[0]
    assert column(reading, "lettrage") == ["Non"]
    assert any("left out (5.00" in note for note in reading.notes)


def test_a_settlement_date_is_a_payment_of_what_was_settled(tmp_path: Path) -> None:
    head = "customer,document,posting_date,amount,settled_date,paid amount\n"
    reading = read(tmp_path, head + "A,1,2024-01-31,5.00,2024-02-10,\nA,2,2024-01-31,5.00,2024-02-11,2.00\n")
    made = [row for row in rows(reading) if row["kind"] == "payment"]
    assert [(row["item"], str(from_units(row["amount"])), row["posting_date"]) for row in made] == [
        ("1/paid", "-5.00", date(2024, 2, 10)),
        ("2/paid", "-2.00", date(2024, 2, 11)),
    ]
    assert [row["_group"] for row in rows(reading)] == ["1/paid", "2/paid", "1/paid", "2/paid"]


def test_a_credit_settled_with_an_invoice_reduces_the_payment(tmp_path: Path) -> None:
    head = "customer,document,posting_date,amount,settled_date\n"
    reading = read(tmp_path, head + "A,1,2024-01-31,5.00,2024-02-10\nA,CN2,2024-01-31,-5.00,2024-02-10\n")
    assert len(rows(reading)) == 2
    assert len(set(column(reading, "_group"))) == 1


def test_open_amounts_need_a_date(tmp_path: Path) -> None:
    text = "customer,document,posting_date,amount,open amount\nA,1,2024-01-31,5.00,5.00\nA,2,2024-01-31,5.00,3.00\n"
    with pytest.raises(DataError, match=r"lines 3\). Say the day of the list with --snapshot DATE"):
        read(tmp_path, text)
    reading = read(tmp_path, text, snapshot=date(2024, 2, 29))
    assert reading.snapshot == date(2024, 2, 29)
    assert [str(from_units(units)) for units in column(reading, "_open")] == ["5.00", "3.00"]


def test_a_list_of_open_amounts_alone_is_a_snapshot_too(tmp_path: Path) -> None:
    text = "Code client;N° facture;Échéance;Reste dû\nA;1;29/02/2024;5,00\nA;2;30/04/2024;3,00\n"
    reading = read(tmp_path, text, snapshot=date(2024, 3, 31))
    assert column(reading, "posting_date") == [date(2024, 2, 29), date(2024, 3, 31)]
    assert column(reading, "_open") == column(reading, "amount") == [500_000, 300_000]
    with pytest.raises(DataError, match="posting or issue date"):
        read(tmp_path, text)


def test_items_without_posting_dates_keep_the_one_they_were_given_first(tmp_path: Path) -> None:
    ten = Decimal("10")
    known = Known(open_items=lambda entity, day: [OpenItem("A", "2", "2", ten, ten, date(2024, 2, 29))])
    text = "Code client;N° facture;Échéance;Reste dû\nA;2;30/04/2024;3,00\nA;3;30/04/2024;3,00\n"
    reading = read(tmp_path, text, known, snapshot=date(2024, 3, 31))
    assert column(reading, "posting_date") == [date(2024, 2, 29), date(2024, 3, 31)]


def test_what_a_letter_cleared_is_left_to_its_group(tmp_path: Path) -> None:
    head = "customer,document,posting_date,amount,open amount,lettrage\n"
    text = head + "A,1,2024-01-31,5.00,0.00,AA\nA,2,2024-01-31,-5.00,0.00,AA\nA,3,2024-01-31,5.00,2.00,\n"
    reading = read(tmp_path, text, snapshot=date(2024, 3, 31))
    assert [str(from_units(units)) for units in column(reading, "_open")] == ["5.00", "-5.00", "2.00"]


def test_without_an_open_column_everything_listed_is_open(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,5.00\n", snapshot=date(2024, 2, 29))
    assert column(reading, "_open") == column(reading, "amount")


def test_credits_beyond_what_was_owed_are_not_paid(tmp_path: Path) -> None:
    head = "customer,document,posting_date,amount,settled_date\n"
    reading = read(tmp_path, head + "A,1,2024-01-31,5.00,2024-02-10\nA,CN2,2024-01-31,-6.00,2024-02-10\n")
    assert column(reading, "kind") == ["invoice", "credit_note"]
    assert len(set(column(reading, "_group"))) == 1
