"""What an import refuses, with the file and the line; what it keeps, changes and leaves as it was."""

from __future__ import annotations

from inspect import cleandoc
from pathlib import Path

import pytest

import encours
from encours.book.report import ImportRefused, Report
from tests.oracle.books import import_folder

ENTITIES = """
    entity,currency
    F,EUR
"""
ITEMS = """
    entity,customer,item,kind,posting_date,due_date,currency,amount,reference
    F,A,I1,invoice,2025-01-10,2025-02-09,,100,r1
    F,A,I2,invoice,2025-01-20,2025-02-19,,50.5,r2
    F,A,P1,payment,2025-02-01,,,-100,
    F,B,U1,invoice,2025-01-10,2025-02-09,USD,70,
"""
ALLOCATIONS = """
    entity,debit_item,credit_item,date,amount
    F,I1,P1,2025-02-01,60
"""


def tables(where: Path, **said: str) -> Path:
    """A new folder of tables given as CSV text, indented as the test is."""
    folder = where / f"source {len(list(where.iterdir()))}"
    folder.mkdir()
    for name, text in said.items():
        (folder / f"{name}.csv").write_text(cleandoc(text) + "\n", encoding="utf-8")
    return folder


def imported(where: Path, **said: str) -> Report:
    return import_folder(where / "home", tables(where, **said))


def counts(report: Report) -> tuple[int, int, int]:
    return report.new, report.changed, report.gone


def net(folder: Path) -> dict[str | None, str]:
    """What is open in euros, by item."""
    shown = encours.open(folder / "home").show("net", by="item", where="currency=EUR", currency="EUR")
    return {row["item"]: str(row["net"]) for row in shown.rows if row["net"]}


FAULTY = """
    entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,reference
    F,A,good,invoice,2025-01-10,,,,100,
    F,A,kind,rebate,2025-01-10,,,,100,
    F,A,sign of a debit,invoice,2025-01-10,,,,-100,
    F,A,sign of a credit,payment,2025-01-10,,,,100,
    F,A,french date,invoice,10/01/2025,,,,100,
    F,A,no such day,invoice,2025-02-29,,,,100,
    F,A,due date,invoice,2025-01-10,,2025-1-5,,100,
    F,A,amount,invoice,2025-01-10,,,,12 x,
    F,A,comma,invoice,2025-01-10,,,,"12,50",
    F,A,six decimals,invoice,2025-01-10,,,,1.000001,
    F,A,five decimals and a zero,invoice,2025-01-10,,,,1.000010,
    F,A,"over
    two lines",invoice,2025-01-10,,,,5,"a
    b
    c"
    F,A,after them,invoice,2025-01-10,,,,x,
    F,A,good,invoice,2025-01-11,,,,7,
    F,A,currency,invoice,2025-01-10,,,euro,100,
    F,A,no amount,invoice,2025-01-10,,,,,
    F,,no customer,invoice,2025-01-10,,,,100,
    F,A,,invoice,2025-01-10,,,,100,
    F,A,far,invoice,3025-01-10,,,,100,
    F,A,too large,invoice,2025-01-10,,,,123456789012345,
    F,A,short line,invoice
    F,A,long line,invoice,2025-01-10,,,,100,ref,more
    F,A,last,invoice,2025-01-10,,,,9,
"""
SIDES = """
    entity,debit_item,credit_item,date,amount
    F,I1,P1,2025-02-01,60
    F,I1,P1,2025-02-02,50
    F,nowhere,P1,2025-02-01,1
    F,I2,nowhere,2025-02-01,1
    F,P1,I1,2025-02-03,1
    F,U1,P1,2025-02-01,1
    F,I2,P1,2025-02-03,0
    F,I2,P1,2025-02-04,-5
    F,I2,P1,2025-02-05,40.00001
    F,I2,P1,2025-02-05,1
    F,I2,P1,2025-02-06,41
"""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return imported(tmp_path_factory.mktemp("faulty"), entities=ENTITIES, items=FAULTY)


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Report:
    items = ITEMS.replace("50.5", "500")
    return imported(tmp_path_factory.mktemp("sides"), entities=ENTITIES, items=items, allocations=SIDES)


