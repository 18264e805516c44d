"""What a page is about, in words for the files taken from it: the date, the currency, the perimeter."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from encours.api import OpenBook
from encours.api.entities import dimension_values
from encours.errors import EncoursError
from encours.i18n import _
from encours.web import typography
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


def _perimeter(visit: Visit) -> list[str]:
    scope, person = visit.scope, visit.person
    entities = scope.entities or tuple(person.entities or ())
    portfolios = scope.portfolios or tuple(person.portfolios or ())
    return [
        _("Entities: {0}").format(_named(visit, "entity", entities)) if entities else _("All entities"),
        *([_("Portfolios: {0}").format(_named(visit, "portfolio", portfolios))] if portfolios else []),
        *([_("Salesperson: {0}").format(person.salesperson)] if person.salesperson else []),
    ]


def _named(visit: Visit, dimension: str, values: tuple[str, ...]) -> str:
    labels = {one.value: one.label for one in dimension_values(visit.allowed, dimension)}
    names = [labels.get(value) or value for value in values[:MANY]]
    more = len(values) - len(names)
    return ", ".join(names) + (f" (+ {more})" if more > 0 else "")
