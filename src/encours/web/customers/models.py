"""What people note about a customer: added and read, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.web.workflow.trail.append_only import Record

LONGEST = 4_000


class Note(Record):
    """One note on the time line of a customer account. `corrects` is the note it replaces, which stays as written.

    The account is known by its codes, which outlive any version of the book.
    """

    entity = models.TextField()
    customer = models.TextField()
    text = models.TextField(max_length=LONGEST)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["entity", "customer", "-at"], name="notes_of_a_customer")
        ]

    def __str__(self) -> str:
        return self.text
