"""What may be chosen for a block, in words: figures, dimensions."""

from __future__ import annotations

from collections.abc import Mapping

from encours.api.question import figures
from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.cube.dimensions import SPLITTING
from encours.cube.measures import BY_NAME as MEASURES
from encours.cube.measures import PUBLISHED
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.catalogue import CATALOGUE
from encours.indicators.record import Indicator
from encours.web import typography

FIRST = ("entity", "portfolio", "collector", "salesperson")
SPLITS = (*FIRST, *(one.name for one in SPLITTING if one.name not in FIRST))
Choice = tuple[str, str]


def figure_choices(own: Mapping[str, Indicator]) -> list[tuple[str, list[Choice]]]:
    """Measures, indicators, and those people made."""
    groups = [
        (_("Amounts and counts"), [(name, _(MEASURES[name].label)) for name in PUBLISHED]),
        (_("Indicators"), [(one.name, _(one.label)) for one in CATALOGUE]),
        (_("Own indicators"), [(name, one.label) for name, one in own.items()]),
    ]
    return [(label, choices) for label, choices in groups if choices]


def split_choices(custom: Mapping[str, str]) -> list[Choice]:
    """Dimensions a block may be split by, fields of one's own last."""
    return [*((name, _(DIMENSIONS[name].label)) for name in SPLITS), *((name, name) for name in custom)]


def many(by: str) -> bool:
    """Whether a dimension has so many values that only the largest are ever asked for."""
    return by in DIMENSIONS and DIMENSIONS[by].many


def label_of(figure: str, own: Mapping[str, Indicator]) -> str:
    """The name of a figure; its own word when there is none any more."""
    try:
        return plainly(figures([figure], {}, own)[0].label)
    except UsageError:
        return figure


def plainly(label: str) -> str:
    """The name of a figure alone: that it grants no day of grace goes without saying.

    >>> plainly("On-time payment rate (0)"), plainly("On-time payment rate (5)")
    ('On-time payment rate', 'On-time payment rate (5)')
    """
    return label.removesuffix(" (0)")


def with_period(said: str, settings: Mapping[str, str]) -> str:
    """What a block shows, and over which period its flows are taken when it was given one of its own.

    >>> with_period("Sales", {"window": "12m"}), with_period("Sales", {"window": "90d"}), with_period("Net", {})
    ('Sales · over 12 months', 'Sales · over 90 days', 'Net')
    """
    period = settings.get("window", "")
    if not period:
        return said
    return f"{said} · {typography.over(period)}"
