"""Promises as people wrote them, each version a record of its own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from encours.web.workflow.records import BookRecord

LONGEST_COMMENT = 1_000


class Promise(BookRecord):
    """What a customer promised to pay, on an item or on the whole account, and by when. Whether it was kept is never
    written: receipts tell it."""

    TABLE: ClassVar[str] = "promises"

    made_on = models.DateField()
    due_on = models.DateField()
    amount_units = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    collector = models.CharField(max_length=200, blank=True)
    cancelled_on = models.DateField(null=True)
    channel = models.CharField(max_length=20, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    comment = models.TextField(max_length=LONGEST_COMMENT, blank=True)

    def __str__(self) -> str:
        return self.key

    def row(self) -> dict[str, Any]:
        said = {name: getattr(self, name) for name in ("channel", "contact", "comment")}
        return {
            "promise": self.key,
            "entity": self.entity,
            "customer": self.customer,
            "item": self.item or None,
            "made_on": self.made_on,
            "due_on": self.due_on,
            "amount": self.amount_units,
            "currency": self.currency,
            "collector": self.collector or None,
            "cancelled_on": self.cancelled_on,
            "custom": {name: text for name, text in said.items() if text},
        }
