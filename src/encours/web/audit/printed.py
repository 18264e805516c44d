"""The trail as the command line prints it, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from encours.web.workflow.trail.chain import last
from encours.web.workflow.trail.models import Event

COLUMNS = (
    "number", "at", "email", "kind", "what", "subject", "path", "before", "after", "ip", "agent", "via",
    "previous_hash", "hash",
)  # fmt: skip


def records(newest: int = 0) -> Iterator[tuple[Any, ...]]:
    """All of them, or the newest ones alone."""
    since = max(1, last() - newest + 1) if newest else 1
    found = Event.objects.filter(number__gte=since).order_by("number")
    yield from found.values_list(*COLUMNS).iterator(chunk_size=2_000)
