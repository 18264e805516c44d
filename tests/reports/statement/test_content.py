"""What a statement says of an account: the position of the day, to the cent, on both sides of its dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from encours.api import open_book
from encours.api.customers import card
from encours.book.home import Home
from encours.errors import DataError
from encours.i18n import speaking
from encours.reports.statement.content import Statement, statement_of
from encours.reports.statement.letterhead import Letterhead
from tests.book.small_books import imported

TABLES = {
    "entities": """
        entity,name,currency
        F1,Filiale Une,EUR
        """,
    "customers": """
        entity,customer,name,country,language,Adresse 1,Code_Postal,Ville
        F1,A,Alpha,FR,en,12 rue Haute,69003,Lyon
        F1,B,Bravo,FR,,,,
        """,
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount,document,reference
        F1,A,V1,invoice,2025-01-10,2025-01-09,2025-02-10,EUR,100.50,FA-1,CMD-1
        F1,A,V2,invoice,2025-03-01,2025-03-01,2025-03-31,EUR,200,,
        F1,A,V3,invoice,2025-03-02,2025-03-02,2025-04-30,USD,70,FA-3,
        F1,A,P1,payment,2025-02-20,2025-02-20,,EUR,-80.25,VIR-1,
        F1,A,N1,credit_note,2025-03-20,2025-03-20,,EUR,-7.77,AV-1,
        F1,B,V9,invoice,2025-04-30,2025-04-30,2025-05-30,EUR,999,FA-9,
        """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F1,V1,P1,2025-02-25,50
        """,
    "known_since": """
        entity,position_since
        F1,2025-01-01
        """,
    "rates": """
        date,currency,rate
        2025-01-01,USD,1.0857
        """,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("statement"))
    imported(home, **TABLES)
    return home.path


def told(home: Path, day: str, customer: str = "A", head: Letterhead | None = None, **more: str) -> Statement:
    book = open_book(home)
    found = card(book, "F1", customer)
    assert found is not None
    return statement_of(book, found, head or Letterhead(), date.fromisoformat(day), **more)


@pytest.mark.parametrize(
    "day", ["2025-02-24", "2025-02-25", "2025-02-26", "2025-03-31", "2025-04-01", "2025-04-30"]
)
def test_its_totals_are_the_position_of_the_day(home: Path, day: str) -> None:
    book = open_book(home)
    parts = told(home, day).parts
    assert {part.currency for part in parts} == ({"EUR"} if day < "2025-03-02" else {"EUR", "USD"})
    for part in parts:
        where = {"entity": "F1", "customer": "A", "currency": part.currency}
        (row,) = book.show("net", "overdue", where=where, as_of=day, currency=part.currency)
        assert (part.total, part.overdue) == (row["net"], row["overdue"])


def test_each_item_is_where_it_belongs_on_the_day(home: Path) -> None:
    euro, dollar = told(home, "2025-03-31").parts
    assert [(one.document, one.open, one.late, one.reference) for one in euro.owed] == [
        ("FA-1", Decimal("50.50"), 49, "CMD-1"),
        ("V2", Decimal("200.00"), None, ""),
    ]
    assert euro.owed[0].amount == Decimal("100.50")
    assert [one.document for one in euro.credits] == ["AV-1"]
    assert [(one.document, one.open) for one in euro.cash] == [("VIR-1", Decimal("-30.25"))]
    assert (dollar.currency, dollar.total) == ("USD", Decimal("70.00"))


@pytest.mark.parametrize(("day", "late"), [("2025-03-30", None), ("2025-03-31", None), ("2025-04-01", 1)])
def test_an_item_is_late_from_the_day_after_it_is_due(home: Path, day: str, late: int | None) -> None:
    (found,) = (one for one in told(home, day).parts[0].owed if one.item == "V2")
    assert found.late == late


def test_what_is_owed_is_aged_in_the_buckets_asked_for(home: Path) -> None:
    euro = told(home, "2025-04-01", edges="15").parts[0]
    assert euro.ageing == (("not_due", Decimal(0)), ("1-15", Decimal("200.00")), ("16+", Decimal("50.50")))
    assert sum(value for _name, value in euro.ageing) == sum(one.open for one in euro.owed)


@pytest.mark.parametrize(
    ("customer", "head", "asked", "lang"),
    [
        ("A", "fr", "", "en"),
        ("A", "fr", "fr", "fr"),
        ("B", "en", "", "en"),
        ("B", "", "", "fr"),
        ("B", "en", "fr", "fr"),
    ],
    ids=["the customer's", "asked for", "of the letterhead", "of the moment", "asked for, of none"],
)
def test_the_language_is_the_customers_unless_one_is_asked_for(
    home: Path, customer: str, head: str, asked: str, lang: str
) -> None:
    with speaking("fr"):
        assert told(home, "2025-04-30", customer, Letterhead(language=head), lang=asked).language == lang


def test_the_address_is_read_in_the_fields_of_ones_own(home: Path) -> None:
    assert told(home, "2025-04-30").address == ("12 rue Haute", "69003 Lyon, FR")
    assert told(home, "2025-04-30", "B").address == ()


def test_without_a_letterhead_the_entity_is_called_by_its_name(home: Path) -> None:
    assert told(home, "2025-04-30").head.name == "Filiale Une"
    assert told(home, "2025-04-30", head=Letterhead(name="Une SAS")).head.name == "Une SAS"


def test_a_day_of_which_nothing_is_known_is_refused(home: Path) -> None:
    with pytest.raises(DataError, match="nothing is known"):
        told(home, "2024-12-31")
    assert told(home, "2025-01-01").parts == ()
