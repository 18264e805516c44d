"""A line of the schedule: which job is done by itself, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huey import crontab

from encours.web.workflow.jobs.kind import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """A job and its hours, in the company's time zone: `minute`, `hour`, `day`, `month`, `day_of_week` as in cron."""

    name: str
    kind: Kind
    label: str
    hours: Mapping[str, str]
    arguments: Mapping[str, Any] = field(default_factory=dict)


def due(entry: Entry, moment: datetime) -> bool:
    """Whether an entry runs in that minute, local time.

    >>> nightly = Entry("tidy", Kind("tidy", print), "", {"minute": "10", "hour": "3"})
    >>> due(nightly, datetime(2026, 1, 31, 3, 10)), due(nightly, datetime(2026, 1, 31, 3, 11))
    (True, False)
    """
    return bool(crontab(**entry.hours)(moment))
