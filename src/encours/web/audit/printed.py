"""The trail as the command line prints it, oldest first: as it is kept, for programs, or in words, for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from encours.web import typography
from encours.web.audit.table import columns
from encours.web.workflow.trail.chain import last
from encours.web.workflow.trail.models import Event

COLUMNS = (
    "number", "at", "email", "kind", "what", "subject", "path", "before", "after", "ip", "agent", "via",
    "previous_hash", "hash",
)  # fmt: skip


def records(newest: int = 0) -> Iterator[tuple[Any, ...]]:
    """All of them, or the newest ones alone."""
    yield from _found(newest).values_list(*COLUMNS).iterator(chunk_size=2_000)


def told(newest: int = 0) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Headings and records as the page of the trail says them: the columns it shows unless asked for more."""
    shown = [column for column in columns() if not column.hidden]
    events = _found(newest).iterator(chunk_size=2_000)
    return [column.label for column in shown], (
        tuple(_text(one.of(event)) for one in shown) for event in events
    )


def _found(newest: int) -> Any:
    since = max(1, last() - newest + 1) if newest else 1
    return Event.objects.filter(number__gte=since).order_by("number")


def _text(value: Any) -> Any:
    return typography.moment(value) if isinstance(value, datetime) else value
