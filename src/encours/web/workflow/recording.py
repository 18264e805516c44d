"""Recording something in a table of the book, correcting it, taking it back: each an act, whole or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from encours.web.workflow.act import Happened, act
from encours.web.workflow.acts import Act
from encours.web.workflow.people.models import Person
from encours.web.workflow.records import Version, add_version, new_key


def make(
    request: HttpRequest | None, person: Person, model: type[Version], said: Any, key: str = ""
) -> Version:
    """A new row, which must be without faults. Raises Changed when there is one of that key."""
    return write(request, model.MADE, person, model, said, key or new_key(), 0)


def correct(
    request: HttpRequest | None,
    person: Person,
    model: type[Version],
    key: str,
    seen: int,
    said: Any,
    before: Any,
) -> Version:
    """The row as it should have been written; `before` is what it said. Raises Changed when another version came."""
    return write(request, model.CORRECTED, person, model, said, key, seen, before)


def withdraw(
    request: HttpRequest | None, person: Person, model: type[Version], key: str, seen: int, said: Any
) -> Version:
    """It was never so: the row leaves every figure, of any day. What had been known then still is what was known then.
    Raises Changed when another version came."""
    return write(request, model.WITHDRAWN, person, model, said, key, seen, said, withdrawn=True)


def write(
    request: HttpRequest | None,
    what: Act,
    person: Person,
    model: type[Version],
    said: Any,
    key: str,
    seen: int,
    before: Any = None,
    *,
    withdrawn: bool = False,
    on: date | None = None,
) -> Version:
    """A version of a row by an act, told in the trail and on the time line: on the day that it says itself, unless
    another is said."""
    with act(request, what, person, table=model.TABLE) as doing:
        values = model.columns(said)
        written = add_version(model, doing.revision, key, seen, person=person, withdrawn=withdrawn, **values)
        doing.subject = f"{key} · {written.entity} {written.customer}"
        doing.before = model.told(before) if before is not None else None
        doing.after = {**model.told(said), "withdrawn": withdrawn}
        day = timezone.localdate() if withdrawn else on or written.on
        about = (written.entity, written.customer, day, model.NAME, key, written.item)
        doing.happened.append(Happened(*about, {**written.facts, "version": written.pk}))
    return written
