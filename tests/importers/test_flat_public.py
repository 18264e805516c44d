"""Public lists of receivables import sensibly (their folder is given by ENCOURS_SAMPLE_DATA)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from encours.book.reading import Known, Options, Reading, RowsTable
from encours.errors import DataError
from encours.importers.flat.importer import FLAT

FOLDER = os.environ.get("ENCOURS_SAMPLE_DATA", "")
pytestmark = pytest.mark.skipif(
    not FOLDER, reason="set ENCOURS_SAMPLE_DATA to the folder of the public lists"
)


def read(name: str, **options: Any) -> Reading:
    path = Path(FOLDER) / name
    assert FLAT.recognises(path)
    return FLAT.read([path], Options(entity="E", **options), Known())


def items(reading: Reading) -> list[dict[str, Any]]:
    source = reading.tables["items"]
    assert isinstance(source, RowsTable)
    return source.arrow.to_pylist()


@pytest.mark.parametrize("name", ["receivables_us_2018_2019.csv", "invoices_100_customers.csv"])
def test_a_clear_date_is_a_payment_in_full(name: str) -> None:
    reading = read(name)
    rows = items(reading)
    invoices = [row for row in rows if row["kind"] == "invoice"]
    payments = {
        row["_group"]: row for row in rows if row["kind"] == "payment" and row["item"].endswith("/paid")
    }
    assert not reading.problems
    assert reading.read == len(rows) - len(payments)
    assert payments
    for row in invoices:
        if row["_group"] in payments:
            assert payments[row["_group"]]["posting_date"] == row["_group_date"]
    balances: dict[str, int] = {}
    for row in rows:
        if row["_group"]:
            balances[row["_group"]] = balances.get(row["_group"], 0) + row["amount"]
    assert not any(balances[group] for group in payments)


def test_disputes_are_read_from_their_flag() -> None:
    reading = read("invoices_100_customers.csv")
    disputes = reading.tables["disputes"]
    assert isinstance(disputes, RowsTable)
    assert 0 < len(disputes.arrow) < reading.read


def test_outstanding_amounts_are_those_of_a_snapshot() -> None:
    with pytest.raises(DataError, match="--snapshot"):
        read("payables_ledger.csv")
    rows = items(read("payables_ledger.csv", snapshot=date(2013, 1, 1)))
    assert len({row["item"] for row in rows}) == len(rows)
    assert all(0 <= row["_open"] / row["amount"] <= 1 for row in rows)
