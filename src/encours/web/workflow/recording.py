"""Recording something in a table of the book, correcting it, taking it back: each an act, whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from encours.web.workflow.act import Doing, Happened, act
from encours.web.workflow.acts import Act
from encours.web.workflow.people.models import Person
from encours.web.workflow.records import Changed, Version, add_version, new_key


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


def make_many(
    request: HttpRequest | None, person: Person, model: type[Version], said: Mapping[str, Any]
) -> list[Version]:
    """New rows by their keys, all of them or none, in one act. Raises Changed when there is one of a key."""
    with act(request, model.MADE, person, table=model.TABLE) as doing:
        doing.subject = _several(said)
        written = [_add(doing, person, model, key, 0, one) for key, one in said.items()]
        doing.after = {key: model.told(one) for key, one in said.items()}
    return written


def withdraw_many(
    request: HttpRequest | None, person: Person, model: type[Version], keys: Sequence[str]
) -> int:
    """Of these keys, the rows this person made and nobody touched since were never so: how many. Raises Changed when
    another version of one came."""
    with act(request, model.WITHDRAWN, person, table=model.TABLE) as doing:
        held = list(model.objects.filter(key__in=keys).order_by("pk"))
        first = {one.key: one for one in held if one.person_id == person.pk and one.replaces_id is None}
        latest = {one.key: one for one in held}
        for key, one in first.items():
            if latest[key].pk != one.pk:
                raise Changed(latest[key])
        doing.subject = _several(first)
        doing.before = {key: model.told(one.said) for key, one in first.items()}
        for key, one in first.items():
            _add(doing, person, model, key, one.pk, one.said, withdrawn=True)
    return len(first)


def _several(keys: Collection[str]) -> str:
    """Records in one line of the trail: how many, and the first of them."""
    return f"{len(keys)} · {next(iter(keys), '')}"


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
        written = _add(doing, person, model, key, seen, said, withdrawn=withdrawn, on=on)
        doing.subject = f"{key} · {written.entity} {written.customer}"
        doing.before = model.told(before) if before is not None else None
        doing.after = {**model.told(said), "withdrawn": withdrawn}
    return written


def _add(
    doing: Doing,
    person: Person,
    model: type[Version],
    key: str,
    seen: int,
    said: Any,
    *,
    withdrawn: bool = False,
    on: date | None = None,
) -> Version:
    """A version of a row within an act, and its event on the time line."""
    values = model.columns(said)
    written = add_version(model, doing.revision, key, seen, person=person, withdrawn=withdrawn, **values)
    day = timezone.localdate() if withdrawn else on or written.on
    about = (written.entity, written.customer, day, model.NAME, key, written.item)
    doing.happened.append(Happened(*about, {**written.facts, "version": written.pk}))
    return written
