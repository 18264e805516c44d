"""What a page is about, in words for the files taken from it: the date, the currency, the perimeter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from encours.api import OpenBook
from encours.api.entities import dimension_values
from encours.errors import EncoursError
from encours.i18n import _
from encours.web import typography
from encours.web.access.perimeter import in_words
from encours.web.visit.scope import Scope
from encours.web.workflow.people.models import Person

MANY = 12  # names said before the others are counted


class Visit(Protocol):
    """What is told of one."""

    scope: Scope
    person: Person

    @property
    def day(self) -> date: ...
    @property
    def currency(self) -> str: ...
    @property
    def allowed(self) -> OpenBook: ...


def told(visit: Visit) -> list[str]:
    """Two lines: the position and its currency, then whose it is; none while nothing is imported."""
    try:
        said = [
            _("Position on {0} · amounts in {1} · data up to {2}").format(
                typography.day(visit.day), visit.currency, typography.day(visit.allowed.data_date)
            )
        ]
        if visit.scope.known:
            said.append(_("Figures as they were known then: {0}").format(visit.scope.known))
        return [*said, " · ".join(_perimeter(visit))]
    except EncoursError:
        return []


@dataclass(slots=True)
class _Asked:
    """What the page is about, of what the person may see: None is everything, an empty list nothing."""

    entities: list[str] | None
    portfolios: list[str] | None
    salesperson: str


def _perimeter(visit: Visit) -> list[str]:
    scope, person = visit.scope, visit.person
    return in_words(
        _Asked(
            _named(visit, "entity", scope.entities or person.entities),
            _named(visit, "portfolio", scope.portfolios or person.portfolios),
            person.salesperson,
        )
    )


def _named(visit: Visit, dimension: str, values: Sequence[str] | None) -> list[str] | None:
    """The names of the first values, and how many more there are."""
    if not values:
        return None if values is None else []
    labels = {one.value: one.label for one in dimension_values(visit.allowed, dimension)}
    names = [labels.get(value) or value for value in values[:MANY]]
    more = len(values) - len(names)
    return [*names, *([f"+ {more}"] if more > 0 else [])]
