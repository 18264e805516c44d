"""A line of the schedule: which job is done by itself, and when or after what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huey import crontab

from encours.web.workflow.jobs.kind import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """A job, and either its `hours` in the company's time zone (`minute`, `hour`, `day`, `month`, `day_of_week` as in
    cron) or what it comes `after`: an event (`import`), or the job of another entry, by its name."""

    name: str
    kind: Kind
    label: str
    hours: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if bool(self.hours) == bool(self.after):
            raise ValueError(f"{self.name} has either hours, or something it comes after")


@dataclass(frozen=True, slots=True)
class Event:
    """Something entries wait for. `number` changes each time it happens: what happened without a job (an import at the
    command line) is noticed by it, and what happened once is told once."""

    name: str
    number: Callable[[], int]


def due(entry: Entry, moment: datetime) -> bool:
    """Whether an entry runs in that minute, local time.

    >>> nightly = Entry("tidy", Kind("tidy", print), "", {"minute": "10", "hour": "3"})
    >>> due(nightly, datetime(2026, 1, 31, 3, 10)), due(nightly, datetime(2026, 1, 31, 3, 11))
    (True, False)
    """
    return bool(entry.hours) and bool(crontab(**entry.hours)(moment))
