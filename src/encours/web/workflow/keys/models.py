"""Keys by which programs ask in the name of a person, and what they were answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.i18n import mark
from encours.web.access.roles import Right


class Scope(models.TextChoices):
    """One part of the interface a key may open."""

    FIGURES = "figures"
    ROWS = "rows"
    CUSTOMERS = "customers"
    PROMISES = "promises"
    DISPUTES = "disputes"
    ACTIONS = "actions"
    HOLDS = "holds"
    CONTACTS = "contacts"
    ALERTS = "alerts"
    IMPORTS = "imports"


LABELS = {
    Scope.FIGURES: mark("Figures"),
    Scope.ROWS: mark("Rows and items"),
    Scope.CUSTOMERS: mark("Customers"),
    Scope.PROMISES: mark("Promises"),
    Scope.DISPUTES: mark("Disputes"),
    Scope.ACTIONS: mark("Actions"),
    Scope.HOLDS: mark("Holds"),
    Scope.CONTACTS: mark("Contacts"),
    Scope.ALERTS: mark("Alerts"),
    Scope.IMPORTS: mark("Imports"),
}


@dataclass(frozen=True, slots=True)
class Needs:
    """What the person behind the key must have the right to do besides; `write` is None where there is nothing to."""

    read: Right
    write: Right | None = None


NEEDED: dict[str, Needs] = {
    Scope.FIGURES: Needs(Right.SEE),
    Scope.ROWS: Needs(Right.EXPORT),
    Scope.CUSTOMERS: Needs(Right.EXPORT),
    Scope.PROMISES: Needs(Right.EXPORT, Right.RECORD),
    Scope.DISPUTES: Needs(Right.EXPORT, Right.RECORD),
    Scope.ACTIONS: Needs(Right.EXPORT, Right.RECORD),
    Scope.HOLDS: Needs(Right.EXPORT, Right.RECORD),
    Scope.CONTACTS: Needs(Right.EXPORT, Right.RECORD),
    Scope.ALERTS: Needs(Right.EXPORT, Right.OWN),
    Scope.IMPORTS: Needs(Right.SEE_IMPORTS, Right.IMPORT),
}


class ApiKey(models.Model):
    """A key of a person. `entities` and `portfolios` narrow that person's perimeter further: None leaves it as it is.

    The secret itself is nowhere: `prefix` finds the key, `hash` recognises it.
    """

    name = models.CharField(max_length=100)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="keys")
    prefix = models.CharField(max_length=20, unique=True)
    hash = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    entities = models.JSONField(null=True, blank=True, default=None)
    portfolios = models.JSONField(null=True, blank=True, default=None)
    made_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    minute = models.BigIntegerField(default=0)
    calls = models.IntegerField(default=0)

    salesperson = ""  # a perimeter has one: that of a key adds none

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]

    def __str__(self) -> str:
        return self.name

    def alive(self, today: date) -> bool:
        """Valid to the end of its last day, while its person is active and has the right to make keys."""
        return self.revoked_at is None and today <= self.expires_on and self.person.may(Right.KEYS)

    def opens(self, scope: str) -> bool:
        return scope in self.scopes


class Answered(models.Model):
    """What a person's program was answered to a request it gave a name (`Idempotency-Key`): asked again under that
    name, it is answered the same and nothing is done.

    `operation` is the method and the path, `fingerprint` recognises what was sent.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    operation = models.TextField()
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content = models.TextField(default="")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "key"], name="answered_once")
        ]

    def __str__(self) -> str:
        return self.key
