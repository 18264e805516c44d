"""Amounts with the noise of binary arithmetic are rounded and said; decimals that may be meant are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.flat_reader import HEAD, amounts, read
from tests.importers.listed_figures import LISTS, imported


def test_the_amounts_meant_are_read(tmp_path: Path) -> None:
    listed = imported(tmp_path, LISTS / "bruit-flottant" / "montants.csv")
    assert listed.figure("net") == "112271.50"
    [note] = listed.notes("56855.130000000005")
    assert note.startswith("2 amounts")
    assert "56,855.13 (line 2)" in note


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0.30000000000000004", "0.30"),
        ("1818.1000000000001", "1818.10"),
        ("-99.98999999999999", "-99.99"),
        ("1100000000.1300001", "1100000000.13"),
        ("1200.0000000000", "1200.00"),
        ("123.4567891", None),
        ("33.333333333333336", None),
        ("1100000000.1234567", None),
    ],
)
def test_only_what_cannot_be_meant_is_rounded(tmp_path: Path, text: str, amount: str | None) -> None:
    reading = read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,{text}\nA,2,2024-01-31,,1.5\n")
    assert amounts(reading) == ([amount] if amount else []) + ["1.50"]
    assert [problem.line for problem in reading.problems] == ([] if amount else [2])


def test_a_comma_is_no_hindrance(tmp_path: Path) -> None:
    text = "Code client;Pièce;Date;Montant\nA;1;31/01/2024;55368,369999999995\nA;2;31/01/2024;1,5\n"
    assert amounts(read(tmp_path, text)) == ["55368.37", "1.50"]


def test_what_is_left_of_a_sum_of_nothing_is_zero(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,1.1368683772161603e-13\nA,2,2024-01-31,,1.5\n")
    assert amounts(reading) == ["1.50"]
    assert not reading.problems
    assert any("zero" in note for note in reading.notes)
