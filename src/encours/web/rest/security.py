"""How a call says who makes it: a key in its Authorization header, or the session of a browser."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from encours.web.rest.caller import Caller
from encours.web.workflow import acts
from encours.web.workflow.keys import keys
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.models import Kind
from encours.web.workflow.trail.record import record


class TooMany(Exception):
    """A key asked more than its share of this minute."""


class Key(HttpBearer):
    """`Authorization: Bearer enc_…`. The call is its person's: in the audit trail too."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        key = keys.found(token)
        if key is None:
            return None
        request.via = key.prefix
        if not key.alive(timezone.localdate()):
            record(request, acts.KEY_NO_LONGER_VALID, str(key), kind=Kind.DENIED, person=key.person)
            return None
        request.user = key.person
        if not keys.counted(key):
            raise TooMany
        return Caller(key.person, key)


class Session(SessionAuth):
    """A signed-in browser: what writes needs its CSRF token. A call that brings a key, or nothing at all, is no
    browser: that token is not what it lacks."""

    def __call__(self, request: HttpRequest) -> Any:
        return (
            super().__call__(request) if isinstance(request.user, Person) and not is_keyed(request) else None
        )

    def authenticate(self, request: HttpRequest, key: Any) -> Caller | None:
        return Caller(request.user) if isinstance(request.user, Person) else None


def is_keyed(request: HttpRequest) -> bool:
    """Whether the call brings a key, valid or not."""
    return request.headers.get("Authorization", "").lower().startswith("bearer")
