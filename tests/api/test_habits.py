"""The payment habit: which invoices it is made of, how late each was, and the word for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import encours
from encours.api import NOTHING, OpenBook
from encours.api.habits import Payer, habits, payer_by, payer_of
from encours.book.home import Home
from tests.api.small_group import group
from tests.book.small_books import imported
from tests.oracle import draws
from tests.oracle.books import book_of
from tests.oracle.ledger import Ledger
from tests.oracle.naive import Naive, is_cash

A, B, OTHER = ("F1", "A"), ("F1", "B"), ("F2", "A")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    opened = group(tmp_path_factory.mktemp("habits"))
    yield opened
    opened.close()


def told(book: OpenBook, day: str, n: int = 12, months: int = 24) -> list[tuple[str, int, bool]]:
    found = habits(book, [A], date.fromisoformat(day), n, months).get(A)
    return [(paid.item, paid.days_late, paid.open) for paid in found.invoices] if found else []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-02-09", []),  # nothing due, nothing settled
        ("2025-02-10", [("I1", 0, True)]),  # due today, not late
        ("2025-02-11", [("I1", 1, True)]),
        ("2025-02-19", [("I1", 9, True)]),  # paid on the 13th, but nobody knew yet
        ("2025-02-20", [("I1", 3, False)]),  # late as of the value date, not of the matching
        ("2025-03-12", [("I1", 3, False), ("I2", 0, True)]),
        ("2025-04-09", [("I1", 3, False), ("I2", 28, True), ("I3", 0, True)]),
    ],
)
def test_an_invoice_counts_once_due_or_once_settled(
    book: OpenBook, day: str, expected: list[tuple[str, int, bool]]
) -> None:
    assert told(book, day) == expected


def test_the_last_ones_by_due_date_oldest_first(book: OpenBook) -> None:
    assert [item for item, _late, _open in told(book, "2025-05-31", n=2)] == ["I2", "I3"]


def test_what_is_too_old_tells_no_habit(book: OpenBook) -> None:
    assert [item for item, _late, _open in told(book, "2027-03-11")] == ["I2", "I3"]
    assert [item for item, _late, _open in told(book, "2027-03-12")] == ["I3"]
    assert [item for item, _late, _open in told(book, "2027-03-12", months=0)] == ["I1", "I2", "I3"]


def test_mean_and_share_are_of_all_the_invoices_told(book: OpenBook) -> None:
    found = habits(book, [A, B, OTHER, ("F1", "Z")], date(2025, 5, 31))
    assert set(found) == {A, B, OTHER}
    assert [paid.days_late for paid in found[A].invoices] == [3, 80, 52]
    assert (found[A].mean_days_late, found[A].on_time_rate, found[A].payer) == (
        Decimal(45),
        Decimal(0),
        Payer.BAD,
    )
    assert (found[B].mean_days_late, found[B].payer) == (Decimal(15), Payer.UNKNOWN)
    assert found[A].invoices[0].amount == Decimal("100.50")


def test_a_customer_without_invoice_has_no_figure(book: OpenBook) -> None:
    empty = habits(book, [A], date(2024, 1, 1))[A]
    assert (empty.invoices, empty.mean_days_late, empty.on_time_rate, empty.payer) == (
        (),
        None,
        None,
        Payer.UNKNOWN,
    )
    assert habits(book, [], date(2025, 1, 1)) == {}


@pytest.mark.parametrize(
    "confines", ["portfolio=P2", "entity=F2", "salesperson=Zed", "currency=USD", NOTHING]
)
def test_who_may_not_see_a_customer_gets_no_habit_of_it(book: OpenBook, confines: str) -> None:
    assert A not in habits(book.within([confines]), [A, B, OTHER], date(2025, 5, 31))


def test_invoices_of_another_salesperson_are_not_told(book: OpenBook) -> None:
    assert [item for item, _late, _open in told(book.within(["salesperson=Paul"]), "2025-05-31")] == [
        "I1",
        "I3",
    ]
    assert [item for item, _late, _open in told(book.within(["salesperson=Anne"]), "2025-05-31", n=1)] == [
        "I2"
    ]


def test_an_invoice_credited_without_cash_says_nothing(tmp_path: Path) -> None:
    imported(
        Home(tmp_path),
        items="""
        entity,customer,item,kind,posting_date,due_date,currency,amount
        E,A,I1,invoice,2025-01-10,2025-02-10,EUR,100
        E,A,I2,invoice,2025-01-11,2025-02-11,EUR,100
        E,A,I3,invoice,2025-01-12,2025-09-12,EUR,100
        E,A,N1,credit_note,2025-01-20,,EUR,-160
        E,A,P1,payment,2025-03-01,,EUR,-140
        """,
        allocations="""
        entity,debit_item,credit_item,date,amount
        E,I1,N1,2025-01-21,100
        E,I2,N1,2025-01-21,60
        E,I2,P1,2025-03-02,40
        E,I3,P1,2025-03-02,100
        """,
    )
    with_cash = habits(encours.open(tmp_path), [("E", "A")], date(2025, 3, 31))[("E", "A")]
    assert [(paid.item, paid.days_late) for paid in with_cash.invoices] == [("I2", 18), ("I3", -195)]
    assert with_cash.on_time_rate == Decimal("0.5")


@pytest.mark.parametrize(
    ("days", "word"),
    [
        ([2, 2, 2], Payer.PUNCTUAL),
        ([3, 3, 3], Payer.SLIGHTLY_LATE),
        ([15, 15, 15], Payer.SLIGHTLY_LATE),
        ([16, 16, 16], Payer.LATE),
        ([45, 45, 45], Payer.LATE),
        ([46, 46, 46], Payer.BAD),
        ([0, 0, 60], Payer.PUNCTUAL),  # the middle half spreads over thirty days, no more
        ([0, 0, 62], Payer.IRREGULAR),
        ([0, 46, 200], Payer.BAD),
        ([200, 200], Payer.UNKNOWN),
    ],
)
def test_the_word_follows_the_median_and_the_spread(days: list[int], word: Payer) -> None:
    assert payer_of(days) is word


@pytest.mark.parametrize("day", [date(2024, 9, 30), date(2024, 11, 14)])
def test_every_habit_is_what_reading_the_ledger_gives(day: date, tmp_path: Path) -> None:
    ledger = draws.ledger(8, 300)
    accounts = [(customer.entity, customer.customer) for customer in ledger.customers]
    found = habits(book_of(ledger, tmp_path), accounts, day, n=100, months=0)
    for account, habit in found.items():
        shown = [(paid.item, paid.days_late, paid.open) for paid in habit.invoices]
        assert sorted(shown) == sorted(naive(ledger, account, day)), account
    every = [paid for habit in found.values() for paid in habit.invoices]
    assert {paid.open for paid in every} == {True, False}


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2024, 11, 14), date(2026, 9, 30)])
def test_the_word_is_the_same_however_many_invoices_are_at_hand(day: date, tmp_path: Path) -> None:
    ledger = draws.ledger(8, 600)
    accounts = [(customer.entity, customer.customer) for customer in ledger.customers]
    book = book_of(ledger, tmp_path)
    more = habits(book, accounts, day, n=30, months=0)
    words = {account: habit.payer for account, habit in habits(book, accounts, day).items()}
    assert {account: payer_by(habit, day) for account, habit in more.items()} == words
    assert any(len(habit.invoices) > 12 for habit in more.values())


def naive(ledger: Ledger, account: tuple[str, str], day: date) -> list[tuple[str, int, bool]]:
    kinds = {(item.entity, item.item): item for item in ledger.items}
    reference = Naive(ledger)
    rows = []
    for item in ledger.items:
        if (item.entity, item.customer) != account or item.kind != "invoice" or item.posting_date > day:
            continue
        paid = [
            (a.amount, kinds[a.entity, a.credit_item])
            for a in ledger.allocations
            if (a.entity, a.debit_item) == (item.entity, item.item) and reference.in_force(a) <= day
        ]
        cash = [credit.issued for _amount, credit in paid if is_cash(item, credit)]
        if sum(amount for amount, _credit in paid) >= item.amount:
            if cash:
                rows.append((item.due, item.item, (max(cash) - item.due).days, False))
        elif item.due <= day:
            rows.append((item.due, item.item, (day - item.due).days, True))
    return [row[1:] for row in sorted(rows, key=lambda row: row[0])]
