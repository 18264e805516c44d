"""What is done at fixed hours, once, however many servers run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from huey import crontab

from encours.i18n import _, mark
from encours.web.imports.folders import job as watching
from encours.web.workflow.jobs.asking import ask
from encours.web.workflow.jobs.models import Turn


@dataclass(frozen=True, slots=True)
class Entry:
    """A job and its hours, in the company's time zone: `minute`, `hour`, `day`, `month`, `day_of_week` as in cron."""

    name: str
    kind: str
    label: str
    hours: dict[str, str]
    arguments: dict[str, Any] = field(default_factory=dict)


FIXED = (
    Entry("tidy", "tidy", mark("Nightly tidying"), {"minute": "10", "hour": "3"}),
    Entry("sweep_uploads", "sweep_uploads", mark("Old uploads removed"), {"minute": "20", "hour": "3"}),
    Entry(
        "check_trail", "check_trail", mark("Nightly check of the audit trail"), {"minute": "0", "hour": "4"}
    ),
    Entry(
        "rebuild",
        "rebuild",
        mark("Weekly rebuild of the book"),
        {"minute": "30", "hour": "3", "day_of_week": "0"},
    ),
)
# Each gives entries that people keep themselves, read again every minute.
SOURCES: tuple[Callable[[], Iterator[Entry]], ...] = (watching.entries,)


def entries() -> Iterator[Entry]:
    """All that is scheduled."""
    yield from FIXED
    for source in SOURCES:
        yield from source()


def due(entry: Entry, moment: datetime) -> bool:
    """Whether an entry runs in that minute, local time.

    >>> nightly = Entry("tidy", "tidy", "", {"minute": "10", "hour": "3"})
    >>> due(nightly, datetime(2026, 1, 31, 3, 10)), due(nightly, datetime(2026, 1, 31, 3, 11))
    (True, False)
    """
    return bool(crontab(**entry.hours)(moment))


def ask_due(now: datetime | None = None) -> list[str]:
    """Ask for the jobs of this minute that no other server has taken; their names."""
    minute = timezone.localtime(now).replace(second=0, microsecond=0)
    return [
        entry.name for entry in entries() if due(entry, minute.replace(tzinfo=None)) and _taken(entry, minute)
    ]


def _taken(entry: Entry, minute: datetime) -> bool:
    """The turn and the job are written together: a turn taken is a job asked for."""
    with transaction.atomic():
        _turn, new = Turn.objects.get_or_create(entry=entry.name, due_at=minute)
        if new:
            ask(entry.kind, _(entry.label), None, entry.arguments)
    return new
