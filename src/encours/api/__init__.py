"""The book as programs and notebooks use it: open it, ask it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from encours.api.listing import Page
from encours.api.openbook import OpenBook
from encours.api.ranking import Ranked
from encours.api.result import Result
from encours.cube.assignment import Assignment, Exempted, Rule
from encours.cube.filters import NOTHING
from encours.cube.overlay import Overlays
from encours.indicators.record import Indicator

__all__ = [
    "NOTHING",
    "Assignment",
    "Exempted",
    "OpenBook",
    "Overlays",
    "Page",
    "Ranked",
    "Result",
    "Rule",
    "open_book",
]


def open_book(
    folder: str | Path,
    as_known: str | int | date | None = None,
    *,
    assignment: Assignment | None = None,
    indicators: Mapping[str, Indicator] | None = None,
    overlays: Overlays | None = None,
) -> OpenBook:
    """Open the book of a data folder; DataError when there is none."""
    return OpenBook(folder, as_known, assignment=assignment, indicators=indicators, overlays=overlays)
