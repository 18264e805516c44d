"""One way to do: what is done, its place in the trail, on the time line and in the figures, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from encours.web.workflow.acts import Act
from encours.web.workflow.choices.revisions import changed
from encours.web.workflow.people.models import Person
from encours.web.workflow.timeline.models import Happening
from encours.web.workflow.trail.record import record


@dataclass(frozen=True, slots=True)
class Happened:
    """What a time line is told: the `day` it speaks of, `kind` and `key` of what it is about, `facts` as in JSON."""

    entity: str
    customer: str
    day: date
    kind: str
    key: str = ""
    item: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Doing:
    """An act under way. `revision` is that of the table it writes; the block sets what the trail and the time line are
    told of what it did."""

    revision: int = 0
    subject: str = ""
    before: Any = None
    after: Any = None
    happened: list[Happened] = field(default_factory=list)


@contextmanager
def act(
    request: HttpRequest | None, what: Act, person: Person | None = None, *, table: str = ""
) -> Iterator[Doing]:
    """Do something and tell it: `with act(request, acts.PROMISE_MADE, person, table="promises") as doing:`.

    `table` is the table of the book that figures read it in: whoever asks one that does sees it from the moment the
    transaction ends, in every process. Acts on one table follow one another. An exception undoes the whole.
    """
    with transaction.atomic():
        doing = Doing(changed(table) if table else 0)
        yield doing
        for event in doing.happened:
            _tell(what, person, event)
        record(request, what, doing.subject, doing.before, doing.after, person=person)


def _tell(what: Act, person: Person | None, event: Happened) -> None:
    Happening.objects.create(
        act=what.words,
        person=person,
        entity=event.entity,
        customer=event.customer,
        item=event.item,
        kind=event.kind,
        key=event.key,
        facts=event.facts,
        day=event.day,
    )
