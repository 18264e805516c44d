"""One-time links: drawn, opened, used up."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from encours.web.workflow.people.models import OneTimeLink, Person

FIRST_LASTS = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=3)


def draw(person: Person | None, lasting: timedelta) -> str:
    """The token of a new link; those drawn before for the same person open nothing any more."""
    OneTimeLink.objects.filter(person=person).delete()
    token = secrets.token_hex(24)
    OneTimeLink.objects.create(digest=_digest(token), person=person, expires_at=timezone.now() + lasting)
    return token


def opened(token: str) -> OneTimeLink | None:
    """The link of a token while it lasts."""
    found = OneTimeLink.objects.select_related("person").filter(digest=_digest(token))
    return found.filter(expires_at__gt=timezone.now()).first()


def use(link: OneTimeLink) -> bool:
    """Used up; False when someone else was quicker."""
    gone, _by_model = OneTimeLink.objects.filter(pk=link.pk).delete()
    return gone == 1


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
