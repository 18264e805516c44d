"""Receipts, credit notes, allocations and single items: exact on any date, and only for those who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from encours.api import NOTHING, OpenBook
from encours.api.movements import (
    allocations,
    credits,
    item,
    last_allocations,
    last_billed,
    last_credits,
    last_receipts,
    receipts,
)
from encours.cube.periods import Window
from encours.errors import UsageError
from tests.api.small_group import group
from tests.oracle import draws
from tests.oracle.books import book_of

DAY = date(2025, 5, 31)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    opened = group(tmp_path_factory.mktemp("movements"))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-02-13", []),  # valued that day, posted the day after
        ("2025-02-14", [("P1", "0", "150.50")]),
        ("2025-02-19", [("P1", "0", "150.50")]),
        ("2025-02-20", [("P1", "150.50", "0")]),
        ("2025-05-31", [("P2", "0", "40"), ("P1", "150.50", "0")]),
    ],
)
def test_receipts_are_those_posted_and_matched_by_the_day(
    book: OpenBook, day: str, expected: list[tuple[str, str, str]]
) -> None:
    found = receipts(book, "F1", "A", date.fromisoformat(day))
    assert [(row["item"], row["matched"], row["unmatched"]) for row in found.rows] == [
        (name, Decimal(matched), Decimal(unmatched)) for name, matched, unmatched in expected
    ]
    assert found.count == len(expected)


def test_a_page_has_the_count_and_the_totals_of_the_whole_list(book: OpenBook) -> None:
    found = receipts(book, "F1", "A", DAY, limit=1, offset=1)
    assert [row["item"] for row in found.rows] == ["P1"]
    assert found.count == 2
    assert found.totals == {
        "EUR": {"amount": Decimal("190.50"), "matched": Decimal("150.50"), "unmatched": Decimal(40)}
    }
    assert receipts(book, "F1", "A", DAY, limit=0).count == 2
    with pytest.raises(UsageError):
        receipts(book, "F1", "A", DAY, offset=-1)


@pytest.mark.parametrize(("day", "unmatched"), [("2025-04-14", 30), ("2025-04-15", 0)])
def test_credit_notes_likewise(book: OpenBook, day: str, unmatched: int) -> None:
    (row,) = credits(book, "F1", "A", date.fromisoformat(day)).rows
    assert (row["item"], row["amount"], row["unmatched"]) == ("N1", 30, unmatched)


@pytest.mark.parametrize(
    ("day", "count"), [("2025-02-19", 0), ("2025-02-20", 2), ("2025-03-01", 2), ("2025-03-02", 3)]
)
def test_allocations_are_those_of_the_day_or_before(book: OpenBook, day: str, count: int) -> None:
    found = allocations(book, "F1", "A", date.fromisoformat(day))
    assert (len(found.rows), found.count) == (count, count)


def test_an_allocation_says_which_credit_paid_which_debit(book: OpenBook) -> None:
    found = allocations(book, "F1", "A", DAY)
    assert [(row["credit_item"], row["debit_item"], row["amount"]) for row in found.rows] == [
        ("N1", "I3", 30),
        ("P3", "I2", 20),
        ("P1", "I1", Decimal("100.50")),
        ("P1", "I2", 50),
    ]
    assert found.rows[1]["other_customer"] == "B"
    assert found.rows[0]["other_customer"] is None
    assert found.totals == {"EUR": {"amount": Decimal("200.50")}}


def test_the_side_of_a_customer_out_of_the_perimeter_is_not_told(book: OpenBook) -> None:
    row = allocations(book.within(["portfolio=P1"]), "F1", "A", DAY).rows[1]
    assert (row["amount"], row["debit_item"], row["date"]) == (20, "I2", date(2025, 3, 2))
    told = [name for name in row if name.startswith("credit") or name in ("value_date", "other_customer")]
    assert {row[name] for name in told} == {None}
    (mine,) = [
        row for row in allocations(book.within(["portfolio=P2"]), "F1", "B", DAY).rows if row["amount"] == 20
    ]
    assert (mine["credit_item"], mine["debit_item"], mine["debit_due_date"], mine["other_customer"]) == (
        "P3",
        None,
        None,
        None,
    )


HIDDEN = ["portfolio=P2", "entity=F2", "salesperson=Zed", "currency=USD", NOTHING]


@pytest.mark.parametrize("confines", HIDDEN)
def test_who_may_not_see_a_customer_gets_no_movement_of_it(book: OpenBook, confines: str) -> None:
    seen = book.within([confines])
    for asked in (receipts, credits, allocations):
        found = asked(seen, "F1", "A", DAY)
        assert (found.rows, found.count, found.totals) == ([], 0, {})
    assert item(seen, "F1", "I1", DAY) is None


def test_items_of_another_salesperson_are_not_told(book: OpenBook) -> None:
    seen = book.within(["salesperson=Paul"])
    assert item(seen, "F1", "I2", DAY) is None
    assert item(seen, "F1", "I3", DAY) is not None
    rows = allocations(seen, "F1", "A", DAY).rows
    assert [(row["credit_item"], row["debit_item"]) for row in rows] == [
        ("N1", "I3"),
        ("P1", "I1"),
        ("P1", None),
    ]


def test_one_item_is_whole(book: OpenBook) -> None:
    found = item(book, "F1", "I2", DAY)
    assert found is not None
    columns = found.columns
    assert (columns["document"], columns["customer_name"], columns["salesperson"]) == (
        "FA-1002",
        "Élan Métal",
        "Anne",
    )
    assert (columns["amount"], columns["open"], columns["due_read"]) == (200, 130, True)
    assert [(row["credit_item"], row["amount"]) for row in found.allocations] == [("P3", 20), ("P1", 50)]
    assert found.disputes == []


@pytest.mark.parametrize(
    ("day", "disputes"),
    [
        ("2025-04-09", []),
        ("2025-04-10", [(None, None)]),
        ("2025-05-09", [(None, None)]),
        ("2025-05-10", [(date(2025, 5, 10), "Avoir")]),
    ],
)
def test_a_dispute_is_told_as_it_stood(
    book: OpenBook, day: str, disputes: list[tuple[date | None, str | None]]
) -> None:
    found = item(book, "F1", "I3", date.fromisoformat(day))
    assert found is not None
    assert [(row["closed_on"], row["outcome"]) for row in found.disputes] == disputes
    assert all(row["amount"] == 50 and row["cause"] == "Prix" for row in found.disputes)


def test_an_item_does_not_exist_before_it_is_posted(book: OpenBook) -> None:
    assert item(book, "F1", "I1", date(2025, 1, 9)) is None
    assert item(book, "F1", "I1", date(2025, 1, 10)) is not None
    assert item(book, "F1", "nope", DAY) is None


def test_a_payment_without_due_date_reads_as_due_the_day_it_was_issued(book: OpenBook) -> None:
    found = item(book, "F1", "P1", DAY)
    assert found is not None
    assert (found.columns["due_date"], found.columns["due_read"]) == (date(2025, 2, 13), False)
    assert [row["amount"] for row in found.allocations] == [Decimal("100.50"), 50]


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2024, 11, 14)])
def test_what_is_unmatched_is_the_unapplied_credit_of_each_customer(
    day: date, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = draws.ledger(8, 150)
    drawn = book_of(ledger, tmp_path_factory.mktemp("drawn"))
    some = Decimal(0)
    for customer in ledger.customers:
        expected = unapplied(drawn, customer.entity, customer.customer, day)
        found: dict[str, Decimal] = {}
        for asked in (receipts, credits):
            listed = asked(drawn, customer.entity, customer.customer, day, limit=1000)
            for currency, sums in listed.totals.items():
                found[currency] = found.get(currency, Decimal(0)) + sums["unmatched"]
                assert sums["amount"] == sums["matched"] + sums["unmatched"]
                assert sums["amount"] == sum(
                    row["amount"] for row in listed.rows if row["currency"] == currency
                )
        assert {c: v for c, v in found.items() if v} == {c: v for c, v in expected.items() if v}
        some += sum(found.values())
    assert some


def unapplied(book: OpenBook, entity: str, customer: str, day: date) -> dict[str, Decimal]:
    """Open payments, advances and credit notes in the currency of each, read from the rows of the figure."""
    where = {"entity": entity, "customer": customer, "kind": ["payment", "advance", "credit_note"]}
    found: dict[str, Decimal] = {}
    for row in book.rows("unapplied", as_of=day, where=where).rows:
        found[row["currency"]] = found.get(row["currency"], Decimal(0)) - row["open"]
    return found


@pytest.mark.parametrize(
    "confines", [[], ["portfolio=P1"], ["portfolio=P2"], ["salesperson=Anne"], ["entity=F2"]]
)
@pytest.mark.parametrize("customer", ["A", "B", "unknown"])
def test_the_newest_movements_are_the_first_rows_of_their_lists(
    book: OpenBook, confines: list[str], customer: str
) -> None:
    seen = book.within(confines) if confines else book
    account = ("F1", customer)
    for last, whole in ((last_receipts, receipts), (last_credits, credits), (last_allocations, allocations)):
        for limit in (0, 1, 50):
            assert last(seen, *account, DAY, limit) == whole(seen, *account, DAY, limit).rows


@pytest.mark.parametrize(
    ("start", "end", "days", "expected"),
    [
        ("2025-01-10", "2025-03-10", 9, ["I3", "I2", "I1"]),
        ("2025-01-11", "2025-03-10", 9, ["I3", "I2"]),  # issued the day before the window
        ("2025-01-10", "2025-03-09", 9, ["I2", "I1"]),  # posted the day after it
        ("2025-01-10", "2025-03-10", 2, ["I3", "I2"]),
        ("2025-01-10", "2025-03-10", 0, []),
    ],
)
def test_what_was_billed_is_told_by_window_and_by_the_last_days_of_posting(
    book: OpenBook, start: str, end: str, days: int, expected: list[str]
) -> None:
    over = Window(date.fromisoformat(start), date.fromisoformat(end))
    found = last_billed(book, "F1", "A", over, days)
    assert [row["item"] for row in found] == expected


def test_a_bill_out_of_the_perimeter_is_not_told(book: OpenBook) -> None:
    over = Window(date(2025, 1, 1), DAY)
    assert [row["item"] for row in last_billed(book.within("salesperson=Anne"), "F1", "A", over, 9)] == ["I2"]
    assert last_billed(book.within("portfolio=P2"), "F1", "A", over, 9) == []
    (row,) = last_billed(book, "F1", "A", Window(date(2025, 1, 1), date(2025, 1, 31)), 9)
    assert (row["amount"], row["currency"], row["document"]) == (Decimal("100.50"), "EUR", "FA-1001")
