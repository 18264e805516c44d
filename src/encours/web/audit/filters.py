"""What is looked for in the trail, as the address says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from encours.cube.periods import day_of
from encours.web.address import whole
from encours.web.workflow.trail.models import PART, Event, Kind

if TYPE_CHECKING:
    from datetime import date as Day

NAMES = ("person", "kind", "from", "to", "path", "parts")
WORDS = ("what", "subject", "path", "email", "ip", "before", "after", "via")


@dataclass(frozen=True, slots=True)
class Sought:
    """Both days are included; empty texts ask for nothing. Without `parts`, what a page loads by itself once it is
    there stays aside: the page is told."""

    person: str = ""
    kind: str = ""
    since: Day | None = None
    until: Day | None = None
    path: str = ""
    parts: bool = False

    def events(self, within: Q, search: str = "") -> QuerySet:
        """The records found, of those `within` reach of the reader."""
        found = Event.objects.filter(within)
        if self.person:
            found = found.filter(email=self.person.lower())
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.since:
            found = found.filter(at__gte=_morning(self.since))
        if self.until:
            found = found.filter(at__lt=_morning(self.until + timedelta(days=1)))
        if self.path:
            found = found.filter(path__icontains=self.path)
        if not self.parts:
            found = found.exclude(kind=Kind.SEEN, subject__startswith=PART)
        return found.filter(_holding(search)) if search else found


def sought(query: QueryDict) -> Sought:
    """UsageError for a date that is none."""
    said = {name: query.get(name, "").replace("\0", "").strip() for name in NAMES}
    since, until = day_of(said["from"] or None), day_of(said["to"] or None)
    return Sought(said["person"], said["kind"], since, until, said["path"], said["parts"] == "1")


def _morning(day: date) -> datetime:
    """The first instant of a day, where the company is."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _holding(words: str) -> Q:
    """Any text of the record, or its number."""
    test = Q()
    for field in WORDS:
        test |= Q(**{f"{field}__icontains": words})
    return test | Q(pk=number) if (number := whole(words)) else test
