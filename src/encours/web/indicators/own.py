"""The indicators people made, as the book computes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from encours.indicators.record import Indicator

if TYPE_CHECKING:
    from encours.web.people.models import Person


def indicators_of(person: Person) -> Mapping[str, Indicator]:
    """Those a person may use: their own and the shared ones."""
    return {}
