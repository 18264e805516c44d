"""Holds as people wrote them, each version a record of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import models

from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.records import BookRecord

LONGEST_COMMENT = 1_000


@dataclass(frozen=True, slots=True)
class Said:
    """Who is not chased, and why. `item` is empty for the whole account; it lasts to the end of `until_date`, or until
    it is lifted when there is none. From the day it is lifted, if it is, it no longer holds."""

    entity: str
    customer: str
    from_date: date
    until_date: date | None = None
    reason: str = ""
    item: str = ""
    cancelled_on: date | None = None
    author: str = ""
    comment: str = ""


class Hold(BookRecord):
    """A customer, or one item, that is not chased for a time. Chasing resumes by itself: nothing is written then."""

    TABLE: ClassVar[str] = "holds"
    NAME: ClassVar[str] = "hold"
    SAID: ClassVar[Any] = Said
    MADE: ClassVar[Act] = acts.HOLD_MADE
    CORRECTED: ClassVar[Act] = acts.HOLD_CORRECTED
    WITHDRAWN: ClassVar[Act] = acts.HOLD_WITHDRAWN

    from_date = models.DateField()
    until_date = models.DateField(null=True)
    reason = models.TextField(blank=True)  # an imported one may be long
    cancelled_on = models.DateField(null=True)
    author = models.TextField(blank=True)
    comment = models.TextField(max_length=LONGEST_COMMENT, blank=True)

    @property
    def on(self) -> date:
        return self.cancelled_on or self.from_date

    @property
    def facts(self) -> dict[str, Any]:
        until = {"until": self.until_date.isoformat()} if self.until_date else {}
        return {"reason": self.reason, **until, "text": self.comment}
