"""Lines that are no receivable by their type are left out and told: quotes, orders, paid at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.flat_reader import amounts, column, read
from tests.importers.listed_figures import imported, written

HEAD = "Client;Facture;Date;Type;Montant TTC\n"


@pytest.mark.parametrize(
    "word", ["Devis", "Commande", "Bon de livraison", "Proforma", "Quote", "Estimate", "Sales Order"]
)
def test_what_is_not_invoiced_yet_is_left_out_and_told(tmp_path: Path, word: str) -> None:
    text = f"{HEAD}Alpha;D1;15/01/2026;{word};200,00\nAlpha;F1;18/01/2026;Facture;500,00\n"
    reading = read(tmp_path, text)
    assert amounts(reading) == ["500.00"]
    [note] = [note for note in reading.notes if "which nobody owes" in note]
    assert note.startswith("1 line")
    assert "(200.00; line 2: D1" in note


def test_a_mapping_says_which_types_are_receivables(tmp_path: Path) -> None:
    text = f"{HEAD}Alpha;D1;15/01/2026;Commande;200,00\nAlpha;F1;18/01/2026;Gabarit;500,00\n"
    kinds = {"Commande": "invoice", "Gabarit": "no_receivable"}
    assert amounts(read(tmp_path, text, mapping={"kinds": kinds})) == ["200.00"]


QUICKBOOKS = """Transaction List by Customer,,,,,,
Brasserie Lune Inc.,,,,,,
,Date,Transaction Type,Num,Posting,Account,Amount
Caron Freight,,,,,,
,01/15/2026,Invoice,1001,Yes,Accounts Receivable (A/R),"1,000.00"
,02/15/2026,Payment,884,Yes,Checking,"1,000.00"
,03/01/2026,Estimate,E-3,No,Accounts Receivable (A/R),400.00
,03/02/2026,Charge,C-1,No,Accounts Receivable (A/R),70.00
,03/20/2026,Invoice,1003,Yes,Accounts Receivable (A/R),120.55
,03/21/2026,Credit Memo,1004,Yes,Accounts Receivable (A/R),-20.55
,03/22/2026,Sales Receipt,1005,Yes,Checking,90.00
"""


def test_what_is_not_posted_or_paid_at_once_is_not_owed(tmp_path: Path) -> None:
    listed = imported(tmp_path / "home", written(tmp_path, QUICKBOOKS))
    assert listed.figure("net") == "100.00"
    assert listed.notes("paid at once")
    assert listed.notes("draft")


def test_payments_without_a_sign_beside_credit_notes_with_one_are_credits(tmp_path: Path) -> None:
    text = (
        f"{HEAD}A;1;15/01/2026;Facture;9,00\nA;2;16/01/2026;Règlement;4,00\nA;3;17/01/2026;Avoir;-{{avoir}}\n"
    )
    reading = read(tmp_path, text.format(avoir="1,00"))
    assert column(reading, "kind") == ["invoice", "payment", "credit_note"]
    assert amounts(reading) == ["9.00", "-4.00", "-1.00"]
