"""What people record in a table of the book: with who and when, corrected and withdrawn by other records only."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from encours.i18n import _
from encours.web.workflow.trail.append_only import Record

Version = TypeVar("Version", bound="BookRecord")


def new_key() -> str:
    """A key that no ledger has."""
    return f"web-{uuid.uuid4().hex}"


class BookRecord(Record):
    """One version of a row of `TABLE`, a table of the book.

    `key` is the row's key: that of an imported row when it corrects one, which it then hides. `replaces` is the version
    before, which stays as it was written; of two who correct the same at once the database refuses the second.
    A version `withdrawn` says that there is no such row. `revision` orders versions as they are seen: it is given by
    the act that writes them.
    """

    TABLE: ClassVar[str]

    key = models.CharField(max_length=200)
    entity = models.TextField()
    customer = models.TextField()
    item = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveBigIntegerField(db_index=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["revision", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(replaces=None), name="%(class)s_first_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["entity", "customer"])]

    def row(self) -> dict[str, Any]:
        """Its columns in the table of the book: money in units, what is unsaid as None."""
        raise NotImplementedError


class Changed(Exception):
    """Someone wrote another version meanwhile: nothing is overwritten. `by` is who, None when nobody is known."""

    def __init__(self, latest: BookRecord | None) -> None:
        super().__init__("another version was written meanwhile")
        self.latest = latest

    def __str__(self) -> str:
        by = self.latest.person if self.latest else None
        if self.latest is None or by is None:
            return _("This was changed meanwhile: look at it again.")
        at = timezone.localtime(self.latest.written_at)
        return _("{0} changed this on {1} at {2}: look at it again.").format(
            by, at.strftime("%d/%m/%Y"), at.strftime("%H:%M")
        )


def current(model: type[Version], key: str) -> Version | None:
    """The last version of a row; None when nobody wrote one."""
    found: Version | None = model.objects.filter(key=key).order_by("-revision", "-pk").first()
    return found


def add_version(model: type[Version], revision: int, key: str, seen: int, **values: Any) -> Version:
    """A version of a row after the one its author saw (`seen` is its number, 0 when nobody had written any).

    To be called within the act that gives `revision`: acts on one table follow one another, so none comes between.
    Raises Changed when the last one is another.
    """
    last = current(model, key)
    if (last.pk if last else 0) != seen:
        raise Changed(last)
    written: Version = model.objects.create(key=key, replaces=last, revision=revision, **values)
    return written
