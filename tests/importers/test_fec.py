"""The FEC importer as a whole: dates, terms, keys, controls, and two years of one company as golden files."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from encours.book.reading import Known, Options, Reading
from encours.book.records import BY_NAME
from encours.errors import DataError, UsageError
from encours.importers.fec.importer import FEC
from tests.importers.fec_writer import HEADINGS, Style, only, read, rows, write

SAMPLES = Path(__file__).parent / "samples" / "fec"
SALE = "VT 1 2024-05-13: 411000/A 120 FA1, 707000 -120"


def test_a_due_date_comes_from_the_customer_then_from_the_option_then_from_the_law(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", SALE + "\nVT 2 2024-05-13: 411000/B 120, 707000 -120")
    known = Known(terms=lambda _entity: {"A": "45 FDM"})
    assert due(read(path)) == [(date(2024, 6, 12), "computed"), (date(2024, 6, 12), "computed")]
    assert due(read(path, known=known)) == [(date(2024, 6, 30), "computed"), (date(2024, 6, 12), "computed")]
    asked = read(path, known=known, options=Options(terms="60"))
    assert due(asked) == [(date(2024, 6, 30), "computed"), (date(2024, 7, 12), "computed")]
    assert any(note.startswith("2 due dates computed from payment terms (60 ") for note in asked.notes)


def test_terms_nobody_understands_are_replaced_and_said(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", SALE), known=Known(terms=lambda _entity: {"A": "as agreed"}))
    assert due(found) == [(date(2024, 6, 12), "computed")]
    assert "Payment terms not understood, 30 used instead: as agreed." in found.notes
    with pytest.raises(UsageError, match="--terms as agreed: not understood"):
        read(write(tmp_path / "a.txt", SALE), options=Options(terms="as agreed"))


def test_a_credit_waits_for_nothing(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", "BQ 1 2024-05-13: 512000 120, 411000/A -120"))
    assert due(found) == [(None, None)]
    assert not any("computed" in note for note in found.notes)


def test_a_due_date_in_the_file_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", SALE)
    text = path.read_text().replace("EcritureLet", "EcheanceDate").replace("0,00\t\t\t", "0,00\t20240701\t\t")
    path.write_text(text)
    assert due(read(path)) == [(date(2024, 7, 1), "read")]


def test_an_invoice_is_issued_on_its_piece_date_and_cash_on_the_day_of_its_entry(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", SALE + "\nBQ 1 2024-06-20: 512000 120, 411000/A -120 FA1")
    path.write_text(path.read_text().replace("\tFA1\t\t", "\tFA1\t20240511\t"))
    assert only(read(path), "posting_date", "issue_date") == [
        (date(2024, 5, 13), date(2024, 5, 11)),
        (date(2024, 6, 20), date(2024, 6, 20)),
    ]


def test_two_identical_lines_are_two_items_and_keep_their_keys(tmp_path: Path) -> None:
    entry = "VT 1 2024-05-13: 411000/A 60 FA1, 411000/A 60 FA1, 707000 -120"
    first = only(read(write(tmp_path / "a.txt", entry)), "item")
    assert first == [("VT/2024-05-13/1/1",), ("VT/2024-05-13/1/2",)]
    more = "VT 0 2024-05-12: 411000/Z 1, 707000 -1\n" + entry + "\nBQ 2 2024-05-14: 512000 1, 411000/A -1"
    assert only(read(write(tmp_path / "b.txt", more)), "item")[1:3] == first


def test_an_entry_without_number_is_that_of_its_document(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", SALE)
    path.write_text(path.read_text().replace("\t1\t", "\t\t"))
    assert only(read(path), "item", "document") == [("VT/2024-05-13/FA1/1", "FA1")]


def test_a_dash_is_no_document(tmp_path: Path) -> None:
    assert only(read(write(tmp_path / "a.txt", SALE.replace("FA1", "-"))), "document") == [(None,)]


def test_sub_accounts_name_the_customer_and_a_global_account_is_one(tmp_path: Path) -> None:
    text = "VT 1 2024-05-13: 411000/DUPONT 1, 416000/DUPONT 2, 411000 4, 707000 -7"
    path = write(tmp_path / "a.txt", text, Style(sub_accounts=True))
    assert only(read(path), "customer", "CompteNum") == [
        ("DUPONT", "411DUPONT"),
        ("DUPONT", "416DUPONT"),
        ("411000", "411000"),
    ]


def test_where_auxiliaries_are_used_an_account_without_one_is_itself(tmp_path: Path) -> None:
    text = "VT 1 2024-05-13: 411000/DUPONT 1, 411200 4, 707000 -5"
    assert only(read(write(tmp_path / "a.txt", text)), "customer") == [("DUPONT",), ("411200",)]


def test_the_tables_have_the_columns_and_types_of_the_book(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.txt", SALE))
    for name in ("entities", "customers", "items"):
        columns = set(found.tables[name].arrow.column_names)  # type: ignore[union-attr]
        needed = {column.name for column in BY_NAME[name].columns if column.required}
        assert needed | {"_file", "_line"} <= columns
    assert "payment_terms" not in found.tables["customers"].arrow.column_names  # type: ignore[union-attr]


def test_a_file_without_names_does_not_rename_customers(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", SALE)
    path.write_text(path.read_text().replace("Client A", ""))
    assert "name" not in rows(read(path), "customers")[0]


def test_progress_is_told_over_all_the_files(tmp_path: Path) -> None:
    lines = "\n".join(f"VT {number} 2024-05-13: 411000/A 1, 707000 -1" for number in range(30_000))
    seen: list[tuple[int, int]] = []
    paths = [write(tmp_path / f"{day}.txt", lines.replace("-13:", f"-{day}:")) for day in (13, 14)]
    read(*paths, options=Options(progress=lambda done, total: seen.append((done, total))))
    assert seen == [(50_000, 0), (110_000, 0)]


def test_reading_leaves_the_collector_of_python_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        read(tmp_path / "none.txt")
    assert gc.isenabled()


def test_hostile_files_are_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for content in (b"", b"\0" * 100, b"PK\x03\x04" + b"\0" * 100, b"JournalCode\t" * (1 << 18), b"\n\n\n"):
        path.write_bytes(content)
        with pytest.raises(DataError, match=r"a\.txt"):
            read(path)


def test_a_header_alone_holds_no_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\t".join(HEADINGS) + "\n")
    with pytest.raises(DataError, match="holds no line that can be read"):
        read(path)


YEARS = ("123456789FEC20241231.txt", "123456789FEC20251231.txt")
GOLDEN = [
    ("two_years", YEARS, Known(terms=lambda _entity: {"C0001": "45 FDM"})),
    ("first_year", YEARS[:1], Known()),
    ("sub_accounts", ("sous_comptes.csv",), Known()),
    ("faults", ("a_corriger.txt",), Known()),
]


@pytest.mark.parametrize(("name", "files", "known"), GOLDEN, ids=[name for name, _f, _k in GOLDEN])
def test_the_samples_read_as_their_golden_files(name: str, files: tuple[str, ...], known: Known) -> None:
    paths = [SAMPLES / file for file in files]
    assert all(FEC.recognises(path) for path in paths)
    golden, found = SAMPLES / f"{name}.json", as_json(read(*paths, known=known))
    if os.environ.get("ENCOURS_WRITE_GOLDEN"):
        golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(golden.read_text("utf-8"))


def as_json(reading: Reading) -> Mapping[str, Any]:
    """A reading as JSON holds it; columns of a row that are unknown are left out."""
    tables = {name: [_known(row) for row in rows(reading, name)] for name in reading.tables}
    whole = {
        "read": reading.read,
        "tables": tables,
        "problems": [str(problem) for problem in reading.problems],
        "notes": list(reading.notes),
        "ties": [[tie.entity, tie.account, tie.currency, str(tie.amount)] for tie in reading.ties],
    }
    found: Mapping[str, Any] = json.loads(json.dumps(whole, default=str))
    return found


def _known(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(v) if isinstance(v, Decimal | date) else v for name, v in row.items() if v is not None}


def due(reading: Reading) -> list[tuple[Any, ...]]:
    return only(reading, "due_date", "due_source")
