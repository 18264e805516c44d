"""Contacts as people wrote them, each version a record of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.records import BookRecord

LONGEST_COMMENT = 1_000


@dataclass(frozen=True, slots=True)
class Said:
    """Someone at a customer. `accepts` are the ways he may be reminded by, separated by spaces: all of them when it is
    empty, none when it is `none`. From the day he left, if he did, he is asked no more."""

    entity: str
    customer: str
    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    accepts: str = ""
    main: bool = False
    left_on: date | None = None
    comment: str = ""


class Contact(BookRecord):
    """Someone at a customer: what he does there, how he is reached, what he accepts. What says who he is stands here
    and in the book alone: the trail and the time line tell that it was written, not what."""

    TABLE: ClassVar[str] = "contacts"
    NAME: ClassVar[str] = "contact"
    SAID: ClassVar[Any] = Said
    PRIVATE: ClassVar[tuple[str, ...]] = ("name", "email", "phone", "comment")
    MADE: ClassVar[Act] = acts.CONTACT_MADE
    CORRECTED: ClassVar[Act] = acts.CONTACT_CORRECTED
    WITHDRAWN: ClassVar[Act] = acts.CONTACT_WITHDRAWN

    name = models.TextField()
    role = models.TextField(blank=True)
    email = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    language = models.TextField(blank=True)
    accepts = models.TextField(blank=True)
    main = models.BooleanField(default=False)
    left_on = models.DateField(null=True)
    comment = models.TextField(max_length=LONGEST_COMMENT, blank=True)

    @property
    def on(self) -> date:
        return self.left_on or timezone.localdate()

    @property
    def facts(self) -> dict[str, Any]:
        return {"role": self.role}
