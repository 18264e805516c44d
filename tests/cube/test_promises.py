"""Promises: what came in for each, what was kept, and those people record laid over those imported."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.book.home import Home
from tests.book.small_books import imported

if TYPE_CHECKING:
    import pyarrow as pa

    from encours.api import OpenBook

BOOK = {
    "entities": "entity,name,country,currency\nF1,Une,FR,EUR",
    "customers": """
        entity,customer,name,portfolio
        F1,A,Alpha,P1
        F1,B,Beta,P2
        F1,C,Gamma,P2
    """,
    "items": """
        entity,customer,item,kind,posting_date,issue_date,due_date,currency,amount
        F1,A,I1,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,1000
        F1,A,I2,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,500
        F1,B,I3,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,700
        F1,C,I4,invoice,2026-01-05,2026-01-05,2026-02-04,EUR,300
        F1,A,P1,payment,2026-03-13,2026-03-13,2026-03-13,EUR,-1000
        F1,B,P2,payment,2026-03-14,2026-03-14,2026-03-14,EUR,-700
        F1,C,P3,payment,2026-03-04,2026-03-04,2026-03-04,EUR,-100
    """,
    "allocations": """
        entity,debit_item,credit_item,date,amount
        F1,I1,P1,2026-03-13,1000
        F1,I3,P2,2026-03-14,700
        F1,I4,P3,2026-03-20,100
    """,
    "promises": """
        promise,entity,customer,item,made_on,due_on,amount,currency,cancelled_on
        K1,F1,A,I1,2026-03-01,2026-03-10,1000,EUR,
        K2,F1,B,,2026-03-01,2026-03-10,700,EUR,
        K3,F1,C,I4,2026-03-01,2026-03-10,300,EUR,
        K4,F1,C,,2026-03-01,2026-03-10,50,EUR,2026-03-05
    """,
}


class Records:
    """Records as a list of versions, each with its revision: what people would write."""

    def __init__(self, table: str, *versions: dict[str, Any]) -> None:
        self.table, self.versions = table, list(versions)
        self.scope: Hashable = None

    def revision(self, table: str) -> int:
        return len(self.versions) if table == self.table else 0

    def changes(self, table: str, since: int) -> pa.Table:
        import pyarrow as pa

        from encours.cube.overlay import LAYERS, schema

        key = LAYERS[table].key
        last = {version[key]: {"gone": False, **version} for version in self.versions[since:]}
        return pa.Table.from_pylist(list(last.values()), schema=schema(table))


def promise(key: str, customer: str, amount: str, made: str, due: str, **more: Any) -> dict[str, Any]:
    days = {"made_on": date.fromisoformat(made), "due_on": date.fromisoformat(due)}
    units = int(Decimal(amount) * 100_000)
    return {
        "promise": key,
        "entity": "F1",
        "customer": customer,
        "amount": units,
        "currency": "EUR",
        **days,
        **more,
    }


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("promises"))
    imported(home, **BOOK)
    return home


@pytest.fixture
def book(home: Home) -> Iterator[OpenBook]:
    from encours.api import open_book

    opened = open_book(home.path)
    yield opened
    opened.close()


THIRD = round(Decimal(1) / 3, 10)  # as answers round ratios


def rates(book: OpenBook, day: str, **asked: Any) -> tuple[Any, ...]:
    (row,) = book.show("promise_rate", "promise_value_rate", as_of=day, **asked).rows
    return row["promise_rate"], row["promise_value_rate"]


def test_money_of_the_last_day_of_grace_keeps_a_promise_and_of_the_day_after_does_not(book: OpenBook) -> None:
    rows = book.show("promise_rate", as_of="2026-03-20", by="customer").rows
    assert {row["customer"]: row["promise_rate"] for row in rows} == {"A": 1, "B": 0, "C": 0}


def test_a_promise_counts_from_the_day_its_grace_ends(book: OpenBook) -> None:
    assert rates(book, "2026-03-12") == (None, None)
    assert rates(book, "2026-03-13") == (THIRD, Decimal("0.5"))


def test_money_matched_later_was_not_known_before(book: OpenBook) -> None:
    assert rates(book, "2026-03-19", where="customer=C") == (0, 0)
    assert rates(book, "2026-03-20", where="customer=C") == (0, THIRD)


def test_a_cancelled_promise_leaves_the_figures_on_its_day(book: OpenBook) -> None:
    assert book.show("promised", as_of="2026-03-04").rows[0]["promised"] == 1000 + 700 + 300 + 50
    assert book.show("promised", as_of="2026-03-05").rows[0]["promised"] == 1000 + 700 + 300


def test_the_rows_behind_what_is_promised_are_the_promises(book: OpenBook) -> None:
    rows = book.rows("promised", as_of="2026-03-04").rows
    assert [(row["promise"], row["promised"]) for row in rows] == [
        ("K1", 1000),
        ("K2", 700),
        ("K3", 300),
        ("K4", 50),
    ]
    page = book.page("promised", as_of="2026-03-04", limit=2, order="-promised")
    assert (page.count, page.total, len(page.rows.rows)) == (4, 2050, 2)


def test_a_record_is_in_the_next_answer_of_an_open_book(book: OpenBook) -> None:
    records = Records("promises")
    seen = book.over(records)
    assert rates(seen, "2026-03-20") == rates(book, "2026-03-20")
    records.versions.append(promise("W1", "C", "100", "2026-03-02", "2026-03-04", item="I4"))
    assert rates(seen, "2026-03-20", where="customer=C") == (Decimal("0.5"), Decimal("0.25"))
    records.versions.append(promise("W1", "C", "100", "2026-03-02", "2026-03-04", item="I4", gone=True))
    assert rates(seen, "2026-03-20", where="customer=C") == (0, THIRD)


def test_a_key_on_both_sides_counts_once_and_is_what_people_say(book: OpenBook) -> None:
    seen = book.over(Records("promises", promise("K1", "A", "1500", "2026-03-01", "2026-03-10", item="I1")))
    assert rates(seen, "2026-03-20", where="customer=A") == (0, round(Decimal(2) / 3, 10))
    assert seen.show("promised", as_of="2026-03-04", where="customer=A").rows[0]["promised"] == 1500


def test_a_promise_in_another_currency_than_the_items_is_converted(tmp_path: Path) -> None:
    """The items of the book are in euros alone; K2 is promised in dollars, at 1.25 for a euro on its day."""
    from encours.api import open_book
    from encours.errors import DataError

    rows = BOOK["promises"].replace("700,EUR", "700,USD")
    rates = "currency,date,rate\nUSD,2026-03-01,1.25"
    imported(Home(tmp_path), **{**BOOK, "promises": rows, "rates": rates})
    book = open_book(tmp_path)
    try:
        assert book.currencies == ("EUR",)
        asked = {"as_of": "2026-03-04", "currency": "EUR"}
        assert book.show("promised", **asked).value == 1000 + 560 + 300 + 50
        by = book.show("promised", by="customer", **asked)
        assert {row["customer"]: row["promised"] for row in by} == {"A": 1000, "B": 560, "C": 350}
        assert book.page("promised", **asked).total == 1910
        assert book.show("promise_value_rate", as_of="2026-03-20").value == round(Decimal(1100) / 1860, 10)
        assert book.show("net", as_of="2026-03-04").value == 2400

        seen = book.over(
            Records("promises", promise("W1", "C", "8", "2026-03-02", "2026-03-20", currency="CHF"))
        )
        with pytest.raises(DataError, match="CHF on 2026-03-04"):
            seen.show("promised", as_of="2026-03-04")
    finally:
        book.close()


def test_a_record_withdrawn_hides_the_imported_one(book: OpenBook) -> None:
    seen = book.over(Records("promises", promise("K1", "A", "0", "2026-03-01", "2026-03-10", gone=True)))
    assert rates(seen, "2026-03-20", where="customer=A") == (None, None)


def test_a_receipt_keeps_one_promise_only(book: OpenBook) -> None:
    """Two instalments of 700 by the same customer, of which 700 came: the first is kept."""
    instalments = [promise(f"W{n}", "B", "700", "2026-03-12", f"2026-03-{15 + n}") for n in (1, 2)]
    seen = book.over(Records("promises", *instalments))
    assert rates(seen, "2026-03-31", where="customer=B") == (THIRD, THIRD)


def test_an_account_looked_at_alone_has_its_records(book: OpenBook) -> None:
    from encours.api.one_account import alone
    from encours.api.promises import promises, sought

    records = Records("promises", promise("W1", "B", "10", "2026-03-15", "2026-03-30"))
    whole = book.over(records)
    day = date(2026, 3, 20)
    for customer, keys in (("B", {"W1", "K2"}), ("A", {"K1"}), ("B", {"W1", "K2"})):
        apart = alone(whole, ("F1", customer), day)
        assert {row["promise"] for row in promises(apart, sought(day)).rows} == keys
    assert apart.show("promised", as_of=day, where="customer=B").rows[0]["promised"] == 10


def test_disputes_people_open_weigh_as_imported_ones_do(book: OpenBook) -> None:
    opened = {"dispute": "D1", "entity": "F1", "customer": "A", "item": "I2", "cause": "price"}
    seen = book.over(Records("disputes", {**opened, "opened_on": date(2026, 3, 10)}))
    assert seen.show("disputed", as_of="2026-03-09").rows[0]["disputed"] == 0
    assert seen.show("disputed", as_of="2026-03-10").rows[0]["disputed"] == 500
    assert seen.show("dispute_resolution_rate", as_of="2026-03-31").rows[0]["dispute_resolution_rate"] == 0


def test_a_promise_forgets_no_dso(book: OpenBook) -> None:
    records = Records("promises", promise("W1", "B", "10", "2026-03-02", "2026-03-30"))
    seen = book.over(records)
    assert seen.rests_on("dso", "overdue") == ()
    assert seen.rests_on("promise_rate") == (("promises", 1),)
    assert seen.rests_on("disputed", by="dispute_cause") == (("disputes", 0),)


def test_an_import_changes_what_promises_received_as_a_rebuild_does(tmp_path: Path) -> None:
    from encours.api import open_book

    home = Home(tmp_path)
    imported(home, **{**BOOK, "allocations": "entity,debit_item,credit_item,date,amount"})
    before = open_book(home.path)
    assert rates(before, "2026-03-20") == (0, 0)
    before.close()
    imported(home, allocations=BOOK["allocations"])
    after = open_book(home.path)
    assert rates(after, "2026-03-20") == (THIRD, Decimal(1100) / 2000)
    after.close()
