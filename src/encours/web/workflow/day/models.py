"""Steps of the day, each a row that is only ever added; customers worked on at this moment; minutes of a day."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.web.workflow.trail.append_only import Record


class Kind(models.TextChoices):
    """What was decided about a customer: dealt with today, put off until a day, given to someone, on the list again."""

    DONE = "done"
    PUT_OFF = "put_off"
    GIVEN = "given"
    BACK = "back"


class Step(Record):
    """`day` is the one it was decided on; `until` the day a customer put off comes back, `to` who it was given to.
    `action`, `minutes`, `gain_units` and `currency` are those the list proposed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entity = models.TextField()
    customer = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField()
    until = models.DateField(null=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=20, blank=True)
    minutes = models.PositiveIntegerField(default=0)
    gain_units = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["day"]),
            models.Index(fields=["until"]),
            models.Index(fields=["entity", "customer"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entity} {self.customer}"

    @property
    def account(self) -> tuple[str, str]:
        return self.entity, self.customer


class Lease(models.Model):
    """A customer somebody works on, until a moment: one at a time, which the database itself sees to."""

    entity = models.TextField()
    customer = models.TextField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entity", "customer"], name="worked_on_by_one")
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.customer}"


class Capacity(models.Model):
    """The minutes a person has for this work on a day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "day"], name="one_capacity_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.minutes}"
