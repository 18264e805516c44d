"""The records of the trail, each holding the hash of the one before."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from encours.i18n import mark
from encours.web.workflow.trail.append_only import Record

PART = "part: "  # what the subject of a part of a page begins with


class Kind(models.TextChoices):
    """What a record tells of."""

    SEEN = "seen"
    DONE = "done"
    DENIED = "denied"
    EXPORTED = "exported"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"


LABELS = {
    Kind.SEEN: mark("Seen"),
    Kind.DONE: mark("Carried out"),
    Kind.DENIED: mark("Refused"),
    Kind.EXPORTED: mark("Taken away"),
    Kind.SIGNED_IN: mark("Signed in"),
    Kind.SIGNED_OUT: mark("Signed out"),
    Kind.SIGN_IN_FAILED: mark("Sign-in failed"),
}


class Event(Record):
    """One record. It keeps the address of the person besides the account, and outlives it.

    `before` and `after` are JSON texts: as text they are hashed to the letter, on any database.
    `via` is the beginning of the API key used, empty for a session.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    email = models.CharField(max_length=254, blank=True, db_index=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    what = models.CharField(max_length=200)
    path = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    ip = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=150, blank=True)
    via = models.CharField(max_length=20, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.what}"

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Each field told before or after, with its two values."""
        before, after = _fields(self.before), _fields(self.after)
        return {name: (before.get(name), after.get(name)) for name in {**before, **after}}


def _fields(text: str) -> dict[str, Any]:
    held = json.loads(text) if text else {}
    return held if isinstance(held, dict) else {"": held}


class Head(models.Model):
    """The one row that says where the trail ends: whoever adds a record holds it, so that the chain never forks."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
