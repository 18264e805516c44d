"""The menu of views above a table: those of the page, the one shown, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from encours.web.access.roles import Right
from encours.web.saved.keeping import PAGES_KEPT, VIEW, address_of, same
from encours.web.saved.models import Landing, SavedView
from encours.web.saved.shared import views_of
from encours.web.visit.scope import Scope
from encours.web.workflow.people.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """A view as the menu shows it. `landing` says that the page opens on it."""

    view: SavedView
    url: str
    mine: bool
    current: bool
    landing: bool


@dataclass(frozen=True, slots=True)
class Picked:
    """`modified` says that what is shown is no longer what the view opened keeps."""

    mine: list[Line]
    shared: list[Line]
    current: Line | None
    modified: bool
    address: str
    plain: str
    may_keep: bool


def picked(request: HttpRequest) -> Picked | None:
    """None where there is nothing to choose nor to keep, and beside the second table of a page."""
    person, match = getattr(request, "user", None), request.resolver_match
    if not isinstance(person, Person) or match is None or match.url_name not in PAGES_KEPT:
        return None
    if getattr(request, "picked", False):
        return None
    request.picked = True
    found = [view for view in views_of(person, match.url_name) if view.arguments in ({}, match.kwargs)]
    may_keep = person.may(Right.OWN)
    if not found and not may_keep:
        return None
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    chosen = _chosen(found, request.GET.get(VIEW, ""), pairs)
    landing = Landing.objects.filter(person=person, page=match.url_name).values_list("view_id", flat=True)
    scope = _scope(request)
    lines = [_line(view, person, view is chosen, landing.first(), scope) for view in found]
    return Picked(
        [line for line in lines if line.mine],
        [line for line in lines if not line.mine],
        next((line for line in lines if line.current), None),
        chosen is not None and not same(chosen, pairs),
        f"{request.path}?{request.GET.urlencode()}",
        f"{request.path}?{VIEW}=0",
        may_keep,
    )


def _chosen(found: list[SavedView], said: str, pairs: list[tuple[str, str]]) -> SavedView | None:
    """The one opened, else the one that keeps just what is shown."""
    named = next((view for view in found if str(view.pk) == said), None)
    return named or next((view for view in found if view.query and same(view, pairs)), None)


def _scope(request: HttpRequest) -> list[tuple[str, str]]:
    visit: Any = getattr(request, "visit", None)
    scope: Scope = visit.scope if visit else Scope()
    return scope.pairs


def _line(
    view: SavedView, person: Person, current: bool, landing: int | None, scope: list[tuple[str, str]]
) -> Line:
    return Line(view, address_of(view, scope), view.owner_id == person.pk, current, view.pk == landing)
