"""Actions as people wrote them, each version a record of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.records import BookRecord

LONGEST_NOTE = 4_000


@dataclass(frozen=True, slots=True)
class Said:
    """What was done about a customer. `item` is empty for the whole account; `minutes` is None where nobody counted
    them; `next_step` is to be done on `next_on`."""

    entity: str
    customer: str
    done_at: datetime
    kind: str = ""
    item: str = ""
    level: int | None = None
    channel: str = ""
    automatic: bool = False
    outcome: str = ""
    contact: str = ""
    note: str = ""
    next_step: str = ""
    next_on: date | None = None
    minutes: Decimal | None = None
    author: str = ""


class Action(BookRecord):
    """What somebody did about a customer, what came of it, what is to be done next and when."""

    TABLE: ClassVar[str] = "actions"
    NAME: ClassVar[str] = "action"
    SAID: ClassVar[Any] = Said
    MADE: ClassVar[Act] = acts.ACTION_RECORDED
    CORRECTED: ClassVar[Act] = acts.ACTION_CORRECTED
    WITHDRAWN: ClassVar[Act] = acts.ACTION_WITHDRAWN

    done_at = models.DateTimeField()
    kind = models.TextField(blank=True)  # an imported one may be long, as other words of imports
    level = models.IntegerField(null=True)
    channel = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    next_step = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    minutes = models.DecimalField(max_digits=18, decimal_places=9, null=True)
    author = models.TextField(blank=True)

    @property
    def on(self) -> date:
        return timezone.localdate(self.done_at)

    @property
    def facts(self) -> dict[str, Any]:
        said = self.said
        step = {"next": said.next_step, "next_on": said.next_on.isoformat()} if said.next_on else {}
        did = {"did": said.kind, "at": said.done_at.isoformat(), "outcome": said.outcome}
        return {**did, "contact": said.contact, "text": said.note, **step}
