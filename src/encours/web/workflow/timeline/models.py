"""What happened with a customer because of people: added and read, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.web.workflow.trail.append_only import Record


class Happening(Record):
    """One event of a time line. `day` is the day it speaks of, `at` the moment it was written.

    `act` holds the words of an act of `workflow.acts`, `kind` what the act is about (`promise`, `note`…), `key` which
    one. `facts` are what is told of it, as JSON holds it: `amount` and `currency`, `for_day`, `text`, and the number of
    the `version` that was written.
    The account is known by its codes, which outlive any version of the book.
    """

    entity = models.TextField()
    customer = models.TextField()
    item = models.TextField(blank=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200, blank=True)
    act = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-day", "-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["entity", "customer", "-day"], name="timeline_of_a_customer")
        ]

    def __str__(self) -> str:
        return self.act