def said(report: Report) -> dict[int, str]:
    return {problem.line: str(problem) for problem in report.problems}


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (3, "kind", "rebate"),
        (4, "amount", "credit_note"),
        (5, "amount", "invoice"),
        (6, "posting_date", "10/01/2025"),
        (7, "posting_date", "2025-02-29"),
        (8, "due_date", "2025-1-5"),
        (9, "amount", "12 x"),
        (10, "amount", "12,50"),
        (11, "amount", "at most 5 decimals"),
        (17, "amount", "'x'"),
        (18, "entity, item", "line 2"),
        (19, "currency", "euro"),
        (20, "amount", "required"),
        (21, "customer", "required"),
        (22, "item", "required"),
        (23, "posting_date", "between 1900 and 2200"),
        (24, "amount", "123456789012345"),
        (25, "", "not well formed"),
        (26, "", "not well formed"),
    ],
)
def test_a_faulty_item_is_refused_with_its_file_and_line(
    faulty: Report, line: int, column: str, words: str
) -> None:
    found = said(faulty)
    assert line in found, sorted(found.values())
    place = f"items.csv:{line}: {column}: " if column else f"items.csv:{line}: "
    assert found[line].startswith(place)
    assert words in found[line]


def test_the_good_lines_are_imported_and_all_are_counted(faulty: Report) -> None:
    items = next(change for change in faulty.changes if change.table == "items")
    assert (items.accepted, items.new) == (4, 4)
    assert faulty.refused == 19
    assert faulty.read == 23 + 1


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (3, "debit_item", "50"),
        (4, "debit_item", "neither in the book nor in this import"),
        (5, "credit_item", "neither in the book nor in this import"),
        (6, "debit_item", "wrong side"),
        (7, "credit_item", "different currencies"),
        (8, "amount", "positive"),
        (9, "amount", "positive"),
        (10, "credit_item", "40.00001"),
        (11, "entity, debit_item, credit_item, date", "line 10"),
        (12, "credit_item", "41"),
    ],
)
def test_a_matching_that_breaks_a_rule_is_refused_with_its_line(
    sides: Report, line: int, column: str, words: str
) -> None:
    found = said(sides)
    assert line in found, sorted(found.values())
    assert found[line].startswith(f"allocations.csv:{line}: {column}: ")
    assert words in found[line]


def test_a_matching_within_what_is_left_is_kept(tmp_path: Path) -> None:
    """60 then 40 of a payment of 100: the second takes exactly what is left."""
    exact = ALLOCATIONS + "    F,I2,P1,2025-02-06,40\n"
    report = imported(tmp_path, entities=ENTITIES, items=ITEMS, allocations=exact)
    assert report.problems == ()
    assert net(tmp_path) == {"I1": "40.00", "I2": "10.50"}


def test_a_quote_left_open_is_refused_and_the_book_stays_as_it_was(tmp_path: Path) -> None:
    imported(tmp_path, entities=ENTITIES, items=ITEMS)
    broken = """
        entity,customer,item,kind,posting_date,amount
        F,A,I7,invoice,2025-03-01,10
        F,A,"I8,invoice,2025-03-01,10
        F,A,I9,invoice,2025-03-01,10
    """
    report = imported(tmp_path, items=broken)
    assert [problem.line for problem in report.problems] == [3]
    assert "I9" not in net(tmp_path)
    assert report.new == 1


