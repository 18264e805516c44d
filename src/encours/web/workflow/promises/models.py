"""Promises as people wrote them, each version a record of its own."""

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
    """What a customer promised. `item` is empty for the whole account; `amount` is in major units. From the day it is
    cancelled, if it is, it no longer stands. `plan` is the key of the plan it is an instalment of, if it is of one;
    `grace_days` is None for the usual ones."""

    entity: str
    customer: str
    amount: Decimal
    due_on: date
    made_on: date
    currency: str
    item: str = ""
    collector: str = ""
    cancelled_on: date | None = None
    channel: str = ""
    promised_by: str = ""
    comment: str = ""
    grace_days: int | None = None
    plan: str = ""


class Promise(BookRecord):
    """What a customer promised to pay, on an item or on the whole account, and by when. Whether it was kept is never
    written: receipts tell it."""

    TABLE: ClassVar[str] = "promises"
    NAME: ClassVar[str] = "promise"
    SAID: ClassVar[Any] = Said
    MONEY: ClassVar[tuple[str, ...]] = ("amount",)
    MADE: ClassVar[Act] = acts.PROMISE_MADE
    CORRECTED: ClassVar[Act] = acts.PROMISE_CORRECTED
    WITHDRAWN: ClassVar[Act] = acts.PROMISE_WITHDRAWN

    made_on = models.DateField()
    due_on = models.DateField()
    amount_units = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    collector = models.CharField(max_length=200, blank=True)
    cancelled_on = models.DateField(null=True)
    channel = models.CharField(max_length=20, blank=True)
    promised_by = models.CharField(max_length=200, blank=True)
    comment = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    grace_days = models.PositiveSmallIntegerField(null=True)
    plan = models.TextField(blank=True, db_index=True)  # an imported one may be long

    @property
    def on(self) -> date:
        return self.cancelled_on or self.made_on

    @property
    def told_with(self) -> str:
        return self.plan

    @property
    def facts(self) -> dict[str, Any]:
        said = self.said
        sum_of = {"amount": str(said.amount), "currency": said.currency}
        return {**sum_of, "for_day": said.due_on.isoformat(), "text": said.comment}
