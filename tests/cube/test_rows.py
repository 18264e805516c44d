"""The rows behind a figure: whatever the measure, the cell and the date, they add up to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from encours.api import OpenBook, Result
from encours.cube.measures import BY_NAME as MEASURES
from encours.cube.measures import PUBLISHED
from encours.money import decimals_of
from tests.oracle import draws
from tests.oracle.asking import random_filter
from tests.oracle.books import book_of
from tests.oracle.ledger import Ledger
from tests.oracle.naive import Naive

DATES = ("2024-02-29", "2024-11-14")
SPLITS = (
    ("customer",),
    ("entity", "kind"),
    ("country", "bucket"),
    ("sector", "tier"),
    ("currency",),
    ("doubtful", "dispute_cause"),
    ("item",),
    ("due_date", "salesperson"),
)
FLOWS = ("sales", "receipts", "credit_notes", "write_offs")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Names with a comma, a quote and spaces, as people write them."""
    found = draws.ledger(11, 90)
    named = {"C2": "Dupont, fils", "C3": "L'Été = a~b", "C4": 'say "no"'}
    return found.with_(
        customers=[replace(c, customer=named.get(c.customer, c.customer)) for c in found.customers],
        items=[replace(i, customer=named.get(i.customer, i.customer)) for i in found.items],
        disputes=[replace(d, customer=named.get(d.customer, d.customer)) for d in found.disputes],
    )


@pytest.fixture(scope="module")
def book(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(ledger, tmp_path_factory.mktemp("rows"))


def splits(measure: str) -> Iterator[tuple[str, ...]]:
    for split in SPLITS:
        if "bucket" in split and not MEASURES[measure].fact.balance:
            continue
        yield tuple(dimension for dimension in split if dimension != measure)


def added(rows: Result, measure: str) -> Fraction:
    """The sum of the rows, without the rounding of decimal sums of many digits."""
    return sum(map(Fraction, rows[measure]), Fraction(0))


def close(total: Fraction, figure: Any) -> bool:
    """A figure converted is rounded to a cent of its currency; its rows are not."""
    return abs(total - Fraction(figure)) < Fraction(1, 100)


@pytest.mark.parametrize("measure", PUBLISHED)
@pytest.mark.parametrize("day", DATES)
def test_the_rows_of_each_cell_add_up_to_it(book: OpenBook, measure: str, day: str) -> None:
    draw = Random(f"{measure} {day}")
    for split in splits(measure):
        result = book.show(measure, as_of=day, by=split, currency="EUR")
        for row in draw.sample(list(result.rows), min(len(result.rows), 3)):
            behind = book.behind(result, row, measure)
            assert close(added(behind, measure), row[measure]), row


@pytest.mark.parametrize("measure", PUBLISHED)
def test_the_rows_of_a_filter_and_a_past_date_add_up(book: OpenBook, measure: str) -> None:
    draw = Random(measure)
    for day in ("2024-01-31", "2024-05-30", "2025-02-28"):
        where = [random_filter(draw).text for _ in range(2)]
        figure = book.show(measure, as_of=day, where=where, currency="EUR").value
        rows = book.rows(measure, as_of=day, where=where, currency="EUR")
        assert close(added(rows, measure), figure), where


@pytest.mark.parametrize("measure", PUBLISHED)
@pytest.mark.parametrize("currency", ["EUR", "JPY", "TND"])
def test_before_any_rounding_rows_and_figure_are_the_same(
    book: OpenBook, measure: str, currency: str
) -> None:
    """To the last digit in one currency; converted, to a hundredth of the smallest coin."""
    coin = Fraction(1, 10 ** decimals_of(currency))
    for where, allowed in ((f"currency={currency}", Fraction(0)), ("currency!=", coin / 100)):
        for window in ("1m", "12m") if measure in FLOWS else (None,):
            figure = book.show(measure, where=where, window=window, currency=currency, exact=True).value
            rows = book.rows(measure, where=where, window=window, currency=currency)
            assert abs(added(rows, measure) - Fraction(figure)) <= allowed


@pytest.mark.parametrize("row_count", [1, 5])
def test_the_cells_of_a_history_open_into_their_own_date(book: OpenBook, row_count: int) -> None:
    result = book.show("overdue", as_of="2024-12-31", by=["entity", "bucket"], history=6, currency="EUR")
    late = [row for row in result.rows if row["overdue"]]
    for row in Random(row_count).sample(late, row_count):
        behind = book.behind(result, row, "overdue")
        assert close(added(behind, "overdue"), row["overdue"])
        assert {found["bucket"] for found in behind.rows} == {row["bucket"]}


def test_rows_say_what_they_are(book: OpenBook, ledger: Ledger) -> None:
    """Each row has the item's own amount and what was open of it that day, in its currency."""
    day, naive = date(2024, 8, 31), Naive(ledger)
    for row in book.rows("net", as_of=day).rows:
        item = naive.items[row["entity"], row["item"]]
        assert (row["customer"], row["kind"], row["currency"]) == (
            item.customer,
            item.kind,
            ledger.currency(item),
        )
        assert (row["amount"], row["open"]) == (item.amount, naive.open(item, day))
        assert (row["issue_date"], row["due_date"]) == (str(item.issued), str(item.due))
        assert row["days_late"] == ((day - item.due).days if item.amount > 0 else None)
        assert row["bucket"] == naive.value(item, "bucket", day)


def test_the_rows_of_receipts_say_which_cash_came_when(book: OpenBook, ledger: Ledger) -> None:
    day, naive = date(2024, 8, 31), Naive(ledger)
    shown = sorted(
        (row["item"], row["credit_item"], row["value_date"], row["matching_date"])
        for row in book.rows("receipts", as_of=day).rows
    )
    received = naive.received(date(2024, 6, 1), day)
    assert shown == sorted(
        (r.debit.item, r.credit.item, str(r.value_date), str(r.matched_on)) for r in received
    )


def test_the_largest_rows_come_first_and_a_limit_keeps_them(book: OpenBook) -> None:
    whole = [abs(row) for row in book.rows("gross", currency="EUR", where="currency=EUR")["gross"]]
    assert whole == sorted(whole, reverse=True)
    assert [abs(row) for row in book.rows("gross", where="currency=EUR", limit=3)["gross"]] == whole[:3]
