"""What is done at fixed hours, once, however many servers run."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from encours.web.workflow.jobs.asking import ask_for
from encours.web.workflow.jobs.catalogue import Catalogue
from encours.web.workflow.jobs.entry import Entry, due
from encours.web.workflow.jobs.models import Turn


def ask_due(catalogue: Catalogue, now: datetime | None = None) -> list[str]:
    """Ask for the jobs of this minute that no other server has taken; their names."""
    minute = timezone.localtime(now).replace(second=0, microsecond=0)
    return [
        entry.name
        for entry in catalogue.entries()
        if due(entry, minute.replace(tzinfo=None)) and _taken(entry, minute)
    ]


def _taken(entry: Entry, minute: datetime) -> bool:
    """The turn and the job are written together: a turn taken is a job asked for, or one that waits already."""
    with transaction.atomic():
        _turn, new = Turn.objects.get_or_create(entry=entry.name, due_at=minute)
        if new:
            ask_for(entry)
    return new
