"""What a person is told of damaged files of the book: which, and what to do, speaks of the whole."""

from __future__ import annotations

from encours.book.damage import noted
from encours.book.home import Home
from encours.errors import Damaged
from encours.i18n import _, mark
from encours.web import place
from encours.web.access.perimeter import whole
from encours.web.access.roles import Role
from encours.web.workflow.people.models import Person

ELSEWHERE = mark("A file of the book is damaged: tell an administrator.")


def damage_for(person: Person) -> list[str]:
    """The sentences of the last check for who sees the whole; that there are some for anybody else."""
    found = [fault.sentence for fault in noted(Home(place.home()))]
    if found and not whole(person):
        return [_(ELSEWHERE)]
    return found


def damage_told(user: object, error: Damaged) -> str:
    """A damaged file met on the way, as who asked is told of it."""
    return str(error) if isinstance(user, Person) and whole(user) else _(ELSEWHERE)


def mends(person: Person) -> bool:
    """Whether they are told of it on the page they open on: they run this server, and see the whole."""
    return person.role == Role.ADMINISTRATOR and whole(person)
