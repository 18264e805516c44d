"""What a change of the assignment would do, before it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from encours.api import OpenBook
from encours.api.assignment_report import Move, moves
from encours.book.home import Home
from encours.web import place
from encours.web.access.perimeter import conditions
from encours.web.visit import past_versions
from encours.web.visit.visit import Visit
from encours.web.workflow.assignment.assigned import built

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Weight:
    """The net position of a portfolio now, and after the change."""

    portfolio: str
    now: Decimal
    then: Decimal

    @property
    def change(self) -> Decimal:
        return self.then - self.now


@dataclass(frozen=True, slots=True)
class Effect:
    """Accounts that move (`shown` are the first of them), and the weight of every portfolio that changes."""

    count: int
    shown: list[Move]
    weights: list[Weight]


def effect_of(visit: Visit, change: Callable[[], Any]) -> Effect:
    """Make the change, look at the book under it, and undo it. UsageError for a condition that cannot be read.

    Both sides are of the version the page shows, whatever is imported or undone meanwhile; DataError while that version
    is being prepared again.
    """
    with transaction.atomic():
        change()
        candidate = built(timezone.localdate())
        transaction.set_rollback(True)
    then = past_versions.opened(Home(place.home()), str(visit.allowed.version), candidate)
    try:
        seen = then.within(conditions(visit.person))
        moving = moves(visit.allowed, seen)
        return Effect(len(moving), moving[:MOST_SHOWN], _weights(visit, seen))
    finally:
        then.close()


def _weights(visit: Visit, then: OpenBook) -> list[Weight]:
    asked: dict[str, Any] = {**visit.asked, "by": "portfolio"}
    before, after = (
        {row["portfolio"] or "": row["net"] for row in book.show("net", **asked)}
        for book in (visit.allowed, then)
    )
    names = sorted({*before, *after})
    zero = Decimal(0)
    weights = [Weight(name, before.get(name, zero), after.get(name, zero)) for name in names]
    return [weight for weight in weights if weight.change]
