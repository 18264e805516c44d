"""Objectives in force, and how they are set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from encours.web.workflow import acts
from encours.web.workflow.objectives.models import Objective
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record


@dataclass(frozen=True, slots=True)
class Aim:
    """`by` is author, collector or portfolio; `target` is in the unit of the figure, a rate as a share."""

    month_end: date
    figure: str
    by: str
    value: str
    target: Decimal


Place = tuple[date, str, str, str]


def aims(month_end: date) -> list[Aim]:
    """Those of a month, by figure and whom they are of."""
    newest: dict[Place, Objective] = {}
    for one in Objective.objects.filter(month_end=month_end).order_by("pk"):
        newest[(one.month_end, one.figure, one.by, one.value)] = one
    return [
        Aim(*place, one.target.normalize()) for place, one in sorted(newest.items()) if one.target is not None
    ]


def aim(request: HttpRequest | None, person: Person, place: Place, target: Decimal | None) -> bool:
    """Whether something else is aimed at now; without a target, nothing is any more. The trail tells what was."""
    month_end, figure, by, value = place
    with transaction.atomic():
        last = (
            Objective.objects.filter(month_end=month_end, figure=figure, by=by, value=value)
            .order_by("-pk")
            .first()
        )
        before = last.target if last else None
        if before == target:
            return False
        Objective(month_end=month_end, figure=figure, by=by, value=value, target=target, person=person).save()
        subject = f"{figure} · {value} · {month_end:%Y-%m}"
        record(request, acts.OBJECTIVE_SET, subject, _told(before), _told(target))
    return True


def _told(target: Decimal | None) -> dict[str, Any] | None:
    return None if target is None else {"target": format(target.normalize(), "f")}
