"""Which views a person may open: those of pages that are open to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404

from encours.web.access.roles import Role
from encours.web.saved.keeping import PAGES_KEPT
from encours.web.saved.models import SavedView
from encours.web.workflow import undoable
from encours.web.workflow.people.models import Person


def views_of(person: Person, page: str = "") -> list[SavedView]:
    """Theirs first, then those shared with their role whose page they may open."""
    views = undoable.open_to(SavedView, person)
    seen = [view for view in views if page in ("", view.page) and _shown(person, view)]
    return sorted(seen, key=lambda view: view.owner_id != person.pk)


def may_open(person: Person, view: SavedView) -> bool:
    """Their own or one shared with their role, of a page that is open to them."""
    return view.open_to(person) and _shown(person, view)


def opened(person: Person, number: int) -> SavedView:
    """One they may open; there is none otherwise."""
    view = undoable.opened(SavedView, person, number)
    if not _shown(person, view):
        raise Http404
    return view


def known_roles(names: Iterable[str]) -> list[str]:
    """Roles that exist, in their order."""
    given = set(names)
    return [role.value for role in Role if role.value in given]


def _shown(person: Person, view: SavedView) -> bool:
    return view.page in PAGES_KEPT and person.may(PAGES_KEPT[view.page][1])
