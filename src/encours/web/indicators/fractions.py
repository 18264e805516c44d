"""What stands above and below the line of a figure, asked of the book beside the figure itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from encours.cube.measures import BY_NAME as MEASURES
from encours.indicators.catalogue import Figure
from encours.indicators.record import Indicator, Need, Parameters, Shape, Side, Times, Unit, the

ABOVE, BELOW, TERM = "_above", "_below", "_term"  # people's own names begin with a letter


@dataclass(frozen=True, slots=True)
class Fraction:
    """Two sides and what their quotient is multiplied by. A kind is the unit of a side: that of a figure, or money
    times days."""

    of: Indicator
    above: Side
    below: Side
    above_kind: str
    below_kind: str

    @property
    def times(self) -> Times:
        return self.of.times


def fraction(of: Figure, chosen: Parameters) -> Fraction | None:
    """That of a figure under its parameters; none for one that is not a division."""
    if not isinstance(of, Indicator) or of.above is None or of.below is None or not of.divided(chosen):
        return None
    needs = of.needs(chosen)
    return Fraction(of, of.above, of.below, _kind(of.above, needs), _kind(of.below, needs))


def sides(wanted: Fraction | None) -> dict[str, Indicator]:
    """The two sides as figures of their own, for every split and date the indicator itself is asked for."""
    if wanted is None:
        return {}
    return {ABOVE: alone(wanted.of, ABOVE, wanted.above), BELOW: alone(wanted.of, BELOW, wanted.below)}


def terms(of: Figure, chosen: Parameters) -> dict[str, Indicator]:
    """Each measure an indicator sums as a figure of its own, in their order."""
    if not isinstance(of, Indicator) or of.shape is not Shape.SUMS:
        return {}
    return {f"{TERM}{n}": alone(of, f"{TERM}{n}", the(need.name)) for n, need in enumerate(of.needs(chosen))}


def alone(of: Indicator, name: str, side: Side) -> Indicator:
    """A side as a figure of its own, under the parameters of the indicator."""
    return replace(of, name=name, label=name, unit=Unit.INDEX, reckoned=side.of, main_parameter="")


def _kind(side: Side, needs: tuple[Need, ...]) -> str:
    return side.kind or next(MEASURES[need.measure].kind for need in needs if need.name == side.like)
