"""The interchange folder: what is written is read back without loss, and nothing of the reader's own is overwritten."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from encours.book.export import export
from encours.book.home import Home
from encours.book.undo import undo
from encours.errors import DataError, UsageError
from tests.book.small_books import imported, imported_folder
from tests.rounds import rounds

FULL = {
    "entities": """
        entity,name,country,currency
        FR,"Société ""Été"", SA",FR,EUR
        JP,日本,JP,JPY
        TN,,TN,TND
        """,
    "customers": """
        entity,customer,name,group,tier,Zone 2
        FR,00012,"Dupont,
        Père & Fils",=G1,gold,"a ""b"" c"
        FR,12,,,,
        JP,C1,#3,,,x
        """,
    "items": """
        entity,customer,item,kind,document,posting_date,issue_date,due_date,currency,amount,doubtful,campaign
        FR,00012,I1,invoice,007,2025-01-31,2025-01-30,2025-03-01,EUR,100000000000.00,true,Été
        FR,00012,I2,invoice,,2025-01-31,,,,0.00001,false,
        FR,12,I10,invoice,,2025-02-01,,,USD,1234.5,,"x,y"
        FR,00012,P1,payment,,2025-02-10,,,,-40.12345,,
        JP,C1,J1,invoice,,2025-02-01,,,,100000000000000,,
        JP,C1,J2,invoice,,2025-02-01,,,,92233720368547.75807,,
        TN,T1,T1,invoice,,2025-02-01,,,,10000000000.001,,
        """.replace("100000000000000", "10000000000000"),
    "allocations": """
        entity,debit_item,credit_item,date,amount,matching_ref
        FR,I1,P1,2025-02-11,0.12345,AA
        FR,I1,P1,2025-02-12,39,"A
        B"
        """,
    "rates": """
        date,currency,rate
        2025-01-31,JPY,161.123456789
        2025-01-30,USD,1.0400
        """,
    "actions": """
        action,entity,customer,item,kind,level,channel,automatic,done_at,minutes,author,outcome,mood
        A1,FR,00012,I1,call,2,phone,false,2025-03-02T10:00:00,2.50,Zoé,,good
        A2,FR,12,,letter,,,,2025-03-02T10:00:00.000120,,,,
        """,
    "disputes": """
        dispute,entity,customer,item,cause,amount,opened_on
        D1,FR,00012,I1,price,,2025-03-02
        """,
}


def texts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_an_export_imported_into_an_empty_home_is_exported_byte_for_byte_the_same(tmp_path: Path) -> None:
    first, second = Home(tmp_path / "first"), Home(tmp_path / "second")
    assert not imported(first, **FULL).problems
    export(first, tmp_path / "one")
    assert not imported_folder(second, tmp_path / "one").problems
    export(second, tmp_path / "two")
    assert texts(tmp_path / "one") == texts(tmp_path / "two")
    assert set(texts(tmp_path / "one")) == {f"{table}.csv" for table in FULL}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_export_imported_over_its_own_book_changes_nothing(tmp_path: Path, form: str) -> None:
    home = Home(tmp_path / "home")
    imported(home, **FULL)
    export(home, tmp_path / "out", form=form)
    report = imported_folder(home, tmp_path / "out")
    assert (report.new, report.changed, report.gone, report.problems) == (0, 0, 0, ())
    assert report.accepted == 3 + 3 + 7 + 2 + 2 + 2 + 1


def test_parquet_goes_through_an_empty_home_without_loss(tmp_path: Path) -> None:
    first, second = Home(tmp_path / "first"), Home(tmp_path / "second")
    imported(first, **FULL)
    export(first, tmp_path / "csv")
    export(first, tmp_path / "parquet", form="parquet")
    imported_folder(second, tmp_path / "parquet")
    export(second, tmp_path / "again")
    assert texts(tmp_path / "csv") == texts(tmp_path / "again")


def test_values_are_written_plainly_and_in_the_order_of_the_keys(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, **FULL)
    export(home, tmp_path / "out")
    items = rows(tmp_path / "out" / "items.csv")
    assert [(row["item"], row["amount"]) for row in items] == [
        ("I1", "100000000000"),
        ("I10", "1234.5"),
        ("I2", "0.00001"),
        ("P1", "-40.12345"),
        ("J1", "10000000000000"),
        ("J2", "92233720368547.75807"),
        ("T1", "10000000000.001"),
    ]
    assert [row["document"] for row in items[:2]] == ["007", ""]
    assert [row["doubtful"] for row in items[:3]] == ["true", "", "false"]
    assert [row["currency"] for row in items[:3]] == ["EUR", "USD", ""]
    assert [row["campaign"] for row in items[:2]] == ["Été", "x,y"]
    assert [row["rate"] for row in rows(tmp_path / "out" / "rates.csv")] == ["1.04", "161.123456789"]
    moments = [row["done_at"] for row in rows(tmp_path / "out" / "actions.csv")]
    assert moments == ["2025-03-02T10:00:00", "2025-03-02T10:00:00.00012"]


def test_parquet_amounts_are_decimals_and_dates_are_dates(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, **FULL)
    export(home, tmp_path / "out", form="parquet")
    table = parquet.read_table(tmp_path / "out" / "items.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["amount"], types["posting_date"]) == ("decimal128(19, 5)", "date32[day]")
    assert Decimal("92233720368547.75807") in table.column("amount").to_pylist()


def test_customers_that_only_items_name_are_not_written(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, **FULL)
    written = export(home, tmp_path / "out")
    assert written["customers"] == 3
    assert "T1" not in {row["customer"] for row in rows(tmp_path / "out" / "customers.csv")}


def test_items_customers_and_entities_are_written_even_when_the_book_has_none(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, **FULL)
    undo(home)
    assert export(home, tmp_path / "out") == {"entities": 0, "customers": 0, "items": 0}


def test_only_the_tables_named_are_written(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, **FULL)
    assert export(home, tmp_path / "out", tables=["rates", "limits"]) == {"rates": 2, "limits": 0}
    assert set(texts(tmp_path / "out")) == {"rates.csv", "limits.csv"}


def test_a_past_version_is_exported_as_it_was_known(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, rates="date,currency,rate\n2025-01-31,USD,1.1")
    imported(home, rates="date,currency,rate\n2025-01-31,USD,1.2")
    export(home, tmp_path / "out", as_known="1")
    assert [row["rate"] for row in rows(tmp_path / "out" / "rates.csv")] == ["1.1"]


def test_an_earlier_export_is_replaced_whole(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, **FULL)
    export(home, tmp_path / "out")
    export(home, tmp_path / "out", tables=["rates"])
    assert set(texts(tmp_path / "out")) == {"rates.csv"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_is_not_an_earlier_export_is_refused_and_left_alone(tmp_path: Path) -> None:
    home, mine = Home(tmp_path / "home"), tmp_path / "mine"
    imported(home, **FULL)
    mine.mkdir()
    (mine / "items.csv").write_text("my own work")
    with pytest.raises(UsageError, match=r"items\.csv"):
        export(home, mine)
    assert (mine / "items.csv").read_text() == "my own work"


def test_a_file_of_the_reader_inside_an_earlier_export_keeps_it_from_being_replaced(tmp_path: Path) -> None:
    home, out = Home(tmp_path / "home"), tmp_path / "out"
    imported(home, **FULL)
    export(home, out)
    (out / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"notes\.txt"):
        export(home, out)
    assert (out / "notes.txt").exists()


def test_a_question_that_makes_no_sense_says_what_would(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, **FULL)
    with pytest.raises(UsageError, match="csv or parquet"):
        export(home, tmp_path / "out", form="xml")
    with pytest.raises(UsageError, match="no table invoices"):
        export(home, tmp_path / "out", tables=["invoices"])
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        export(home, tmp_path / "file")
    with pytest.raises(DataError, match="No book"):
        export(Home(tmp_path / "none"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_fields_that_differ_by_case_alone_are_not_merged_silently(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    imported(home, customers="entity,customer,Tier\nFR,A,1")
    imported(home, customers="entity,customer,tier\nFR,B,2")
    with pytest.raises(DataError, match="Tier and tier"):
        export(home, tmp_path / "out")
    assert not (tmp_path / "out").exists()


WORDS = st.text(st.sampled_from("aé\"',;\n\r\t#=+- 0\\|日"), max_size=6).map(lambda t: t.strip(" "))
UNITS = st.integers(1, 2**63 - 1) | st.integers(1, 10_000_000)


@settings(max_examples=rounds(3, 5))
@given(st.lists(st.tuples(WORDS, WORDS, UNITS), min_size=10, max_size=40))
def test_any_text_and_amount_survive(tmp_path_factory: pytest.TempPathFactory, drawn: list) -> None:
    home, out = Home(tmp_path_factory.mktemp("home")), tmp_path_factory.mktemp("out") / "book"
    source = tmp_path_factory.mktemp("source")
    lines = [
        ["FR", "C", f"I{n}", "invoice", "2025-01-01", f"{Decimal(units).scaleb(-5):f}", document, custom]
        for n, (document, custom, units) in enumerate(drawn)
    ]
    header = ["entity", "customer", "item", "kind", "posting_date", "amount", "document", "campaign"]
    with (source / "items.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([header, *lines])
    assert not imported_folder(home, source).problems
    export(home, out)
    kept = {row["item"]: row for row in rows(out / "items.csv")}
    for line in lines:
        row = kept[line[2]]
        assert (row["document"], row.get("campaign", "")) == (line[6], line[7])
        assert Decimal(row["amount"]) == Decimal(line[5])
    report = imported_folder(home, out)
    assert (report.new, report.changed, report.gone) == (0, 0, 0)
