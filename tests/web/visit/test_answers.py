"""What is kept is never told to another perimeter, at another date, nor of another version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.http import HttpRequest, QueryDict

from encours.api import OpenBook, Result
from encours.errors import DataError
from encours.web.visit import answers
from encours.web.visit.scope import scope_of
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.revisions import changed

if TYPE_CHECKING:
    from encours.web.workflow.people.models import Person

PEOPLE = 6


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    answers.forget()
    yield
    answers.forget()


def visit_of(who: Any, query: str = "") -> Visit:
    return Visit(HttpRequest(), who, scope_of(QueryDict(query)))


def asked(visit: Visit) -> int:
    """How many times the book is asked for a figure that may be known already."""
    with patch.object(OpenBook, "show", autospec=True, side_effect=OpenBook.show) as show:
        figure = visit.show("net", history=2)
    assert figure["net"] == visit.book.show("net", history=2, **visit.asked)["net"]
    return show.call_count


def test_the_same_question_is_asked_once_and_any_other_again(
    demo: Path, person: Callable[..., Person]
) -> None:
    cfo, collector = person("cfo"), person("collector", portfolios=["FR01 PME"])
    assert [asked(visit_of(who)) for who in (cfo, cfo, person("auditor"))] == [1, 0, 0]
    others = [
        visit_of(collector),
        visit_of(cfo, "date=2026-09-30"),
        visit_of(cfo, "currency=USD"),
        visit_of(cfo, "entity=FR01"),
    ]
    assert [asked(one) for one in others] == [1, 1, 1, 1]
    changed("assignment")
    assert asked(visit_of(cfo)) == 1


def test_a_book_opened_before_customers_moved_is_not_remembered_as_the_one_after(
    demo: Path, person: Callable[..., Person]
) -> None:
    cfo = person("cfo")
    visit = visit_of(cfo)
    assert visit.book
    changed("assignment")
    assert [asked(visit), asked(visit_of(cfo))] == [1, 1]


def test_many_who_ask_the_same_at_once_wait_for_one_answer() -> None:
    begun, questions, answer = Barrier(PEOPLE), [], _answer(1)

    def slow() -> Result:
        questions.append(1)
        Event().wait(0.2)
        return answer

    def ask(_who: int) -> Result:
        begun.wait()
        return answers.once("key", slow)

    with ThreadPoolExecutor(PEOPLE) as people:
        found = list(people.map(ask, range(PEOPLE)))
    assert questions == [1]
    assert all(one is answer for one in found)


def test_what_went_wrong_is_not_kept() -> None:
    def fails() -> Result:
        raise DataError("no rate")

    for _time in range(2):
        with pytest.raises(DataError, match="no rate"):
            answers.once("key", fails)
    assert answers.once("key", lambda: _answer(1)).rows == _answer(1).rows


def test_who_waited_for_an_answer_that_failed_asks_again() -> None:
    begun, waiting = Event(), Event()

    def fails() -> Result:
        begun.set()
        waiting.wait()
        raise DataError("no rate")

    with ThreadPoolExecutor(2) as people:
        first = people.submit(answers.once, "key", fails)
        begun.wait()
        second = people.submit(answers.once, "key", lambda: _answer(2))
        waiting.set()
        assert len(second.result().rows) == 2
        with pytest.raises(DataError):
            first.result()


def test_little_is_kept_and_nothing_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST", 3)
    for number in range(5):
        answers.once(number, lambda: _answer(1))
    answers.once("long", lambda: _answer(answers.LONGEST + 1))
    assert list(answers._held) == [3, 4]


def _answer(rows: int) -> Result:
    return Result([{"net": number} for number in range(rows)], (), {}, {}, "EUR", None, None)  # type: ignore[arg-type]
