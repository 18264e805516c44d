"""What is kept is never told to another perimeter, at another date, nor of another version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.http import HttpRequest, QueryDict

from encours.web.cockpit import remembered
from encours.web.preferences.revisions import changed
from encours.web.visit.scope import scope_of
from encours.web.visit.visit import Visit

if TYPE_CHECKING:
    from encours.web.people.models import Person


def asked(visit: Visit) -> int:
    """How many times the book is asked for a figure that may be known already."""
    with patch.object(Visit, "show", autospec=True, side_effect=Visit.show) as show:
        figure = remembered.show(visit, "net", history=2)
    assert figure["net"] == visit.show("net", history=2)["net"]
    return show.call_count


def test_the_same_question_is_asked_once_and_any_other_again(
    demo: Path, person: Callable[..., Person]
) -> None:
    remembered._held.clear()
    cfo, collector = person("cfo"), person("collector", portfolios=["FR01 PME"])

    def visit(who: Any, query: str = "") -> Visit:
        return Visit(HttpRequest(), who, scope_of(QueryDict(query)))

    assert [asked(visit(cfo)), asked(visit(cfo)), asked(visit(person("auditor")))] == [1, 0, 0]
    others = [
        visit(collector),
        visit(cfo, "date=2026-09-30"),
        visit(cfo, "currency=USD"),
        visit(cfo, "entity=FR01"),
    ]
    assert [asked(one) for one in others] == [1, 1, 1, 1]
    changed("assignment")
    assert asked(visit(cfo)) == 1


def test_what_another_thread_throws_away_meanwhile_is_still_told(
    demo: Path, person: Callable[..., Person]
) -> None:
    visit = Visit(HttpRequest(), person("cfo"), scope_of(QueryDict("")))

    class Emptied(dict[Any, Any]):
        """Forgets everything as soon as it was asked whether it holds something."""

        def __contains__(self, key: object) -> bool:
            held = super().__contains__(key)
            self.clear()
            return held

    with patch.object(remembered, "_held", Emptied()):
        figures = [remembered.show(visit, "net").value for _time in range(3)]
    assert figures == [visit.show("net").value] * 3


def test_a_book_opened_before_customers_moved_is_not_remembered_as_the_one_after(
    demo: Path, person: Callable[..., Person]
) -> None:
    remembered._held.clear()
    cfo = person("cfo")
    visit = Visit(HttpRequest(), cfo, scope_of(QueryDict("")))
    assert visit.book
    changed("assignment")
    assert [asked(visit), asked(Visit(HttpRequest(), cfo, scope_of(QueryDict(""))))] == [1, 1]
