"""A request named by its program is done once, however often it is sent: it may not have heard the answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from encours.errors import UsageError
from encours.i18n import _
from encours.web.workflow.keys.models import Answered
from encours.web.workflow.people.models import Person

KEPT = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request was answered."""

    status: int
    content: str


def once(person: Person, key: str, operation: str, body: bytes, do: Callable[[], Reply]) -> Reply:
    """What doing it answers; the answer kept, when this person's request of that name was done already.

    Of two at once the second waits for the first. UsageError when the name was given to another request. What is
    refused (an exception) does nothing and is not kept: it may be asked again.
    """
    fingerprint = hashlib.sha256(body).hexdigest()
    kept = _kept(person, key)
    if kept is None:
        try:
            with transaction.atomic():
                named = {"person": person, "key": key, "operation": operation, "fingerprint": fingerprint}
                claim = Answered.objects.create(**named)  # first of all: who comes second waits here
                reply = do()
                claim.status, claim.content = reply.status, reply.content
                claim.save(update_fields=["status", "content"])
            return reply
        except IntegrityError:
            kept = _kept(person, key)
            if kept is None:
                raise
    if (kept.operation, kept.fingerprint) != (operation, fingerprint):
        raise UsageError(_("This Idempotency-Key was given to another request: give each its own."))
    return Reply(kept.status, kept.content)


def forget_old() -> int:
    """Remove the answers kept longer than anyone asks again; how many."""
    return Answered.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _kept(person: Person, key: str) -> Answered | None:
    return Answered.objects.filter(person=person, key=key).first()
