"""The source files of the demo: what is written, and that the importers read all of it."""

from __future__ import annotations

import csv
import hashlib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from encours.book.reading import Known, RowsTable
from encours.demo.group import Source, Sources, write_sources
from encours.demo.group.ledgers import ledgers
from encours.importers.fec.importer import FEC
from encours.importers.flat.importer import FLAT
from encours.importers.rates import RATES
from encours.money import to_units
from encours.terms import parse_terms

IMPORTERS = {"fec": FEC, "flat": FLAT, "rates": RATES}
COLUMNS = ("entity", "customer", "item", "kind", "currency", "amount")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return write_sources(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def items(sources: Sources) -> dict[str, pa.Table]:
    """The items the importers make of each entity's files."""
    found = {}
    for step in sources.batches:
        if step.entity:
            reading = IMPORTERS[step.format].read(step.paths, step.options, Known())
            assert not reading.problems
            table = reading.tables["items"]
            assert isinstance(table, RowsTable)
            found[step.entity] = table.arrow
    return found


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def test_the_same_seed_writes_the_same_bytes_and_another_seed_does_not(
    sources: Sources, tmp_path: Path
) -> None:
    write_sources(tmp_path / "two")
    write_sources(tmp_path / "three", seed=4)
    one, two, three = map(digest, (sources.paths[0].parent, tmp_path / "two", tmp_path / "three"))
    assert one == two
    assert len(one) == 17
    assert all(one[name] != three.get(name) for name in one if not name.endswith("entities.csv"))


def test_customers_come_first_then_rates_then_ledgers_then_what_refers_to_items(sources: Sources) -> None:
    assert [(step.format, step.entity) for step in sources.batches] == [
        ("book", ""),
        ("rates", ""),
        ("fec", "FR01"),
        ("fec", "FR02"),
        ("flat", "FR03"),
        ("flat", "BE01"),
        ("flat", "GB01"),
        ("book", ""),
    ]
    assert all(path.exists() for path in sources.paths)


def test_one_importer_and_one_only_recognises_each_file(sources: Sources) -> None:
    for step in sources.batches:
        if step.format != "book":
            for path in step.paths:
                assert [name for name, one in IMPORTERS.items() if one.recognises(path)] == [step.format]


def test_the_importers_find_every_piece_of_the_lists_to_the_cent(items: dict[str, pa.Table]) -> None:
    for ledger in ledgers(7):
        if ledger.company.code in ("FR03", "BE01", "GB01"):
            found = items[ledger.company.code].select(COLUMNS).to_pylist()
            expected = [
                (p.account.code, str(p.kind), p.currency, to_units(Decimal(p.amount).scaleb(-2)))
                for p in ledger.pieces
            ]
            assert [(r["customer"], r["kind"], r["currency"], r["amount"]) for r in found] == expected


def test_the_lists_carry_matching_reminders_and_blocking_causes(items: dict[str, pa.Table]) -> None:
    for entity in ("FR03", "BE01", "GB01"):
        table = items[entity]
        assert table["_group"].null_count < len(table) * 0.3
        assert len(table) - table["reminder_status"].null_count > 5
        assert len(table) - table["blocking_cause"].null_count > 1
    assert set(items["BE01"]["currency"].to_pylist()) == {"EUR", "USD"}
    assert set(items["GB01"]["currency"].to_pylist()) == {"GBP", "EUR", "USD"}


def test_what_refers_to_an_item_refers_to_one_the_importers_make(
    sources: Sources, items: dict[str, pa.Table]
) -> None:
    known = {
        (entity, row["customer"], row["item"]): row["amount"]
        for entity, table in items.items()
        for row in table.select(COLUMNS).to_pylist()
    }
    people = sources.batches[-1].paths[0]
    for table in ("disputes", "promises"):
        found = rows(people, table)
        assert len(found) > 300
        for row in found:
            assert (amount := known[row["entity"], row["customer"], row["item"]]) > 0
            assert to_units(Decimal(row["amount"] or 0)) <= amount


def test_the_customers_file_gives_terms_the_product_understands(sources: Sources) -> None:
    found = rows(sources.batches[0].paths[0], "customers")
    assert len(found) == 400
    assert len({str(parse_terms(row["payment_terms"])) for row in found}) >= 7
    assert all(row["collector"] and row["portfolio"] and row["salesperson"] for row in found)
    assert all(row["email"].endswith(".example") and row["email"].isascii() for row in found)


def test_the_sheet_has_a_title_above_and_a_total_below(sources: Sources) -> None:
    step = entity_step(sources, "FR03")
    sheet = openpyxl.load_workbook(step.paths[0], read_only=True).worksheets[0]
    lines = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    assert lines[0][0] == "Ardevane Grand Ouest SARL - Grand livre clients au 31/10/2026"
    assert lines[1][:3] == ("Code client", "Nom client", "N° pièce")
    assert lines[-1][0] == "Total général"
    assert lines[-1][8] == pytest.approx(sum(row[8] for row in lines[2:-1]), abs=0.01)
    assert lines[2][0].startswith("00")


def test_the_french_list_is_cp1252_with_semicolons_and_spaced_amounts(sources: Sources) -> None:
    text = entity_step(sources, "BE01").paths[0].read_bytes().decode("cp1252")
    header, *lines = text.splitlines()
    assert header.split(";")[7:9] == ["Débit", "Crédit"]
    cells = [line.split(";") for line in lines]
    assert all(bool(row[7]) != bool(row[8]) for row in cells)
    assert any(" " in row[7] for row in cells)


def test_rates_are_newest_first_and_cover_the_two_years(sources: Sources) -> None:
    lines = sources.batches[1].paths[0].read_text(encoding="utf-8").splitlines()
    days = [line.split(",")[0] for line in lines[1:]]
    assert lines[0] == "Date,USD,JPY,GBP,CHF,TND,"
    assert days == sorted(days, reverse=True)
    assert days[0] == "2026-10-30"
    assert days[-1] < "2024-08-01"


def entity_step(sources: Sources, entity: str) -> Source:
    return next(step for step in sources.batches if step.entity == entity)
