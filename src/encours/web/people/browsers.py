"""Browsers in which someone has signed in before: who guesses from elsewhere does not make their owner wait."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.core import signing
from django.http import HttpRequest, HttpResponse

from encours.web.workflow.people.models import Person

COOKIE = "browser"
LASTS = 180 * 24 * 3600  # seconds
SALT = "encours.browser"


def remember(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Note in the browser that this person was known in it. It opens nothing: it has a count of wrong passwords of its
    own, which others do not use up."""
    number = known(request, person.email) or secrets.token_hex(8)
    response.set_cookie(
        COOKIE,
        signing.dumps([_whose(person.email), number], salt=SALT),
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def known(request: HttpRequest, account: str) -> str:
    """The number of this browser, if the person of that address was known in it; empty otherwise."""
    try:
        whose, number = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return ""
    return str(number) if whose == _whose(account) else ""


def _whose(account: str) -> str:
    """The address, told to nobody who reads the cookie."""
    return sha256(account.lower().encode()).hexdigest()[:16]
