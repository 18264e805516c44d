"""Cash that comes by suspense accounts or payment providers, and what words say against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.reading import Options
from tests.importers.fec_writer import only, read, write


@pytest.mark.parametrize(
    ("text", "kind", "nature"),
    [
        ("OD 6 2025-04-10: 411000/B -600, 471000 600 | Affectation VIR Beta", "payment", None),
        ("OD 6 2025-04-10: 472000 600, 411000/B -600 | Régul virement Beta", "payment", None),
        ("OD 6 2025-04-10: 511200 600, 411000/B -600 | Chèque", "payment", None),
        ("OD 6 2025-04-10: 580000 600, 411000/B -600 | Virement interne", "payment", None),
        ("OD 6 2025-04-10: 471000 600, 411000/B -600 | Annulation facture", "other_credit", "other_account"),
        ("OD 6 2025-04-10: 471000 600, 411000/B -600 | Avoir à recevoir", "other_credit", "other_account"),
        ("OD 6 2025-04-10: 471000 500, 445710 100, 411000/B -600", "other_credit", "other_account"),
        ("OD 6 2025-04-10: 411000/B 600, 471000 -600 | Virement inconnu", "other_debit", "other_account"),
        ("OD 6 2025-04-10: 473000 600, 411000/B -600", "other_credit", "other_account"),
        ("OD 6 2025-04-10: 471000 600, 419100/B -600", "advance", None),
        ("OD 8 2025-03-15: 411000/B -240, 467500 240 | Règlement Stripe F3", "payment", None),
        ("OD 8 2025-03-15: 467500 232, 627000 8, 411000/B -240 | PAYPAL", "payment", None),
        ("OD 8 2025-03-15: 411000/B 240, 467500 -240 | Remboursement GoCardless", "other_debit", "refund"),
        ("OD 8 2025-03-15: 411000/B -240, 467500 240 | Cession", "other_credit", "to_factor"),
    ],
)
def test_a_credit_against_a_suspense_account_or_a_provider_is_cash_unless_words_say_otherwise(
    tmp_path: Path, text: str, kind: str, nature: str | None
) -> None:
    assert only(read(write(tmp_path / "a.txt", text)), "kind", "nature") == [(kind, nature)]


def test_the_words_of_the_customer_s_line_have_their_say(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "OD 6 2025-04-10: 471000 600, 411000/B -600")
    path.write_text(path.read_text().replace("Client B\t\t\tLigne 6", "Client B\t\t\tLitige F2"), "utf-8")
    assert only(read(path), "nature", "EcritureLib") == [("other_account", "Litige F2")]


def test_a_file_sorted_by_account_says_the_same(tmp_path: Path) -> None:
    text = "OD 6 2025-04-10: 411000/B -600\nOD 8 2025-04-12: 411000/B -40\nOD 6 2025-04-10: 471000 600\n"
    found = read(write(tmp_path / "a.txt", f"{text}OD 8 2025-04-12: 467000 40 | SumUp"))
    assert only(found, "kind") == [("payment",), ("payment",)]


def test_what_is_written_off_beside_is_no_cash(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", "OD 6 2025-04-10: 471000 590, 658000 10, 411000/B -600"))
    assert only(found, "kind", "amount") == [("payment", -590), ("write_off", -10)]
    assert any("1 credit against a suspense account" in note and "for 590.00" in note for note in found.notes)


def test_a_company_says_that_an_account_is_a_factor_s_or_no_cash(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "OD 6 2025-04-10: 471000 600, 411000/B -600")
    found = read(path, options=Options(mapping={"fec": {"rules": {"471": "other_account"}}}))
    assert only(found, "nature") == [("other_account",)]
    path = write(tmp_path / "b.txt", "OD 6 2025-04-10: 467000 600, 411000/B -600 | Stripe")
    found = read(path, options=Options(mapping={"fec": {"rules": {"467": "to_factor"}}}))
    assert only(found, "nature") == [("to_factor",)]
