"""Disputes as people wrote them, each version a record of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models

from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.records import BookRecord

LONGEST_COMMENT = 1_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer contests. `item` is empty for the whole account, `amount` is None for all that is open; it is in
    major units. From the day it is closed, if it is, it no longer weighs: opened again, it has no such day."""

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


class Dispute(BookRecord):
    """What a customer contests, of an item or of the whole account, why, who must answer and by when, how it ended."""

    TABLE: ClassVar[str] = "disputes"
    NAME: ClassVar[str] = "dispute"
    SAID: ClassVar[Any] = Said
    MONEY: ClassVar[tuple[str, ...]] = ("amount",)
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

    @property
    def on(self) -> date:
        return self.closed_on or self.opened_on

    @property
    def facts(self) -> dict[str, Any]:
        said = self.said
        sum_of = {} if said.amount is None else {"amount": str(said.amount), "currency": said.currency}
        return {"what": said.cause, **sum_of, "outcome": said.outcome, "text": said.comment}
