"""Who calls, by which key, and the part of the book open to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from encours.api import OpenBook
from encours.errors import UsageError
from encours.i18n import _
from encours.web.access.perimeter import conditions
from encours.web.visit import connections
from encours.web.workflow.choices.chosen import usual
from encours.web.workflow.keys.models import NEEDED, ApiKey
from encours.web.workflow.own_indicators.own import indicators_of
from encours.web.workflow.people.models import Person

ROOT = "/api/v1/"
UNDER = {"plans": "promises"}  # paths that another scope opens


@dataclass(frozen=True, slots=True)
class Limits:
    """A perimeter: None is everything, an empty list nothing."""

    entities: list[str] | None
    portfolios: list[str] | None
    salesperson: str


@dataclass(frozen=True, slots=True)
class Caller:
    """A person, and the key they call by: None in a session."""

    person: Person
    key: ApiKey | None = None

    def may(self, scope: str, *, write: bool = False) -> bool:
        """What the role gives and the key lets through."""
        right = NEEDED[scope].write if write else NEEDED[scope].read
        open_to_key = self.key is None or self.key.opens(scope)
        return right is not None and open_to_key and self.person.may(right)

    @property
    def conditions(self) -> list[str]:
        """The perimeter of the person, and that of the key within it."""
        return [*conditions(self.person), *(conditions(self.key) if self.key else [])]

    @property
    def limits(self) -> Limits:
        """What is open to both the person and the key, at once."""
        person, key = self.person, self.key
        return Limits(
            _both(person.entities, key.entities if key else None),
            _both(person.portfolios, key.portfolios if key else None),
            person.salesperson,
        )

    def book(self, known: str = "") -> OpenBook:
        """The book, newest or as known then, confined to what this caller may see; its figures as the company chose."""
        whole = connections.book(known).choosing(usual())
        return whole.using(indicators_of(self.person)).within(self.conditions)


def enter(request: HttpRequest, scope: str, asked: Any = None, *, write: bool = False) -> Caller:
    """The first line of each operation: PermissionDenied without the right, UsageError for a parameter that is none
    of its own."""
    caller: Caller = request.auth
    if not caller.may(scope, write=write):
        raise PermissionDenied
    refuse_unknown(request, type(asked).model_fields if asked is not None else ())
    return caller


def may_write(request: HttpRequest) -> bool:
    """Whether who calls has the right that writing there needs: bodies are read before operations begin."""
    caller = getattr(request, "auth", None)
    path = request.path.removeprefix(ROOT).partition("/")[0]
    scope = UNDER.get(path, path)
    if request.method != "POST" or not isinstance(caller, Caller):
        return True
    return scope not in NEEDED or NEEDED[scope].write is None or caller.may(scope, write=True)


def refuse_unknown(request: HttpRequest, known: Iterable[str] = ()) -> None:
    """UsageError for a parameter that does not exist (ignored, a misspelt filter would give the figure of another
    question) or that no text can be."""
    names = sorted(known)
    for name, values in request.GET.lists():
        if name not in names:
            raise UsageError(_("There is no parameter {0}. Known: {1}").format(name, ", ".join(names)))
        refuse_unwritable(*values)


def refuse_unwritable(*texts: str) -> None:
    """Characters that are in no code, name or date: the database would not take them either."""
    for text in texts:
        if "\0" in text or not _is_text(text):
            raise UsageError(_("A parameter holds a character that no text has."))


def _both(one: list[str] | None, other: list[str] | None) -> list[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return [value for value in one if value in other]


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
