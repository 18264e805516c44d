"""Files that look like lists of receivables and are none are refused, with what to do; never read as invoices."""

from __future__ import annotations

from pathlib import Path

import pytest

from encours.book.reading import Known, Options
from encours.errors import DataError
from encours.importers.flat.importer import FLAT
from tests.importers.flat_reader import amounts, column, read
from tests.importers.flat_reader import written as listed

PAYMENTS = """Payment Number,CustomerPayment ID,Date,Customer Name,Amount,Deposit To,Invoice Number
1,7001,2026-02-10,Kerdrel EURL,885.40,Bank,INV-0002
2,7002,2026-02-13,Ombrelle SAS,1000,Bank,INV-0001
2,7002,2026-02-13,Ombrelle SAS,1000,Bank,INV-0009
"""
CHARGES = """id,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Captured,Invoice ID
ch_1,Complete.,2026-02-10 08:00,1200.00,0.00,eur,Paid,cus_A1,true,in_1
ch_2,Declined.,2026-02-13 08:00,300.00,0.00,eur,Failed,cus_B2,false,in_2
ch_3,Complete.,2026-02-14 08:00,90.00,90.00,eur,Refunded,cus_B2,true,in_3
"""
AS_PAYMENTS = {"constants": {"kind": "payment"}}
LEDGER = "Date,Particulars,Vch Type,Vch No.,Debit,Credit\n"


@pytest.mark.parametrize("text", [PAYMENTS, CHARGES])
def test_a_list_of_payments_is_no_list_of_invoices(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError, match="lists payments, not what is owed"):
        read(tmp_path, text)


def test_a_mapping_reads_each_payment_once_under_its_own_number(tmp_path: Path) -> None:
    reading = read(tmp_path, PAYMENTS, mapping=AS_PAYMENTS)
    assert amounts(reading) == ["-885.40", "-1000.00"]
    assert column(reading, "document") == ["7001", "7002"]
    assert [note for note in reading.notes if note.startswith("1 line repeats a payment")]


def test_a_payment_that_failed_is_none(tmp_path: Path) -> None:
    reading = read(tmp_path, CHARGES, mapping=AS_PAYMENTS)
    assert (column(reading, "document"), amounts(reading)) == (["ch_1"], ["-1200.00"])


def test_a_list_with_due_dates_may_number_payments(tmp_path: Path) -> None:
    head = "Number,Customer,Date,Due date,Amount,Payment ID,Deposit To\n"
    assert amounts(read(tmp_path, head + "1,A,2026-01-15,2026-02-15,5.00,77,Bank\n")) == ["5.00"]


def test_the_ledger_of_one_account_names_no_customer(tmp_path: Path) -> None:
    rows = "13-Jan-2026,Sales,Sales,S/1,12.00,\n20-Feb-2026,HDFC Bank,Receipt,R/2,,7.00\n"
    with pytest.raises(DataError, match='"Particulars" holds the other account'):
        read(tmp_path, LEDGER + rows)


def test_a_day_book_names_customers(tmp_path: Path) -> None:
    rows = "13-Jan-2026,Lindet Stores,Sales,S/1,12.00,\n20-Feb-2026,Cash,Sales,S/2,7.00,\n21-Feb-2026,Olt,Sales,3,7,\n"
    assert column(read(tmp_path, LEDGER + rows), "customer") == ["Lindet Stores", "Cash", "Olt"]


PRINTED = """Customer                100234
Name                    Verrerie Beaumont

-------------------------------------------------------------
|St|DocumentNo|Type|Doc. Date |Net due dt|Amount in local cur.|
-------------------------------------------------------------
|@5|1800000101|RV  |15.01.2026|14.02.2026|          1.500,00  |
-------------------------------------------------------------
"""


def test_a_printed_list_without_its_customer_is_not_read_as_nothing(tmp_path: Path) -> None:
    path = listed(tmp_path, PRINTED, "printed.txt")
    assert not FLAT.recognises(path)
    with pytest.raises(DataError, match="no column found for the customer"):
        FLAT.read([path], Options(entity="E"), Known())


def test_no_line_read_into_an_empty_book_is_an_error(tmp_path: Path) -> None:
    head = "customer,document,posting_date,amount\n"
    with pytest.raises(DataError, match="no line could be read"):
        read(tmp_path, head)
    assert read(tmp_path, head, Known(entities=("E",))).tables == {}
