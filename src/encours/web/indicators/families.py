"""Figures by what they tell, in the order of the pages, and how many of their dates are asked on a large book."""

from __future__ import annotations

from encours.cube.measures import CATALOGUE as MEASURES
from encours.i18n import mark
from encours.indicators.catalogue import CATALOGUE, Figure
from encours.indicators.record import Cost, Family

LABELS = {
    Family.DSO: mark("DSO"),
    Family.PUNCTUALITY: mark("Lateness and payment habits"),
    Family.EFFECTIVENESS: mark("Effectiveness of collection"),
    Family.CONCENTRATION: mark("Concentration"),
    Family.DISPUTES: mark("Disputes"),
    Family.PROMISES: mark("Promises"),
    Family.WORK: mark("Work and what it brings"),
    Family.OWN: mark("Own indicators"),
    Family.POSITIONS: mark("Measures at the date"),
    Family.FLOWS: mark("Measures over the period"),
}
FEW_CUSTOMERS = 20_000  # above which a book is large
LARGE_MONTHS = 13


def of_product(family: Family) -> tuple[Figure, ...]:
    """The figures of a family that are the same for everybody."""
    every: list[Figure] = [*CATALOGUE, *(measure for measure in MEASURES if measure.published)]
    return tuple(one for one in every if one.family is family)


def months(of: Figure, wanted: int, customers: int) -> int:
    """How many month-ends of a history are asked: fewer on a large book where each of them is costly."""
    if customers <= FEW_CUSTOMERS:
        return wanted
    return {Cost.SUMS: wanted, Cost.ROWS: min(wanted, LARGE_MONTHS), Cost.ACCOUNTS: 2}[of.cost]
