"""Which dashboards a person may open, which they may change, and how a change is written without losing another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone

from encours.web.dashboards.blocks import Block
from encours.web.dashboards.models import Dashboard
from encours.web.workflow.people.models import Person

RESTORED_WITHIN = timedelta(days=30)


def dashboards_of(person: Person) -> list[Dashboard]:
    """Theirs, then those shared with their role."""
    found = Dashboard.objects.filter(Q(owner=person) | ~Q(roles=[]), deleted_at=None).select_related("owner")
    seen = [one for one in found if may_open(person, one)]
    return sorted(seen, key=lambda one: one.owner_id != person.pk)


def may_open(person: Person, dashboard: Dashboard) -> bool:
    if dashboard.deleted_at:
        return False
    return dashboard.owner_id == person.pk or (person.role in dashboard.roles and dashboard.owner.is_active)


def opened(person: Person, number: int) -> Dashboard:
    """One they may open; there is none otherwise."""
    found = Dashboard.objects.select_related("owner").filter(pk=number).first()
    if found is None or not may_open(person, found):
        raise Http404
    return found


def own(person: Person, number: int, deleted: bool = False) -> Dashboard:
    """One of theirs; there is none for anyone else."""
    found = Dashboard.objects.filter(pk=number, owner=person, deleted_at__isnull=not deleted).first()
    if found is None:
        raise Http404
    return found


def restorable(person: Person) -> list[Dashboard]:
    """Those they deleted lately, the last first."""
    since = timezone.now() - RESTORED_WITHIN
    return list(Dashboard.objects.filter(owner=person, deleted_at__gte=since).order_by("-deleted_at"))


def change(dashboard: Dashboard, version: int, **fields: Any) -> bool:
    """Write the fields over the version they were made from; False, and nothing written, when it is not the newest."""
    changed = Dashboard.objects.filter(pk=dashboard.pk, version=version, deleted_at=None).update(
        **fields, version=F("version") + 1, changed_at=timezone.now()
    )
    dashboard.refresh_from_db()
    return bool(changed)


def stored(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Blocks as they are written."""
    return [block.stored() for block in blocks]
