"""What a generated book looks like: same arguments, same files; CSV or Parquet; believable proportions."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from encours.book.records import BY_NAME
from encours.demo import generate as module
from encours.demo.generate import generate
from encours.demo.volume.followup import Work
from encours.errors import UsageError

Rows = list[dict[str, str]]


def read(folder: Path, table: str) -> Rows:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    generate(folder, 60_000, 400, 7, entities=10)
    return folder


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 4), ("two", 4), ("three", 5)):
        generate(tmp_path / name, 2_000, 40, seed)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert digests(tmp_path / "one")["items.csv"] != digests(tmp_path / "three")["items.csv"]


def test_parquet_holds_exactly_what_csv_says(tmp_path: Path) -> None:
    generate(tmp_path / "csv", 1_500, 30, 9, entities=10)
    generate(tmp_path / "parquet", 1_500, 30, 9, entities=10, form="parquet")
    for table in ("items", "allocations", "customers", "promises", "limits"):
        expected = read(tmp_path / "csv", table)
        found = pq.read_table(tmp_path / "parquet" / f"{table}.parquet")
        assert found.column_names == list(expected[0])
        for name in found.column_names:
            assert [plain(v) for v in found[name].to_pylist()] == [plain(row[name]) for row in expected]


def plain(value: object) -> object:
    """A cell of either form as text; amounts without the zeros that only the form decides."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return Decimal(text).normalize() if text.lstrip("-").replace(".", "", 1).isdigit() else text


def test_money_in_parquet_is_exact_decimal_and_text_is_plain_text(tmp_path: Path) -> None:
    generate(tmp_path, 200, 5, 1, form="parquet")
    schema = pq.read_schema(tmp_path / "items.parquet")
    assert pa.types.is_decimal(schema.field("amount").type)
    assert schema.field("customer").type == pa.string()
    assert schema.field("posting_date").type == pa.date32()


def test_a_new_form_replaces_the_old_files(tmp_path: Path) -> None:
    generate(tmp_path, 50, 5, 1, form="csv")
    generate(tmp_path, 50, 5, 1, form="parquet")
    assert {path.suffix for path in tmp_path.iterdir()} == {".parquet"}


def test_parquet_begins_above_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PARQUET_ABOVE", 300)
    generate(tmp_path / "at", 300, 5, 1)
    generate(tmp_path / "above", 301, 5, 1)
    assert (tmp_path / "at" / "items.csv").exists()
    assert (tmp_path / "above" / "items.parquet").exists()


def test_items_are_written_block_by_block_without_losing_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BLOCK_ITEMS", 500)
    steps: list[tuple[int, int]] = []
    generate(tmp_path, 4_000, 90, 2, progress=lambda done, total: steps.append((done, total)))
    assert len(steps) > 3
    assert steps[-1] == (4_000, 4_000)
    assert len({row["item"] for row in read(tmp_path, "items")}) == 4_000


def test_as_much_work_as_is_asked_for_is_generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BLOCK_ITEMS", 700)
    generate(tmp_path, 3_000, 60, 2, work=Work(actions=6_000, promises=400, disputes=90))
    for table, count in (("actions", 6_000), ("promises", 400), ("disputes", 90)):
        rows = read(tmp_path, table)
        assert len(rows) == pytest.approx(count, abs=4)  # each block rounds its part
        assert len({row[BY_NAME[table].key[0]] for row in rows}) == len(rows)
    planned = [row for row in read(tmp_path, "actions") if row["next_on"]]
    assert planned
    assert all(row["next_step"] and row["next_on"] > row["done_at"][:10] for row in planned)


@pytest.mark.parametrize(("customers", "entities"), [(9_999, 1), (10_000, 2), (120_000, 20)])
def test_entities_follow_the_number_of_customers(tmp_path: Path, customers: int, entities: int) -> None:
    assert generate(tmp_path, 10, customers, 1)["entities"] == entities


@pytest.mark.parametrize(
    "wrong",
    [
        {"items": 0},
        {"customers": 0},
        {"months": 0},
        {"entities": 0},
        {"form": "xls"},
        {"until": date.max},
        {"months": 2000},
    ],
)
def test_nonsense_is_refused_before_anything_is_written(tmp_path: Path, wrong: dict[str, object]) -> None:
    arguments: dict[str, object] = {"items": 5, "customers": 2, "seed": 1, **wrong}
    with pytest.raises(UsageError):
        generate(tmp_path / "book", **arguments)  # type: ignore[arg-type]
    assert not (tmp_path / "book").exists()


def test_kinds_are_in_the_proportions_of_a_ledger(large: Path) -> None:
    items = read(large, "items")
    share = {kind: count / len(items) for kind, count in Counter(row["kind"] for row in items).items()}
    assert share["invoice"] == pytest.approx(0.45, abs=0.01)
    assert share["payment"] == pytest.approx(0.40, abs=0.01)
    assert all(
        0.005 < share[kind] < 0.09 for kind in ("credit_note", "advance", "debit_note", "bill", "write_off")
    )


def test_payments_settle_one_or_many_invoices_and_some_settle_none(large: Path) -> None:
    allocations, items = read(large, "allocations"), read(large, "items")
    payments = {row["item"] for row in items if row["kind"] == "payment"}
    reach = Counter(row["credit_item"] for row in allocations if row["credit_item"] in payments)
    by_count = Counter(reach.values())
    assert by_count[1] / len(payments) == pytest.approx(0.66, abs=0.03)
    assert by_count[2] / len(payments) == pytest.approx(0.16, abs=0.02)
    assert by_count[3] / len(payments) == pytest.approx(0.065, abs=0.02)
    assert max(by_count) > 20
    assert 0.002 < 1 - len(reach) / len(payments) < 0.04
    assert len(allocations) / len(items) == pytest.approx(1.17, abs=0.15)


def test_some_invoices_stay_open_or_paid_in_part(large: Path) -> None:
    paid: Counter[str] = Counter()
    for row in read(large, "allocations"):
        paid[row["debit_item"]] += Decimal(row["amount"])  # type: ignore[assignment]
    debits = {
        row["item"]: Decimal(row["amount"]) for row in read(large, "items") if Decimal(row["amount"]) > 0
    }
    none = sum(key not in paid for key in debits) / len(debits)
    part = sum(0 < paid[key] < amount for key, amount in debits.items()) / len(debits)
    assert 0.03 < none < 0.1
    assert 0.005 < part < 0.05


def test_customers_and_currencies_are_as_varied_as_a_group_s(large: Path) -> None:
    items, customers = read(large, "items"), read(large, "customers")
    assert {row["currency"] for row in items} == {"EUR", "USD", "GBP", "CHF", "JPY", "TND"}
    shared = Counter(row["siren"] for row in customers if row["siren"])
    assert max(shared.values()) > 1
    assert "region_code" not in BY_NAME["customers"].names
    assert all(row["region_code"] for row in customers)
    assert all(row["email"].endswith(".example") for row in customers)


def test_august_is_quiet_and_no_invoice_is_of_a_sunday(large: Path) -> None:
    invoices = [
        date.fromisoformat(row["posting_date"]) for row in read(large, "items") if row["kind"] == "invoice"
    ]
    months = Counter(day.month for day in invoices)
    assert months[8] < 0.7 * months[7]
    assert months[8] < 0.7 * months[9]
    assert all(day.weekday() < 5 for day in invoices)
