"""How an indicator is declared: what it needs from the cube, its two sides, and the words that explain it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from encours.cube.figure import Better, Cost, Family, Need, Parameter, Parameters, Shape, Unit, When
from encours.indicators.ratio import ratio

Formula = Callable[..., Decimal | None]


class Times(StrEnum):
    """What the quotient is multiplied by: nothing, the days of the window, a hundred."""

    ONE = "one"
    DAYS = "days"
    HUNDRED = "hundred"

    def factor(self, days: int) -> int:
        return {Times.ONE: 1, Times.DAYS: days, Times.HUNDRED: 100}[self]


@dataclass(frozen=True, slots=True)
class Side:
    """What stands above or below the line: `of` receives the parameters and the sums under their names. It is of the
    unit of the sum it is `like`, or of that of `kind`."""

    of: Formula
    like: str = ""
    kind: str = ""


def the(name: str) -> Side:
    """A side that is one of the sums."""
    return Side(lambda _chosen, **values: values[name], name)


def _always(_chosen: Parameters) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Indicator:
    """One named figure: what stands `above` the line over what stands `below` it, `times` something.

    `needs(parameters)` lists the measures for the parameters chosen. Sides receive these parameters, the value of each
    need under its name as a Decimal in major units of the reporting currency (counts as whole Decimals), and `days`,
    the calendar days of the window. `reckoned` receives the same, and is given where the figure is not the quotient of
    its sides; `divided(parameters)` says whether it is.
    """

    name: str
    label: str
    family: Family
    unit: Unit
    better: Better
    definition: str
    formula: str
    source: str
    needs: Callable[[Parameters], tuple[Need, ...]]
    above: Side | None = None
    below: Side | None = None
    times: Times = Times.ONE
    reckoned: Formula | None = None
    divided: Callable[[Parameters], bool] = _always
    cost: Cost = Cost.SUMS
    parameters: tuple[Parameter, ...] = ()
    shape: Shape = Shape.SUMS
    main_parameter: str = ""  # the one written after a colon: on_time_rate:5

    def defaults(self) -> dict[str, str]:
        return {parameter.name: parameter.default for parameter in self.parameters}

    def compute(self, chosen: Parameters, *, days: int = 0, **values: Any) -> Decimal | None:
        """The figure; None where it makes no sense."""
        if self.reckoned is not None:
            return self.reckoned(chosen, days=days, **values)
        assert self.above is not None
        assert self.below is not None
        above, below = (side.of(chosen, days=days, **values) for side in (self.above, self.below))
        return None if above is None or below is None else ratio(above * self.times.factor(days), below)


__all__ = [
    "Better",
    "Cost",
    "Family",
    "Formula",
    "Indicator",
    "Need",
    "Parameter",
    "Parameters",
    "Shape",
    "Side",
    "Times",
    "Unit",
    "When",
    "the",
]
