"""Workbooks of books that lack something: history, disputes, statuses, rates, anything open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from encours.errors import DataError
from tests.oracle import f1
from tests.oracle.books import book_of
from tests.oracle.ledger import Allocation, Customer, Entity, Item, Ledger, Rate
from tests.reports.reading import written

SUMMARY, AGEING, RECEIPTS, NOTES, REMINDERS, BLOCKS, TOP, INDICATORS, ENTITIES, DEFINITIONS = range(10)
DAY = date(2025, 6, 30)


def invoice(item: str = "I1", amount: int = 100, **more: object) -> Item:
    return Item("F", "A", item, "invoice", DAY, Decimal(amount), due_date=DAY, **more)  # type: ignore[arg-type]


def one(*items: Item, name: str = "", currency: str = "EUR") -> Ledger:
    return Ledger((Entity("F", currency),), (Customer("F", "A", name),), items)


def test_a_book_of_one_invoice_says_what_it_lacks_in_sentences(tmp_path: Path) -> None:
    workbook = written(book_of(one(invoice()), tmp_path), tmp_path)
    assert "No payment has been received over these months." in workbook.texts(RECEIPTS)
    assert "No credit note has been issued over these months." in workbook.texts(NOTES)
    assert any("carries a reminder status" in text for text in workbook.texts(REMINDERS))
    assert any("carries a blocking cause" in text for text in workbook.texts(BLOCKS))
    assert "No dispute is open on this date." in workbook.texts(BLOCKS)
    assert any("A curve needs two dates" in text for text in workbook.texts(INDICATORS))
    assert any("cannot be explained" in text for text in workbook.texts(INDICATORS))
    assert any("portfolio: the sources give none" in text for text in workbook.texts(ENTITIES))
    assert any("too short to tell a drift" in text for text in workbook.texts(SUMMARY))
    assert [shown for _sheet, shown, _formula in workbook.checks() if not shown.startswith("✓")] == []


def test_a_book_where_all_is_settled_says_that_nothing_is_open(tmp_path: Path) -> None:
    payment = Item("F", "A", "P1", "payment", DAY, Decimal(-100))
    paid = replace(one(invoice(), payment), allocations=(Allocation("F", "I1", "P1", DAY, Decimal(100)),))
    workbook = written(book_of(paid, tmp_path), tmp_path)
    for number in (SUMMARY, AGEING, ENTITIES):
        assert "Nothing is open on this date." in workbook.texts(number)
    assert "No customer owes anything on this date." in workbook.texts(TOP)
    assert workbook.sheet(SUMMARY)["B5"].value == 0


def test_a_customer_in_credit_does_not_owe_but_counts_in_the_whole(tmp_path: Path) -> None:
    ledger = Ledger(
        (Entity("F"),),
        (Customer("F", "A"), Customer("F", "B")),
        (invoice(), Item("F", "B", "P1", "payment", DAY, Decimal(-30))),
    )
    workbook = written(book_of(ledger, tmp_path), tmp_path)
    sheet = workbook.sheet(TOP)
    assert [(sheet.cell(row, 2).value, sheet.cell(row, 5).value) for row in (5, 6, 7)] == [
        ("A", 100),
        ("Others (1)", -30),
        ("Total", 70),
    ]


def test_text_of_the_sources_never_starts_a_formula(tmp_path: Path) -> None:
    ledger = one(invoice(reminder_status="=1+1", blocking_cause="@now"), name='=HYPERLINK("http://x")')
    workbook = written(book_of(ledger, tmp_path), tmp_path)
    for number, text in ((TOP, '=HYPERLINK("http://x")'), (REMINDERS, "=1+1"), (BLOCKS, "@now")):
        found = [cell for row in workbook.sheet(number).iter_rows() for cell in row if cell.value == text]
        assert [cell.data_type for cell in found] != []
        # openpyxl reads a shared string that begins with "=" as a formula: the file itself tells the truth.
    assert "HYPERLINK" not in "".join(formulas(workbook.path))


def test_statuses_split_the_position_and_add_up(tmp_path: Path) -> None:
    ledger = one(invoice("I1", 70, reminder_status="2"), invoice("I2", 30), name="A")
    workbook = written(book_of(ledger, tmp_path), tmp_path, date(2025, 7, 1))
    assert workbook.line(REMINDERS, "2")[5:9] == [70, 0, 70, 70]
    assert workbook.line(REMINDERS, "(none)")[5:9] == [30, 0, 30, 30]
    assert workbook.line(REMINDERS, "Total")[5:9] == [100, 0, 100, 100]


def test_converted_amounts_tie_although_none_is_round(tmp_path: Path) -> None:
    """Three thirds: rounded to the cent one by one they would miss a cent."""
    items = [replace(invoice(f"I{n}", 100), customer=c, currency="USD") for n, c in enumerate("ABC")]
    ledger = Ledger(
        (Entity("F"),),
        tuple(Customer("F", c, portfolio=c) for c in "ABC"),
        (*items, invoice("I9", 1)),
        rates=(Rate(date(2024, 1, 1), "USD", Decimal(3)),),
    )
    workbook = written(book_of(ledger, tmp_path), tmp_path)
    assert workbook.sheet(SUMMARY)["B5"].value == pytest.approx(101)
    assert [shown for _sheet, shown, _formula in workbook.checks() if not shown.startswith("✓")] == []
    assert workbook.line(DEFINITIONS, "USD") == [3, 3, 3]


def test_a_missing_rate_is_said_instead_of_a_workbook(tmp_path: Path) -> None:
    book = book_of(one(invoice(currency="USD"), invoice("I2")), tmp_path)
    with pytest.raises(DataError, match="no rate for USD"):
        written(book, tmp_path)
    assert not (tmp_path / "book.xlsx").exists()


def test_a_currency_without_decimals_is_a_reporting_currency_like_any_other(tmp_path: Path) -> None:
    workbook = written(book_of(one(invoice(), currency="JPY"), tmp_path), tmp_path)
    assert any("amounts in JPY" in text for text in workbook.texts(SUMMARY))
    assert all(",0)=0" in formula for _sheet, _shown, formula in workbook.checks())


@pytest.mark.parametrize(("matched_on", "in_month"), [(30, 0), (31, 0), (1, 100)])
def test_a_payment_matched_after_the_month_end_was_not_matched_then(
    tmp_path: Path, matched_on: int, in_month: int
) -> None:
    """A payment of 30 May matched on 30 May, on 31 May, on 1 June."""
    paid_on, matched = date(2025, 5, 30), date(2025, 6 if matched_on == 1 else 5, matched_on)
    items = (
        Item("F", "A", "I1", "invoice", date(2025, 5, 1), Decimal(100), due_date=DAY),
        Item("F", "A", "P1", "payment", paid_on, Decimal(-100)),
        invoice("I2"),
    )
    ledger = replace(one(*items), allocations=(Allocation("F", "I1", "P1", matched, Decimal(100)),))
    workbook = written(book_of(ledger, tmp_path), tmp_path)
    shown = workbook.line(RECEIPTS, date(2025, 5, 31))
    assert shown[:3] == [100, 100 - in_month, in_month]
    assert shown[4] == 0  # matched since


def test_a_count_back_that_meets_the_end_of_history_is_at_least_what_it_says(tmp_path: Path) -> None:
    bill = Item("F", "A", "B1", "bill", DAY, Decimal(500))  # a position without sales
    workbook = written(book_of(one(invoice(), bill), tmp_path), tmp_path)
    rows = {row[1].value: row[2] for row in workbook.sheet(INDICATORS).iter_rows()}
    assert rows["DSO, count-back"].value == 30
    assert rows["DSO, count-back"].number_format.startswith('"≥ "')
    assert "≥" not in rows["DSO"].number_format


def test_more_than_a_hundred_customers_end_in_one_line(tmp_path: Path) -> None:
    names = [f"C{n:03}" for n in range(102)]
    items = [replace(invoice(f"I{n}", 1000 - n), customer=name) for n, name in enumerate(names)]
    ledger = Ledger((Entity("F"),), tuple(Customer("F", name) for name in names), tuple(items))
    workbook = written(book_of(ledger, tmp_path), tmp_path)
    sheet = workbook.sheet(TOP)
    assert sheet.cell(104, 2).value == "C099"
    assert (sheet.cell(105, 2).value, sheet.cell(105, 5).value) == ("Others (2)", 900 + 899)
    assert sheet.auto_filter.ref.endswith("104")


def formulas(path: Path) -> list[str]:
    """Every formula as the file holds it."""
    with ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return [text for name in sheets for text in re.findall(r"<f>(.*?)</f>", archive.read(name).decode())]


def test_f1_in_another_currency_ties_too(tmp_path: Path) -> None:
    ledger = replace(f1.ledger(), rates=(Rate(date(2024, 1, 1), "CHF", Decimal("0.9371")),))
    workbook = written(book_of(ledger, tmp_path), tmp_path, f1.AS_OF, currency="CHF")
    assert workbook.sheet(SUMMARY)["B5"].value == pytest.approx(55_800 * 0.9371)
    assert [shown for _sheet, shown, _formula in workbook.checks() if not shown.startswith("✓")] == []
