"""The same ledger is read the same way, however a software writes it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from encours.importers.fec.importer import FEC
from tests.importers.fec_writer import Leg, Style, only, read, write, write_legs
from tests.rounds import rounds

COLUMNS = (
    "entity",
    "customer",
    "item",
    "kind",
    "document",
    "posting_date",
    "issue_date",
    "due_date",
    "amount",
)
LEDGER = """
VT 1 2024-05-13: 411000/DUPONT 1200.00 FA1 =AA, 707000 -1000, 445710 -200
BQ 1 2024-06-14: 512000 1200, 411000/DUPONT -1200 - =AA@2024-06-15
VT 2 2024-05-13: 411000/MÜLLER -99.99 AV1, 707000 99.99
"""
SIDES = (None, ("D", "C"), ("+1", "-1"), ("1", "-1"), ("d", "c"))


def styles() -> list[Style]:
    return [
        Style(separator, sides, sub, lower, day_first)
        for separator, sides, sub in product("\t|;,", SIDES, (False, True))
        for lower, day_first in ((False, False), (True, True))
    ]


@pytest.mark.parametrize("style", styles(), ids=str)
def test_every_style_gives_the_same_items(tmp_path: Path, style: Style) -> None:
    path = write(tmp_path / "a.txt", LEDGER, style)
    assert FEC.recognises(path)
    found = read(path)
    assert found.problems == []
    assert only(found, "customer", "kind", "document", "amount", "_line") == [
        ("DUPONT", "invoice", "FA1", Decimal("1200.00"), 2),
        ("DUPONT", "payment", None, Decimal("-1200.00"), 6),
        ("MÜLLER", "credit_note", "AV1", Decimal("-99.99"), 7),
    ]
    assert only(found, "customer", "name", table="customers") == [
        ("DUPONT", "Client DUPONT"),
        ("MÜLLER", "Client MÜLLER"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-15", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_is_read(tmp_path: Path, encoding: str, end: str) -> None:
    path = write(tmp_path / "a.txt", LEDGER, Style(encoding=encoding, end=end))
    assert FEC.recognises(path)
    assert [row[0] for row in only(read(path), "customer")] == ["DUPONT", "DUPONT", "MÜLLER"]


SPELLINGS = {
    "EcritureLet": ("LettragePiece", "EcrtureLet", "ECRITURELET"),
    "JournalLib": ("JournalLibelle", '"JournalLib"'),
    "Montantdevise": ("MontantDevise",),
    "Idevise": ("IdDevise", "idevise "),
    "Debit": ("Débit", "DEBIT"),
}


@pytest.mark.parametrize(("usual", "other"), [(u, o) for u, others in SPELLINGS.items() for o in others])
def test_headings_are_known_in_other_spellings(tmp_path: Path, usual: str, other: str) -> None:
    path = write(tmp_path / "a.txt", LEDGER)
    text = path.read_text(encoding="utf-8")
    expected = read(path)
    path.write_text(text.replace(usual, other, 1), encoding="utf-8")
    found = read(path)
    assert found.tables["items"].arrow.equals(expected.tables["items"].arrow)  # type: ignore[union-attr]


def test_what_is_not_a_fec_is_not_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in ("", "customer;amount\nA;1\n", "date,currency,rate\n", "\0\1\2", "<html></html>"):
        path.write_text(text)
        assert not FEC.recognises(path)
    assert not FEC.recognises(tmp_path)
    assert not FEC.recognises(tmp_path / "none.txt")


customers = st.sampled_from(["DUPONT", "C0042", "X"])
amounts = st.integers(1, 10**10).map(lambda cents: Decimal(cents).scaleb(-2))
days = st.dates(date(2024, 1, 1), date(2024, 12, 31))
letters = st.sampled_from(["", "A", "AB"])


@st.composite
def ledgers(draw: st.DrawFn) -> list[Leg]:
    """Random entries, some with the number, day, customer and amount of another."""
    found: list[Leg] = []
    for _ in range(draw(st.integers(1, 12))):
        number, day, total = str(draw(st.integers(1, 4))), draw(days), draw(amounts)
        sign, counterpart = draw(
            st.sampled_from([(1, "707000"), (-1, "512000"), (1, "512000"), (-1, "654000")])
        )
        letter = draw(letters)
        lettered = day + timedelta(3) if letter else None
        for _twin in range(draw(st.integers(1, 2))):
            who, piece = draw(customers), draw(st.sampled_from(["", "F1", "F2"]))
            found.append(Leg("OD", number, day, "411000", who, total * sign, piece, letter, lettered))
            found.append(Leg("OD", number, day, counterpart, "", -total * sign, piece, "", None))
    return found


@settings(max_examples=rounds(10, 40))
@given(ledger=ledgers(), style=st.sampled_from(styles()))
def test_a_random_ledger_written_in_any_style_comes_back(ledger: list[Leg], style: Style) -> None:
    with TemporaryDirectory() as folder:
        usual = read(write_legs(Path(folder) / "a.txt", ledger))
        other = read(write_legs(Path(folder) / "b.txt", ledger, style))
    customers_lines = [leg for leg in ledger if leg.account == "411000"]
    columns = only(other, "customer", "posting_date", "amount", "document")
    legs = [(leg.auxiliary, leg.day, leg.amount, leg.piece or None) for leg in customers_lines]
    assert sums(columns) == sums(legs)
    assert only(other, *COLUMNS) == only(usual, *COLUMNS)
    keys = [item for (item,) in only(other, "item")]
    assert len(set(keys)) == len(keys)
    assert sum((tie.amount for tie in other.ties), Decimal()) == sum(leg.amount for leg in customers_lines)
    assert matched(only(other, "_group")) == matched(only(usual, "_group"))


def sums(lines: list[tuple[Any, ...]]) -> dict[tuple[Any, ...], Decimal]:
    """Amounts by all the rest: a line may be several items."""
    found: dict[tuple[Any, ...], Decimal] = {}
    for customer, day, amount, document in lines:
        key = customer, day, document, amount > 0
        found[key] = found.get(key, Decimal()) + amount
    return found


def matched(groups: list[tuple[str | None]]) -> list[list[int]]:
    """Which rows are together, whatever the groups are called."""
    names = dict.fromkeys(group for (group,) in groups if group)
    return [[index for index, (group,) in enumerate(groups) if group == name] for name in names]
