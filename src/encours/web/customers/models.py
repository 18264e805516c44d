"""What people note about a customer: added and read, never changed."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

LONGEST = 4_000


class Unchangeable(TypeError):
    """Someone programmed a change of what was noted."""

    def __init__(self) -> None:
        super().__init__("notes are only ever added: a correction is a note of its own")


class Notes(models.QuerySet):
    """Notes that are added and read. The database refuses the rest too: see the migration."""

    def update(self, **_values: Any) -> NoReturn:
        raise Unchangeable

    def delete(self) -> NoReturn:
        raise Unchangeable

    def bulk_update(self, *_objects: Any, **_more: Any) -> NoReturn:
        raise Unchangeable


class Note(models.Model):
    """One note on the time line of a customer account. `corrects` is the note it replaces, which stays as written.

    The account is known by its codes, which outlive any version of the book.
    """

    entity = models.TextField()
    customer = models.TextField()
    text = models.TextField(max_length=LONGEST)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    objects = Notes.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["entity", "customer", "-at"], name="notes_of_a_customer")
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *arguments: Any, **more: Any) -> None:
        if not self._state.adding:
            raise Unchangeable
        super().save(*arguments, **{**more, "force_insert": True})

    def delete(self, *_arguments: Any, **_more: Any) -> NoReturn:
        raise Unchangeable
