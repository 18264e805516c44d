"""One thing that happened with a customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from encours.web.customers.models import Note


@dataclass(frozen=True, slots=True)
class Event:
    """`at` is the instant where one is known; `who` a person or what did it. A note is carried whole, to be shown
    with its correction."""

    kind: str
    day: date
    title: str
    text: str = ""
    who: str = ""
    href: str = ""
    icon: str = "circle"
    tone: str = ""
    at: datetime | None = None
    note: Note | None = None

    @property
    def number(self) -> str:
        """That of the note, as an address says it."""
        return str(self.note.pk) if self.note else ""

    @property
    def place(self) -> datetime:
        """Where it stands among the others: what has no hour comes before the hours of its day."""
        return self.at or timezone.make_aware(datetime.combine(self.day, time.min))


def at_instant(instant: datetime) -> tuple[date, datetime]:
    """The day and the hour of an instant, where the company is."""
    local = timezone.localtime(instant)
    return local.date(), local
