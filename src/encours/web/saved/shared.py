"""Which views a person may open, and which are theirs to change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from encours.web.access.roles import Role
from encours.web.saved.keeping import PAGES_KEPT
from encours.web.saved.models import SavedView
from encours.web.workflow.people.models import Person

RESTORED_WITHIN = timedelta(days=30)


def views_of(person: Person, page: str = "") -> list[SavedView]:
    """Theirs first, then those shared with their role whose page they may open."""
    found = SavedView.objects.filter(Q(owner=person) | ~Q(roles=[]), deleted_at=None).select_related("owner")
    if page:
        found = found.filter(page=page)
    seen = [view for view in found if may_open(person, view)]
    return sorted(seen, key=lambda view: view.owner_id != person.pk)


def may_open(person: Person, view: SavedView) -> bool:
    """Their own or one shared with their role, of a page that is open to them."""
    if view.deleted_at or view.page not in PAGES_KEPT or not person.may(PAGES_KEPT[view.page][1]):
        return False
    return view.owner_id == person.pk or (person.role in view.roles and view.owner.is_active)


def own(person: Person, number: int, deleted: bool = False) -> SavedView:
    """One of theirs; there is none for anyone else."""
    view = SavedView.objects.filter(pk=number, owner=person, deleted_at__isnull=not deleted).first()
    if view is None:
        raise Http404
    return view


def opened(person: Person, number: int) -> SavedView:
    """One they may open; there is none otherwise."""
    view = SavedView.objects.select_related("owner").filter(pk=number).first()
    if view is None or not may_open(person, view):
        raise Http404
    return view


def restorable(person: Person) -> list[SavedView]:
    """Those they deleted lately, the last first."""
    since = timezone.now() - RESTORED_WITHIN
    return list(SavedView.objects.filter(owner=person, deleted_at__gte=since).order_by("-deleted_at"))


def known_roles(names: Iterable[str]) -> list[str]:
    """Roles that exist, in their order."""
    asked = set(names)
    return [role.value for role in Role if role.value in asked]
