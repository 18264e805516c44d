"""Random books, imported for real, against loops over their lines: every figure, date, split and filter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from encours.api import OpenBook
from encours.errors import DataError, UsageError
from tests.oracle import draws
from tests.oracle.asking import (
    COUNTS,
    FLOWS,
    POSITIONS,
    Filter,
    Question,
    dates,
    differences,
    random_question,
)
from tests.oracle.books import book_of
from tests.oracle.figures import ALL
from tests.oracle.ledger import Customer, Dispute, Entity, Item, Ledger, Rate
from tests.oracle.naive import Naive, everything
from tests.rounds import rounds

FIGURES = (*POSITIONS, *COUNTS, *FLOWS, *ALL)
CURRENCIES = tuple(draws.DECIMALS)


@contextmanager
def opened(ledger: Ledger) -> Iterator[OpenBook]:
    with tempfile.TemporaryDirectory() as folder:
        book = book_of(ledger, Path(folder))
        try:
            yield book
        finally:
            book.close()


@settings(max_examples=rounds(5, 9), phases=(Phase.generate, Phase.shrink))
@given(
    seed=st.integers(0, 2**32),
    size=st.integers(5, 60),
    currencies=st.sampled_from([CURRENCIES, ("EUR",), ("JPY",), ("EUR", "USD")]),
)
def test_every_figure_is_that_of_the_loops(seed: int, size: int, currencies: tuple[str, ...]) -> None:
    ledger, draw = draws.ledger(seed, size, currencies), Random(seed)
    naive = {currency: Naive(ledger, currency) for currency in currencies}
    with opened(ledger) as book:
        for name in FIGURES:
            question = random_question(draw, currencies, name)
            assert differences(book, naive[question.currency], question) == {}, question


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return draws.ledger(7, 150, ("EUR",))


@pytest.fixture(scope="module")
def book(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return book_of(ledger, tmp_path_factory.mktemp("book"))


@pytest.mark.parametrize("name", [*POSITIONS, *COUNTS, *FLOWS, *ALL])
def test_a_history_is_its_dates_asked_one_by_one(book: OpenBook, name: str) -> None:
    """Month-end sums and balance intervals are two ways to one figure."""
    by = ["entity", "kind"] if name in POSITIONS else ["entity"]
    history = book.show(name, as_of="2024-12-31", by=by, history=12)
    for day in dates(date(2024, 12, 31), "12"):
        alone = [row for row in book.show(name, as_of=day, by=by).rows if row[name]]
        assert [row for row in history.rows if row["as_of"] == str(day) and row[name]] == alone


@pytest.mark.parametrize("edges", ["1", "30,60,90", "10,20,45,120,365", "0", "0,30", "-1", "-1,30,60"])
@pytest.mark.parametrize("base", ["due", "issue"])
@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2024, 9, 12)])
def test_any_edges_counted_from_the_due_or_the_issue_date(
    book: OpenBook, ledger: Ledger, edges: str, base: str, day: date
) -> None:
    last_days = tuple(map(int, edges.split(",")))
    limits = last_days if last_days[0] <= 0 else (0, *last_days)
    found = book.show("aged", as_of=day, edges=edges, base_date=base).rows
    aged = {row["bucket"]: row["aged"] for row in found if row["aged"]}
    assert aged == Naive(ledger).aged(day, everything, limits, base)


@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2024, 7, 15), date(2025, 1, 31)])
@pytest.mark.parametrize("by", ["entity", "customer", "country", "currency", "kind", "tier", "salesperson"])
def test_buckets_and_unapplied_credits_are_the_net_on_every_slice(book: OpenBook, day: date, by: str) -> None:
    nets = {row[by]: row["net"] for row in book.show("net", as_of=day, by=by).rows}
    added: dict[str, Decimal] = dict.fromkeys(nets, Decimal(0))
    for row in book.show("gross", "unapplied", as_of=day, by=[by, "bucket"]).rows:
        added[row[by]] += row["gross"] + row["unapplied"]
    assert added == nets


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("amount>=400", lambda amount, left, late: amount >= 400),
        ("amount<-12.5", lambda amount, left, late: amount < Decimal("-12.5")),
        ("open>=400", lambda amount, left, late: left >= 400),
        ("open=-50..50", lambda amount, left, late: -50 <= left <= 50),
        ("days_late>30", lambda amount, left, late: late > 30),
        ("days_late=0", lambda amount, left, late: late == 0),
    ],
)
def test_numbers_are_filtered_by_what_they_are_on_the_date(
    book: OpenBook, ledger: Ledger, text, kept
) -> None:  # type: ignore[no-untyped-def]
    day, naive = date(2024, 8, 31), Naive(ledger)
    keep = lambda item, on: kept(item.amount, naive.open(item, on), (on - item.due).days)  # noqa: E731
    shown = book.show("net", "item_count", as_of=day, where=text).rows[0]
    assert (shown["net"], shown["item_count"]) == (naive.net(day, keep), naive.item_count(day, keep))


def test_one_code_in_two_entities_is_two_accounts_for_concentration() -> None:
    """Two firms under one code: half each, not all of it."""
    day = date(2025, 1, 31)
    items = tuple(Item(entity, "C1", "I1", "invoice", day, Decimal(100)) for entity in ("F1", "F2"))
    with opened(Ledger((Entity("F1"), Entity("F2")), items=items)) as book:
        assert book.show("hhi", as_of=day).value == Decimal("0.5")
        assert book.show("top_share:1", as_of=day).value == Decimal("0.5")


def test_customers_without_a_group_stand_alone_among_the_groups() -> None:
    day = date(2025, 1, 31)
    customers = tuple(Customer("F", name, group="G" if name in "AB" else "") for name in "ABCD")
    items = tuple(Item("F", name, name, "invoice", day, Decimal(100)) for name in "ABCD")
    with opened(Ledger((Entity("F"),), customers, items)) as book:
        assert book.show("hhi", as_of=day, over="group").value == Decimal("0.375")  # ½² + ¼² + ¼²


def test_ten_thousand_billion_minor_units_are_exact_in_any_currency() -> None:
    day = date(2025, 1, 31)
    largest = {c: Decimal(draws.HUGE - 1).scaleb(-places) for c, places in draws.DECIMALS.items()}
    items = tuple(
        Item("F", c, f"{c}{n}", "invoice", day, amount, currency=c)
        for c, amount in largest.items()
        for n in range(3)
    )
    rates = tuple(Rate(date(2025, 1, 1), c, Decimal(rate)) for c, rate in draws.RATES.items())
    ledger = Ledger((Entity("F"),), items=items, rates=rates)
    with opened(ledger) as book:
        for currency in CURRENCIES:
            for name in ("net", "sales", "weighted_age"):
                question = Question(name, (day,), by=("customer",), currency=currency)
                assert differences(book, Naive(ledger, currency), question) == {}
        alone = book.show("net", as_of=day, where="currency=EUR", currency="EUR")
        assert alone.value == 3 * largest["EUR"]


def test_a_missing_rate_names_the_currency_and_the_date() -> None:
    first = date(2025, 1, 15)
    items = (Item("F", "C", "I1", "invoice", date(2025, 1, 2), Decimal(10), currency="USD"),)
    ledger = Ledger((Entity("F"),), items=items, rates=(Rate(first, "USD", Decimal(2)),))
    with opened(ledger) as book:
        assert book.show("net", as_of=first, currency="EUR").value == 5
        with pytest.raises(DataError, match="USD on 2025-01-14"):
            book.show("net", as_of="2025-01-14", currency="EUR")
        with pytest.raises(DataError, match="USD on 2025-01-02"):
            book.show("sales", as_of=first, currency="EUR")
        with pytest.raises(DataError, match="CHF on 2025-01-15"):
            book.show("net", as_of=first, currency="CHF")
        assert (
            book.show("item_count", "overdue_count", as_of="2025-01-14", currency="EUR").rows[0]["item_count"]
            == 1
        )  # what is counted needs no rate
        assert book.show("dispute_days", as_of="2025-01-14", currency="EUR").value is None


def test_a_dispute_without_an_item_weighs_on_the_oldest_due_then_on_the_first_key() -> None:
    day = date(2025, 3, 31)
    due = {"I9": 20, "I10": 10, "I2": 20, "I3": 30}
    items = tuple(
        Item("F", "C", key, "invoice", date(2025, 1, 1), Decimal(100), due_date=date(2025, 2, on))
        if on < 30
        else Item("F", "C", key, "invoice", date(2025, 1, 1), Decimal(100), due_date=date(2025, 4, 1))
        for key, on in due.items()
    )
    dispute = Dispute("D", "F", "C", date(2025, 3, 1), amount=Decimal(150), cause="price")
    ledger = Ledger((Entity("F"),), items=items, disputes=(dispute,))
    with opened(ledger) as book:
        rows = book.show("disputed", as_of=day, by="item").rows
        assert {row["item"]: row["disputed"] for row in rows if row["disputed"]} == {"I10": 100, "I2": 50}
        other = replace(dispute, amount=None)
        assert Naive(ledger.with_(disputes=(other,))).disputed(day) == 400


@pytest.mark.parametrize("figure", ["sales", "receipts", "dispute_days", "on_time_rate"])
def test_what_has_no_open_amount_is_not_filtered_by_it(book: OpenBook, figure: str) -> None:
    with pytest.raises(UsageError, match="filter them by amount"):
        book.show(figure, where="open>100")


@pytest.mark.parametrize("figure", ["gross", "sales", "receipts", "on_time_rate", "recovery_rate"])
def test_the_amount_filtered_is_that_of_the_item(book: OpenBook, ledger: Ledger, figure: str) -> None:
    large = Filter("amount>=20000", lambda _book, item, _day: item.amount >= 20_000)
    question = Question(figure, (date(2024, 9, 30),), by=("customer",), where=(large,))
    assert differences(book, Naive(ledger, "EUR"), question) == {}


@settings(max_examples=rounds(2, 3), phases=(Phase.generate, Phase.shrink))
@given(seed=st.integers(0, 2**32), currencies=st.sampled_from([CURRENCIES, ("EUR",)]))
def test_answers_made_by_columns_are_those_of_the_loops(seed: int, currencies: tuple[str, ...]) -> None:
    """Thousands of customers are answered another way; the figures are the same."""
    ledger, draw = draws.ledger(seed, 60, currencies), Random(seed)
    naive = {currency: Naive(ledger, currency) for currency in currencies}
    with opened(ledger) as book, pytest.MonkeyPatch.context() as patch:
        patch.setattr("encours.api.columns.MANY_CUSTOMERS", 0)
        for name in [*POSITIONS, *COUNTS, *FLOWS, *["dso_countback"] * 6]:
            asked = random_question(draw, currencies, name)
            by = draw.choice([("customer",), ("entity", "customer"), ("customer", "country"), ("group",)])
            question = replace(asked, by=by)
            assert differences(book, naive[question.currency], question) == {}, question
