"""Amounts with Dr or Cr beside them, and those that count in lakhs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.flat_reader import amounts, read


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("25,000.00 Dr", "25000.00"),
        ("5,000.00 Cr", "-5000.00"),
        ("5,000.00Cr.", "-5000.00"),
        ("1,28,500.00", "128500.00"),
        ("12,00,000.00 Dr", "1200000.00"),
        ("-1,28,500.00", "-128500.00"),
    ],
)
def test_sides_and_lakhs_are_read(tmp_path: Path, text: str, amount: str) -> None:
    reading = read(tmp_path, f'Customer,Invoice,Date,Amount\nAlpha,F1,2026-01-12,"{text}"\n')
    assert amounts(reading) == [amount]


def test_french_sides_are_read(tmp_path: Path) -> None:
    text = "Date;Client;Facture;Solde\n13/01/2026;Alpha;F1;1 200,00 D\n14/01/2026;Alpha;A1;200,00 C\n"
    assert amounts(read(tmp_path, text)) == ["1200.00", "-200.00"]


def test_in_columns_of_debits_and_credits_the_side_says_nothing_more(tmp_path: Path) -> None:
    text = "Date,Customer,Invoice,Debit,Credit\n2026-01-12,A,1,9.50 Dr,\n2026-01-12,A,2,,4.50 Cr\n"
    assert amounts(read(tmp_path, text)) == ["9.50", "-4.50"]


@pytest.mark.parametrize("text", ["-5.00 Cr", "5.00 CrX", "1,28,50.00"])
def test_what_is_unsure_is_refused(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, f'Customer,Invoice,Date,Amount\nA,0,2026-01-12,1.50\nA,1,2026-01-12,"{text}"\n')
    assert [problem.line for problem in reading.problems] == [3]
