"""In customer ledger entries the remaining amount is what is owed, whatever the dates entries were closed at."""

from __future__ import annotations

from pathlib import Path

from tests.importers.listed_figures import DAY, imported, written

HEAD = "Posting Date,Document Type,Document No.,Customer No.,Amount,Remaining Amount,Due Date,Open,Closed at Date\n"
ENTRIES = """2026-01-12,Invoice,PS-1,10,1250.00,1250.00,2026-02-11,true,
2026-02-05,Invoice,PS-3,20,1100.00,600.00,2026-03-07,true,
2026-02-28,Payment,B-32,20,-500.00,0.00,2026-02-28,false,2026-02-28
2026-03-02,Invoice,PS-4,20,300.00,0.00,2026-04-01,false,2026-03-20
2026-03-20,Payment,B-40,20,-300.00,0.00,2026-03-20,false,2026-03-20
"""


def test_a_payment_closed_against_a_part_of_an_invoice_is_not_owed_back(tmp_path: Path) -> None:
    listed = imported(tmp_path / "home", written(tmp_path, HEAD + ENTRIES), snapshot=DAY)
    assert listed.by_customer() == {"10": "1250.00", "20": "600.00"}
    assert listed.figure("overdue") == "1850.00"


def test_two_lists_in_a_row_agree(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + ENTRIES)
    assert imported(tmp_path / "home", [path, path], snapshot=DAY).figure("net") == "1850.00"
