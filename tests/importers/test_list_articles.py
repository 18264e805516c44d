"""Where each line is an article, the invoice whose total they repeat is taken once, and that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.flat_reader import HEAD, amounts, read
from tests.importers.listed_figures import DAY, LISTS, imported

CASE = LISTS / "ligne-par-article"
ONCE = "counted once"


@pytest.mark.parametrize(
    ("name", "net", "lines"),
    [
        ("articles.csv", "840.00", 1),
        ("xero.csv", "720.00", 1),
        ("lignes.csv", "408.00", 1),
        ("premiere_ligne.csv", "408.00", 1),
        ("montants_par_ligne.csv", "408.00", 0),
    ],
)
def test_the_invoice_counts_once(tmp_path: Path, name: str, net: str, lines: int) -> None:
    said = {"currency": "EUR"} if name != "xero.csv" else {}
    listed = imported(tmp_path, CASE / name, snapshot=DAY, **said)
    notes = listed.notes(ONCE)
    if name == "xero.csv":
        assert listed.book.show("net", as_of=DAY, where="currency=GBP", currency="GBP").rows[0]["net"] == 720
    else:
        assert listed.figure("net") == net
    assert len(notes) == lines
    assert all("1 line repeats" in note for note in notes)


def test_instalments_of_an_invoice_are_not_articles(tmp_path: Path) -> None:
    lines = "A,1,2024-01-31,2024-02-29,5.00,Oak\nA,1,2024-01-31,2024-03-31,5.00,Oak\n"
    assert amounts(read(tmp_path, f"{HEAD},Product\n{lines}")) == ["5.00", "5.00"]


def test_without_an_article_lines_alike_are_twins(tmp_path: Path) -> None:
    lines = "A,1,2024-01-31,2024-02-29,5.00,x\nA,1,2024-01-31,2024-02-29,5.00,y\n"
    assert amounts(read(tmp_path, f"{HEAD},Remark\n{lines}")) == ["5.00", "5.00"]
