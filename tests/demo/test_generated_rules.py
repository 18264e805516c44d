"""A generated book obeys the interchange format, whatever its size and seed."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from encours.book.records import BY_NAME, CREDITS, DEBITS, KNOWN_SINCE, TABLES
from encours.demo.generate import generate
from encours.money import decimals_of
from encours.terms import due_date, parse_terms
from tests.rounds import rounds

Rows = list[dict[str, str]]
UNTIL = date(2026, 3, 17)


def read(folder: Path, table: str) -> Rows:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decimals(amount: str) -> int:
    return len(amount.partition(".")[2])


@settings(max_examples=rounds(4, 12))
@given(
    seed=st.integers(0, 2**31),
    items=st.integers(1, 900),
    customers=st.integers(1, 60),
    entities=st.integers(1, 12),
    months=st.integers(1, 40),
)
def test_every_rule_of_the_format_holds(
    seed: int, items: int, customers: int, entities: int, months: int
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        counts = generate(folder, items, customers, seed, entities=entities, months=months, until=UNTIL)
        assert counts["items"] == items
        assert counts["customers"] == customers
        tables = {table.name: read(folder, table.name) for table in TABLES if table is not KNOWN_SINCE}
        assert {name: len(rows) for name, rows in tables.items()} == counts
        tables[KNOWN_SINCE.name] = []  # it tells since when by its first items
        check_keys(tables)
        check_items(tables["items"])
        check_allocations(tables["items"], tables["allocations"])
        check_references(tables)


def check_keys(tables: dict[str, Rows]) -> None:
    for table in TABLES:
        keys = Counter(tuple(row[name] for name in table.key) for row in tables[table.name])
        assert not [key for key, count in keys.items() if count > 1]
        required = [column.name for column in table.columns if column.required]
        assert all(row[name] for row in tables[table.name] for name in required)


def check_items(items: Rows) -> None:
    for item in items:
        amount = Decimal(item["amount"])
        assert (amount > 0) == (item["kind"] in DEBITS)
        assert (amount < 0) == (item["kind"] in CREDITS)
        assert decimals(item["amount"]) == decimals_of(item["currency"])
        posting, issue, due = (
            date.fromisoformat(item[f"{name}_date"]) for name in ("posting", "issue", "due")
        )
        assert issue <= posting <= UNTIL
        assert issue <= due


def check_allocations(items: Rows, allocations: Rows) -> None:
    by_key = {(item["entity"], item["item"]): item for item in items}
    used: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in allocations:
        debit, credit = (by_key[row["entity"], row[side]] for side in ("debit_item", "credit_item"))
        amount, day = Decimal(row["amount"]), date.fromisoformat(row["date"])
        assert amount > 0
        assert decimals(row["amount"]) == decimals_of(debit["currency"])
        assert debit["kind"] in DEBITS
        assert credit["kind"] in CREDITS
        assert (debit["customer"], debit["currency"]) == (credit["customer"], credit["currency"])
        postings = [date.fromisoformat(side["posting_date"]) for side in (debit, credit)]
        assert max(postings) <= day <= UNTIL
        assert (day - max(postings)).days <= 75  # five days, or the time its last companion took to be posted
        used[row["entity"], row["debit_item"]] += amount
        used[row["entity"], row["credit_item"]] += amount
    assert all(total <= abs(Decimal(by_key[key]["amount"])) for key, total in used.items())


def check_references(tables: dict[str, Rows]) -> None:
    """Everything points at entities, customers and items that exist."""
    entities = {row["entity"] for row in tables["entities"]}
    customers = {(row["entity"], row["customer"]) for row in tables["customers"]}
    items = {(row["entity"], row["customer"], row["item"]): row for row in tables["items"]}
    rated = {row["currency"] for row in tables["rates"]} | {"EUR"}
    for name, rows in tables.items():
        columns = BY_NAME[name].names
        for row in rows:
            assert "entity" not in columns or row["entity"] in entities
            if "customer" in columns:
                assert (row["entity"], row["customer"]) in customers
            if name in ("disputes", "promises", "actions"):
                item = items[row["entity"], row["customer"], row["item"]]
                assert Decimal(row.get("amount") or 0) <= Decimal(item["amount"])
            assert not row.get("currency") or row["currency"] in rated


def test_due_dates_are_those_of_the_customers_terms(tmp_path: Path) -> None:
    generate(tmp_path, 400, 20, 3, until=UNTIL)
    terms = {row["customer"]: parse_terms(row["payment_terms"]) for row in read(tmp_path, "customers")}
    invoices = [row for row in read(tmp_path, "items") if row["kind"] == "invoice" and "/" not in row["item"]]
    assert len(invoices) > 100
    for row in invoices:
        expected = due_date(date.fromisoformat(row["issue_date"]), terms[row["customer"]])
        assert date.fromisoformat(row["due_date"]) == expected


def test_rates_cover_the_period_and_the_year_before_on_working_days(tmp_path: Path) -> None:
    generate(tmp_path, 10, 2, 1, months=6, until=UNTIL)
    days = sorted({date.fromisoformat(row["date"]) for row in read(tmp_path, "rates")})
    assert days[0] <= date(2024, 10, 1)
    assert days[-1] == UNTIL
    assert max(day.weekday() for day in days) == 4


def test_postings_stay_within_the_months_asked_for(tmp_path: Path) -> None:
    generate(tmp_path, 3000, 50, 5, months=4, until=date(2026, 6, 30))
    postings = sorted(row["posting_date"] for row in read(tmp_path, "items"))
    assert "2026-03-01" <= postings[0] <= "2026-03-05"
    assert "2026-06-26" <= postings[-1] <= "2026-06-30"
