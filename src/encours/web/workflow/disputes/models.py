"""Disputes as people wrote them, each version a record of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.records import BookRecord
from encours.web.workflow.trail.append_only import Record

LONGEST_COMMENT = 1_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer contests. `item` is empty for the whole account, `amount` is None for all that is open; it is in
    major units. From the day it is closed, if it is, it no longer weighs: opened again, it has no such day. What its
    owner answers stands beside: what is proposed, and in words."""

    entity: str
    customer: str
    opened_on: date
    currency: str
    cause: str = ""
    item: str = ""
    amount: Decimal | None = None
    owner: str = ""
    closed_on: date | None = None
    outcome: str = ""
    answer_by: date | None = None
    comment: str = ""
    answered_on: date | None = None
    answer: str = ""
    answer_amount: Decimal | None = None
    answer_note: str = ""


class Dispute(BookRecord):
    """What a customer contests, of an item or of the whole account, why, who must answer and by when, how it ended."""

    TABLE: ClassVar[str] = "disputes"
    NAME: ClassVar[str] = "dispute"
    SAID: ClassVar[Any] = Said
    MONEY: ClassVar[tuple[str, ...]] = ("amount", "answer_amount")
    MADE: ClassVar[Act] = acts.DISPUTE_OPENED
    CORRECTED: ClassVar[Act] = acts.DISPUTE_CORRECTED
    WITHDRAWN: ClassVar[Act] = acts.DISPUTE_WITHDRAWN

    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    amount_units = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    cause = models.TextField(blank=True)  # an imported one may be long
    owner = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    comment = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answer_amount_units = models.BigIntegerField(null=True)
    answer_note = models.TextField(max_length=LONGEST_COMMENT, blank=True)

    @property
    def on(self) -> date:
        return self.closed_on or self.opened_on

    @property
    def facts(self) -> dict[str, Any]:
        said = self.said
        sum_of = {} if said.amount is None else {"amount": str(said.amount), "currency": said.currency}
        answered = {"answer": said.answer, "answer_note": said.answer_note} if said.answered_on else {}
        return {"what": said.cause, **sum_of, "outcome": said.outcome, "text": said.comment, **answered}


class DisputeFile(Record):
    """A file kept with a dispute: what it is called, by what its content is known. One that `removes` another says that
    it is no longer shown; both stay."""

    dispute = models.CharField(max_length=200, db_index=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removes = models.OneToOneField("self", models.PROTECT, null=True, related_name="removed_by")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.name


class Cause(models.Model):
    """A cause of disputes as the company orders them: `code` is what disputes hold, and stays; `label` is what people
    read, `parent` the cause it is a part of. One that is retired is not offered any more. `version` grows by one at
    each change."""

    code = models.TextField(unique=True)
    label = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    retired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["label"]

    def __str__(self) -> str:
        return self.label
