"""The indicators people made, as the book computes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from encours.errors import UsageError
from encours.indicators.formula import indicator_of
from encours.indicators.record import Indicator, Unit

if TYPE_CHECKING:
    from encours.web.workflow.own_indicators.models import CustomIndicator
    from encours.web.workflow.people.models import Person


def indicators_of(person: Person) -> Mapping[str, Indicator]:
    """Those a person may use: their own and the shared ones.

    One whose name has since become that of a figure of the product is left out: two figures cannot share a name.
    """
    made = (
        (one.name, _made(one.name, one.label, one.formula, one.unit, one.definition))
        for one in usable(person)
    )
    return {name: indicator for name, indicator in made if indicator is not None}


def usable(person: Person) -> list[CustomIndicator]:
    """The same as they are kept, with their owners."""
    from encours.web.workflow.own_indicators.models import CustomIndicator
    from encours.web.workflow.undoable import open_to

    return [] if person.pk is None else open_to(CustomIndicator, person)


@lru_cache(maxsize=512)
def _made(name: str, label: str, text: str, unit: str, definition: str) -> Indicator | None:
    try:
        return indicator_of(name, label, text, Unit(unit), definition)
    except UsageError:
        return None