def test_when_no_line_is_good_nothing_is_imported(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        imported(tmp_path, items="entity,customer,item,kind,posting_date,amount\nF,A,I1,gift,2025-01-01,5")
    assert [problem.line for problem in refused.value.problems] == [2]


def test_a_corrected_amount_below_what_is_matched_is_refused(tmp_path: Path) -> None:
    imported(tmp_path, entities=ENTITIES, items=ITEMS, allocations=ALLOCATIONS)
    report = imported(tmp_path, items=ITEMS.replace(",,100,r1", ",,59.99,r1"))
    assert [(p.line, p.column) for p in report.problems] == [(2, "amount")]
    assert counts(imported(tmp_path, items=ITEMS.replace(",,100,r1", ",,60,r1"))) == (0, 1, 0)


@pytest.mark.parametrize(
    "now",
    ["F,A,I1,credit_note,2025-01-10,2025-02-09,,-100,r1", "F,A,I1,invoice,2025-01-10,2025-02-09,USD,100,r1"],
)
def test_a_matched_item_changes_neither_side_nor_currency(tmp_path: Path, now: str) -> None:
    """The matching the book holds would join two credits, or two currencies."""
    imported(tmp_path, entities=ENTITIES, items=ITEMS, allocations=ALLOCATIONS)
    report = imported(tmp_path, items=ITEMS.replace("F,A,I1,invoice,2025-01-10,2025-02-09,,100,r1", now))
    assert [problem.line for problem in report.problems] == [2]


def test_the_same_folder_twice_changes_nothing(tmp_path: Path) -> None:
    folder = tables(tmp_path, entities=ENTITIES, items=ITEMS, allocations=ALLOCATIONS)
    first = import_folder(tmp_path / "home", folder)
    again = import_folder(tmp_path / "home", folder)
    assert (first.number, counts(first)) == (1, (6, 0, 0))
    assert (again.number, counts(again), again.accepted) == (0, (0, 0, 0), 6)
    assert encours.open(tmp_path / "home").version == 1


def test_a_changed_folder_updates_and_counts_what_differs(tmp_path: Path) -> None:
    """One item corrected, one new, one matching withdrawn and another in its place."""
    imported(tmp_path, entities=ENTITIES, items=ITEMS, allocations=ALLOCATIONS)
    items = ITEMS.replace("50.5,r2", "51.5,r2") + "    F,A,I3,invoice,2025-03-01,,,9,\n"
    report = imported(
        tmp_path,
        entities=ENTITIES,
        items=items,
        allocations=ALLOCATIONS.replace("2025-02-01,60", "2025-02-02,30"),
    )
    by_table = {change.table: (change.new, change.changed, change.gone) for change in report.changes}
    assert by_table == {"entities": (0, 0, 0), "items": (1, 1, 0), "allocations": (1, 0, 1)}
    assert net(tmp_path) == {
        "I1": "70.00",
        "I2": "51.50",
        "I3": "9.00",
        "P1": "-70.00",
    }


def test_an_absent_column_keeps_what_the_book_knows_and_an_empty_one_erases_it(tmp_path: Path) -> None:
    imported(tmp_path, entities=ENTITIES, items=ITEMS)
    absent = """
        entity,customer,item,kind,posting_date,amount
        F,A,I1,invoice,2025-01-10,100
    """
    assert counts(imported(tmp_path, items=absent)) == (0, 0, 0)
    assert references(tmp_path) == {"I1": "r1", "I2": "r2"}
    empty = """
        entity,customer,item,kind,posting_date,amount,reference
        F,A,I1,invoice,2025-01-10,100,
    """
    assert counts(imported(tmp_path, items=empty)) == (0, 1, 0)
    assert references(tmp_path) == {"I1": None, "I2": "r2"}


def references(where: Path) -> dict[str, str | None]:
    found = encours.open(where / "home").rows("gross", where="currency=EUR", currency="EUR")
    return {row["item"]: row["reference"] for row in found.rows}


def test_an_unknown_column_is_a_field_to_split_and_filter_by(tmp_path: Path) -> None:
    items = """
        entity,customer,item,kind,posting_date,amount,Canal de vente
        F,A,I1,invoice,2025-01-10,100,web
        F,B,I2,invoice,2025-01-10,30,"salon, foire"
        F,B,I3,invoice,2025-01-10,7,
    """
    customers = """
        entity,customer,region
        F,A,Ouest
        F,B,Est
    """
    report = imported(tmp_path, entities=ENTITIES, customers=customers, items=items)
    assert report.problems == ()
    book = encours.open(tmp_path / "home")
    rows = book.show("gross", by=["Canal de vente"]).rows
    assert {row["Canal de vente"]: int(row["gross"]) for row in rows} == {
        "web": 100,
        "salon, foire": 30,
        None: 7,
    }
    assert book.show("gross", where="Canal de vente=salon\\, foire").value == 30
    assert book.show("gross", where="region=Est").value == 37
    assert [row["region"] for row in book.show("gross", by="region").rows] == ["Est", "Ouest"]
