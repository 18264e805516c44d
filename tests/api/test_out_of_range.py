"""Questions beyond any sense are refused in a sentence, whoever asks them."""

from __future__ import annotations

from typing import Any

import pytest

from encours.api import OpenBook, open_book
from encours.book.home import Home
from encours.errors import UsageError
from tests.book.small_books import imported


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    folder = tmp_path_factory.mktemp("book")
    items = "entity,customer,item,kind,posting_date,due_date,amount\nE,C,I,invoice,2025-01-10,2025-02-10,100"
    imported(Home(folder), items=items)
    return open_book(folder)


@pytest.mark.parametrize(
    "asked",
    [
        {"window": "99999y"},
        {"window": "601m"},
        {"edges": "1,999999999"},
        {"edges": ",".join(map(str, range(1, 40)))},
        {"where": "amount>=1e300"},
        {"where": "amount>=Infinity"},
        {"where": "amount>=NaN"},
        {"where": "days_late>=99999999999999999999"},
        {"as_of": "0001-01-01"},
        {"as_of": "9999-12-31", "compare": True},
    ],
)
def test_a_question_beyond_any_sense_is_refused_in_a_sentence(book: OpenBook, asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        book.show("net", "sales", **asked)


def test_a_tolerance_of_twenty_digits_is_refused(book: OpenBook) -> None:
    with pytest.raises(UsageError):
        book.show("on_time_rate:99999999999999999999")


@pytest.mark.parametrize(
    "asked", [{"window": "50y"}, {"window": "600m"}, {"edges": "36500"}, {"where": "amount>=9999999999999"}]
)
def test_the_last_values_that_make_sense_are_answered(book: OpenBook, asked: dict[str, Any]) -> None:
    assert len(book.show("net", "sales", **asked)) == 1
