"""One account read alone: the figures and the rows it has in the whole book, whoever asks and in whatever order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from encours.api import Assignment, Exempted, OpenBook, open_book
from encours.api.customers import card
from encours.api.movements import receipts
from encours.api.one_account import alone
from encours.cube.measures import PUBLISHED
from encours.indicators.catalogue import BY_NAME as INDICATORS
from tests.api.small_group import group
from tests.oracle import draws
from tests.oracle.books import book_of
from tests.oracle.ledger import Ledger

FIRST, DAY = date(2023, 1, 1), date(2024, 12, 31)
A, B = ("F1", "A"), ("F1", "B")
SPRING, SUMMER = date(2025, 3, 1), date(2025, 6, 30)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return draws.ledger(7)


@pytest.fixture(scope="module")
def drawn(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    opened = book_of(ledger, tmp_path_factory.mktemp("drawn"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBook]:
    opened = group(tmp_path_factory.mktemp("group"))
    yield opened
    opened.close()


def of(account: tuple[str, str]) -> dict[str, Any]:
    return {"entity": [account[0]], "customer": [account[1]]}


def net(book: OpenBook, account: tuple[str, str], day: date) -> list[dict[str, Any]]:
    return list(book.show("net", "item_count", where=of(account), as_of=day).rows)


@pytest.mark.parametrize("figure", [*PUBLISHED, *INDICATORS])
def test_every_figure_and_its_history_are_those_of_the_whole_book(
    drawn: OpenBook, ledger: Ledger, figure: str
) -> None:
    for customer in ledger.customers[:2]:
        account = (customer.entity, customer.customer)
        asked: dict[str, Any] = {"where": of(account), "as_of": DAY, "currency": "EUR", "history": 4}
        near = alone(drawn, account, FIRST, DAY)
        assert near.show(figure, **asked).rows == drawn.show(figure, **asked).rows


@pytest.mark.parametrize("measure", PUBLISHED)
def test_pages_of_rows_are_those_of_the_whole_book(drawn: OpenBook, ledger: Ledger, measure: str) -> None:
    for customer in ledger.customers[:2]:
        account = (customer.entity, customer.customer)
        asked: dict[str, Any] = {"where": of(account), "as_of": DAY, "currency": "EUR", "order": "-due_date"}
        near = alone(drawn, account, FIRST, DAY).page(measure, limit=5, **asked)
        far = drawn.page(measure, limit=5, **asked)
        assert (near.rows.rows, near.count, near.total) == (far.rows.rows, far.count, far.total)


@pytest.mark.parametrize("day", [date(2025, 2, 19), date(2025, 2, 20), date(2025, 4, 14), date(2025, 4, 15)])
def test_the_days_named_are_held_to_the_first_and_the_last(book: OpenBook, day: date) -> None:
    """An allocation takes effect on each second day."""
    assert net(alone(book, A, day), A, day) == net(book, A, day)
    for days in ((day, SUMMER), (date(2025, 1, 1), day)):
        assert net(alone(book, B), B, day) == net(book, B, day)
        assert net(alone(book, A, *days), A, day) == net(book, A, day)


def test_naming_other_days_takes_none_away(book: OpenBook) -> None:
    before = alone(book, A, SPRING)
    alone(book, A, SUMMER)
    assert net(before, A, SPRING) == net(book, A, SPRING)


def test_one_account_after_another_each_is_itself(book: OpenBook) -> None:
    for account in (A, B, A, ("F1", "unknown"), B):
        near = alone(book, account, SUMMER)
        assert net(near, account, SUMMER) == net(book, account, SUMMER)
        assert card(near, *account) == card(book, *account)
        assert receipts(near, *account, SUMMER) == receipts(book, *account, SUMMER)


def test_a_search_is_made_again_for_another_account_and_for_other_days(book: OpenBook) -> None:
    for account, *days in ((A, SPRING), (B, SUMMER), (A, SPRING), (A, SUMMER)):
        asked: dict[str, Any] = {"where": of(account), "as_of": SPRING, "search": "FA-1"}
        near = alone(book, account, SPRING, *days).page("net", **asked)
        assert near.rows.rows == book.page("net", **asked).rows.rows
        assert near.count


@pytest.mark.parametrize(
    "confines", ["portfolio=P1", "portfolio=P2", "salesperson=Anne", "entity=F2", "doubtful=false"]
)
def test_the_perimeter_stays_in_force(book: OpenBook, confines: str) -> None:
    within = book.within([confines])
    for account in (A, B):
        near = alone(within, account, SUMMER)
        assert net(near, account, SUMMER) == net(within, account, SUMMER)
        assert card(near, *account) == card(within, *account)


def test_the_portfolio_is_the_one_decided_not_that_of_the_ledger(book: OpenBook) -> None:
    moved = Assignment(exceptions=(Exempted("F1", "A", "P9"),))
    with_decision = open_book(book.home.path, assignment=moved)
    near = alone(with_decision, A, SUMMER)
    seen = [
        len(near.within([f"portfolio={name}"]).page("net", where=of(A)).rows.rows) for name in ("P9", "P1")
    ]
    assert seen[0] > 0
    assert seen[1] == 0
    found = card(near, *A)
    assert found is not None
    assert found.portfolio == "P9"
    with_decision.close()


def test_rows_read_little_by_little_are_not_disturbed_by_the_next_account(book: OpenBook) -> None:
    batches = alone(book, A, SUMMER).stream("net", where=of(A), as_of=SUMMER)
    alone(book, B, SUMMER)
    found = sorted(row["item"] for batch in batches for row in batch)
    assert found == sorted(row["item"] for row in book.rows("net", where=of(A), as_of=SUMMER))
    assert found
