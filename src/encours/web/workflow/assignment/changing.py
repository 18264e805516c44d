"""How the assignment is changed: kept as it was, changed, told to the open books, recorded; and put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from encours.web.access.perimeter import whole
from encours.web.access.roles import Right
from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.assignment.models import Exemption, Portfolio, Rule, Version
from encours.web.workflow.choices.revisions import changed
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record

KEPT = 50  # versions that can be put back
PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "portfolios": (Portfolio, ("code", "name", "collector")),
    "rules": (Rule, ("position", "conditions", "portfolio", "collector")),
    "exemptions": (Exemption, ("entity", "customer", "portfolio", "collector", "why", "until", "person_id")),
}


def may_change(person: Person) -> bool:
    """Those who steer and whose own perimeter is the whole: nobody widens what they see by moving customers."""
    return person.may(Right.STEER) and whole(person)


@contextmanager
def changing(request: HttpRequest, person: Person, what: Act, subject: str = "") -> Iterator[None]:
    """The block changes the assignment: all of it or nothing."""
    with transaction.atomic():
        before = snapshot()
        yield
        Version.objects.create(what=what.words, before=before, person=person)
        old = Version.objects.order_by("-pk").values_list("pk", flat=True)[KEPT : KEPT + 1]
        Version.objects.filter(pk__lte=old[0] if old else 0).delete()
        changed("assignment")
        after = snapshot()
        parts = [part for part in PARTS if before[part] != after[part]]
        record(
            request,
            what,
            subject,
            before={part: _told(before[part]) for part in parts},
            after={part: _told(after[part]) for part in parts},
            person=person,
        )


def snapshot() -> dict[str, list[dict[str, Any]]]:
    """The whole assignment, as JSON can say it."""
    return {
        part: [_row(model, one, names) for one in model.objects.order_by("pk")]
        for part, (model, names) in PARTS.items()
    }


def put_back(request: HttpRequest, person: Person, version: Version) -> None:
    """As it stood before that change."""
    with changing(request, person, acts.ASSIGNMENT_PUT_BACK, str(version.pk)):
        for part, (model, _names) in PARTS.items():
            model.objects.all().delete()
            model.objects.bulk_create([model(**row) for row in version.before[part]])


def _row(model: Any, one: Any, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in names}
    if values.get("until"):
        values["until"] = values["until"].isoformat()
    return values


def _told(rows: list[dict[str, Any]]) -> Any:
    """A trail is read by people: of very many rows, how many there are."""
    return rows if len(rows) <= 50 else f"{len(rows)} rows"
