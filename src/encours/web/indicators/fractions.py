"""What stands above and below the line of each indicator, asked of the book beside the figure itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from heapq import nlargest
from typing import Any

from encours.cube.measures import BY_NAME as MEASURES
from encours.indicators.formula import OWN
from encours.indicators.formula_text import parse
from encours.indicators.formula_tree import DAYS, Chain, Negated, Reference, Tree, quotient, value
from encours.indicators.record import Indicator, Need, Parameters, Shape, Unit, When

ABOVE, BELOW, TERM = "_above", "_below", "_term"  # people's own names begin with a letter
MONEY_DAYS = "money_days"
Values = Mapping[str, Any]
Side = Callable[[Parameters, Values], Decimal | None]


@dataclass(frozen=True, slots=True)
class Fraction:
    """Two sides and what their quotient is multiplied by: nothing, `days` (of the window) or `100`.

    A kind is the unit of a side: money, count, days, or money times days.
    """

    above: Side
    below: Side
    above_kind: str
    below_kind: str
    times: str = ""


def fraction(of: Indicator, chosen: Parameters) -> Fraction | None:
    """That of an indicator under its parameters; none for one that is not a division."""
    if of.source == OWN:
        return _of_formula(of)
    if of.shape is Shape.SHARES and of.name == "top_share":
        return Fraction(_largest, positive, Unit.MONEY, Unit.MONEY)
    if of.shape is not Shape.SUMS or chosen.get("statistic") == "median":
        return None
    needs = of.needs(chosen)
    above, below = OTHER.get(of.name, (_need(needs[0]), _need(needs[-1])))
    return Fraction(above, below, kind(needs[0].measure), kind(needs[-1].measure), TIMES.get(of.name, ""))


def sides(of: Indicator, wanted: Fraction) -> dict[str, Indicator]:
    """The two sides as figures of their own, for every split and date the indicator itself is asked for."""
    return {ABOVE: _alone(of, ABOVE, wanted.above), BELOW: _alone(of, BELOW, wanted.below)}


def terms(of: Indicator, chosen: Parameters) -> dict[str, Indicator]:
    """Each measure an indicator needs as a figure of its own, in their order."""
    return {f"{TERM}{n}": _alone(of, f"{TERM}{n}", _need(need)) for n, need in enumerate(of.needs(chosen))}


def kind(measure: str) -> str:
    """The unit of the sum of a measure.

    >>> kind("gross"), kind("open_age"), kind("item_count"), kind("closing_late_days")
    ('money', 'money_days', 'count', 'days')
    """
    of = MEASURES[measure]
    if of.money:
        return MONEY_DAYS if of.vast else Unit.MONEY.value
    in_days = measure.startswith(("closing_late", "dispute_resolution"))
    return Unit.DAYS.value if in_days else Unit.COUNT.value


def _alone(of: Indicator, name: str, side: Side) -> Indicator:
    return replace(
        of,
        name=name,
        label=name,
        unit=Unit.INDEX,
        compute=lambda chosen, **values: side(chosen, values),
        main_parameter="",
    )


def _need(need: Need) -> Side:
    return lambda _chosen, values: values[need.name]


def _balance(_chosen: Parameters, values: Values) -> Decimal:
    return values["balance"] - values.get("disputed", Decimal(0))


def _sales(_chosen: Parameters, values: Values) -> Decimal:
    return values["sales"]


def _largest(chosen: Parameters, values: Values) -> Decimal:
    return sum(nlargest(int(chosen["n"]), (amount for amount in values["shares"] if amount > 0)), Decimal(0))


def positive(_chosen: Parameters, values: Values) -> Decimal:
    return sum((amount for amount in values["shares"] if amount > 0), Decimal(0))


# Where the first measure over the last one does not say it.
OTHER: dict[str, tuple[Side, Side]] = {
    "dso": (_balance, _sales),
    "cei": (
        lambda _, values: values["beginning"] + values["sales"] - values["ending"],
        lambda _, values: values["beginning"] + values["sales"] - values["not_due"],
    ),
    "turnover": (_sales, lambda _, values: (values["beginning"] + values["ending"]) / 2),
    "dispute_resolution_rate": (
        lambda _, values: values["disputes_resolved"],
        lambda _, values: values["disputes_open"] + values["disputes_opened"],
    ),
}
TIMES = {
    "dso": "days",
    "dso_best_possible": "days",
    "dso_delinquent": "days",
    "dso_disputed": "days",
    "cei": "100",
}


def _of_formula(of: Indicator) -> Fraction | None:
    parted = quotient(parse(of.formula))
    if parted is None:
        return None
    above, below = parted
    return Fraction(_tree(above), _tree(below), _kind_of(of, above), _kind_of(of, below))


def _tree(tree: Tree) -> Side:
    return lambda _chosen, values: value(tree, {**values, f"{DAYS}_{When.WINDOW}": Decimal(values["days"])})


def _kind_of(of: Indicator, tree: Tree) -> str:
    """Money when it is one amount or a sum of amounts; otherwise only a number is sure."""
    if isinstance(tree, Negated):
        return _kind_of(of, tree.of)
    if isinstance(tree, Reference):
        return Unit.DAYS.value if tree.name == DAYS else kind(tree.name)
    if isinstance(tree, Chain) and not tree.of_factors:
        kinds = {_kind_of(of, part) for _sign, part in tree.parts}
        return kinds.pop() if len(kinds) == 1 else Unit.INDEX.value
    return Unit.INDEX.value
