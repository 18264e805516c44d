"""What was seen while the disk took no record: kept in this process until it does, so many at most, the rest counted.

Figures are read on a full disk all the same. What changes something, or takes figures away, is refused there instead:
it is recorded, or it does not happen.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from encours.web.workflow import acts
from encours.web.workflow.trail.chain import Entry, append
from encours.web.workflow.trail.models import Kind

MOST = 10_000
AT_ONCE = 200  # the person whose request finds room again does not wait for all that was kept
logger = logging.getLogger("encours.trail")


class Waiting:
    """The records this process keeps, oldest first; `lost` is how many it could not, from when to when."""

    def __init__(self) -> None:
        self._held: deque[tuple[datetime, Entry]] = deque()
        self._lock = threading.Lock()
        self._lost = 0
        self._from = self._until = timezone.now()

    def __len__(self) -> int:
        return len(self._held)

    def keep(self, entry: Entry) -> None:
        """Keep a record until there is room. The log has its place meanwhile: a process may end before."""
        now = timezone.now()
        with self._lock:
            if len(self._held) < MOST:
                self._held.append((now, entry))
            else:
                self._from, self._until = self._from if self._lost else now, now
                self._lost += 1
        email = entry.email or (entry.person.email if entry.person else "")
        logger.error(
            "record kept for want of room", extra={"kind": entry.kind, "what": entry.what, "email": email}
        )

    def write(self) -> None:
        """Add the oldest of them to the trail, each with its own moment; raises what the database does, and keeps them
        then."""
        if not self._held and not self._lost:
            return
        with self._lock, transaction.atomic():
            some = [self._held[at] for at in range(min(AT_ONCE, len(self._held)))]
            for moment, entry in some:
                append(entry, moment)
            if self._lost and len(some) == len(self._held):
                append(self._count())
        with self._lock:
            for _ in some:
                self._held.popleft()
            self._lost = self._lost if self._held else 0

    def _count(self) -> Entry:
        span = f"{self._from.isoformat(timespec='seconds')} – {self._until.isoformat(timespec='seconds')}"
        return Entry(Kind.SEEN, acts.RECORDS_LOST.words, subject=f"{self._lost} · {span}")


waiting = Waiting()
