"""Where a person is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from encours.i18n import _
from encours.web.workflow.people.models import Person

BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser where someone is signed in; `here` is the one that asks."""

    pk: int
    since: datetime
    ip: str
    browser: str
    here: bool


def sessions(request: HttpRequest, person: Person) -> list[Session]:
    """The newest first."""
    here = request.session.session_key
    open_ones = UserSession.objects.purge_and_list(person)
    found = [
        Session(one.pk, one.created_at, one.ip, browser(one.user_agent), one.session_key == here)
        for one in open_ones
    ]
    return sorted(found, key=lambda one: one.since, reverse=True)


def end(person: Person, pk: int) -> bool:
    """One of them; False when it is none of this person's."""
    found = UserSession.objects.filter(user_id=person.pk, pk=pk).first()
    if found is None:
        return False
    found.end()
    return True


def end_all(person: Person, but: str | None = None) -> int:
    """All of them, except the one of that key; how many."""
    ended = list(UserSession.objects.filter(user_id=person.pk).exclude(session_key=but or ""))
    for one in ended:
        one.end()
    return len(ended)


def browser(agent: str) -> str:
    """In words.

    >>> browser("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Linux'
    """
    name = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return ", ".join(filter(None, (name, system))) or _("Unknown browser")
