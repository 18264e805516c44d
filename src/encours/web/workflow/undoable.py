"""What people make for themselves and may share: changed by its owner alone, put back for a month once deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from encours.i18n import _
from encours.web.workflow.acts import Act
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record

KEPT = timedelta(days=30)
EVERYONE = "*"
Made = TypeVar("Made", bound="Undoable")


class Undoable(models.Model):
    """`roles` are those it is shared with, or `EVERYONE`. `version` grows by one at each change: who changes an older
    one is told. `deleted_at` is None while it stands.

    `TOLD` are the columns the trail shows; what stands `WITH_OWNER` is shared no longer once its owner has left.
    """

    TOLD: ClassVar[tuple[str, ...]]
    DELETED: ClassVar[Act]
    PUT_BACK: ClassVar[Act]
    WITH_OWNER: ClassVar[bool] = True

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def open_to(self, person: Person) -> bool:
        """Whether it is theirs, or shared with their role."""
        if self.deleted_at is not None:
            return False
        shared = EVERYONE in self.roles or person.role in self.roles
        return self.owner_id == person.pk or (shared and (self.owner.is_active or not self.WITH_OWNER))

    @property
    def called(self) -> str:
        """What people call it."""
        return str(self)

    def told(self) -> dict[str, Any]:
        """As the trail keeps it."""
        return {name: getattr(self, name) for name in self.TOLD}


def standing(model: type[Made], person: Person) -> QuerySet[Made]:
    """Theirs, without those they deleted."""
    return model.objects.filter(owner=person, deleted_at=None)


def open_to(model: type[Made], person: Person) -> list[Made]:
    """Theirs and those shared with their role, in the order of the model."""
    rows = model.objects.filter(Q(owner_id=person.pk) | ~Q(roles=[]), deleted_at=None).select_related("owner")
    return [one for one in rows if one.open_to(person)]


def opened(model: type[Made], person: Person, number: int) -> Made:
    """One they may open; there is none otherwise."""
    one: Made = get_object_or_404(model.objects.select_related("owner"), pk=number)
    if not one.open_to(person):
        raise Http404
    return one


def own(model: type[Made], person: Person, number: int) -> Made:
    """One of theirs; there is none for anyone else."""
    return get_object_or_404(standing(model, person), pk=number)


def restorable(model: type[Made], person: Person) -> QuerySet[Made]:
    """Those they deleted within the month, the last first."""
    since = timezone.now() - KEPT
    return model.objects.filter(owner=person, deleted_at__gte=since).order_by("-deleted_at")


def change(one: Undoable, version: int, **values: Any) -> bool:
    """Write over the version one was made from; False, and nothing written, when that is not the newest."""
    rows = type(one).objects.filter(pk=one.pk, version=version, deleted_at=None)
    written = rows.update(**values, version=F("version") + 1, changed_at=timezone.now())
    one.refresh_from_db()
    return bool(written)


def amend(request: HttpRequest, what: Act, one: Undoable, version: int, **values: Any) -> bool:
    """The same, and the trail is told what it was and what it has become."""
    before = one.told()
    with transaction.atomic():
        if written := change(one, version, **values):
            record(request, what, str(one), before, one.told())
    return written


def delete(request: HttpRequest, model: type[Made], person: Person, number: int) -> Made:
    """Out of the lists of all; its owner can put it back for a month."""
    one = own(model, person, number)
    with transaction.atomic():
        model.objects.filter(pk=one.pk).update(deleted_at=timezone.now())
        record(request, one.DELETED, str(one), before=one.told())
    return one


def put_back(request: HttpRequest, model: type[Made], person: Person, number: int) -> Made:
    """In the lists again, shared as it was."""
    one: Made = get_object_or_404(restorable(model, person), pk=number)
    with transaction.atomic():
        model.objects.filter(pk=one.pk).update(deleted_at=None)
        record(request, one.PUT_BACK, str(one), after=one.told())
    return one


def conflict() -> str:
    """What is said to who changes a version that is not the newest."""
    return _(
        "This was changed in another window since you opened it. Nothing you typed is lost: check it against the "
        "newest version, then save again."
    )


def sweep() -> int:
    """Remove for good what was deleted over a month ago, of every model; how many rows."""
    before = timezone.now() - KEPT
    kinds = [model for model in apps.get_models() if issubclass(model, Undoable)]
    return sum(kind.objects.filter(deleted_at__lt=before).delete()[0] for kind in kinds)
