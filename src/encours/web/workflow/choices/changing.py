"""How a choice is changed: written, remembered, recorded, and everything computed from it told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from encours.web.workflow import acts
from encours.web.workflow.choices.models import Change, Preference, Revision
from encours.web.workflow.choices.revisions import changed, read_again
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record


@contextmanager
def alone() -> Iterator[None]:
    """One person at a time: what a choice is made from is read after the one before is written."""
    with transaction.atomic():
        Revision.objects.get_or_create(name="preferences")
        Revision.objects.select_for_update().get(name="preferences")
        read_again()
        yield


def choose(request: HttpRequest, person: Person, name: str, value: Any) -> bool:
    """Whether the choice is another one now. A value of None goes back to what stands before anyone chooses."""
    with transaction.atomic():
        held = Preference.objects.filter(name=name).first()
        before = held.value if held else None
        if before == value:
            return False
        if value is None:
            Preference.objects.filter(name=name).delete()
        else:
            Preference.objects.update_or_create(name=name, defaults={"value": value})
        Change.objects.create(name=name, before=before, after=value, person=person)
        changed("preferences")
        record(request, acts.PREFERENCE_CHANGED, subject=name, before=before, after=value)
    return True
