"""Indicators people define themselves, by a formula over the measures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.cube.measures import BY_NAME as MEASURES
from encours.errors import UsageError
from encours.i18n import _, mark
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.indicators.choices import WINDOW
from encours.indicators.formula_text import parse
from encours.indicators.formula_tree import (
    DAYS,
    FUNCTIONS,
    Chain,
    Negated,
    Number,
    Reference,
    Tree,
    needs,
    quotient,
    references,
    value,
    written,
)
from encours.indicators.formula_words import canonical
from encours.indicators.record import Better, Family, Indicator, Need, Parameters, Side, Times, Unit, When

OWN = mark("Defined in Encours by its users")
TOO_LARGE = Decimal(10) ** 28  # beyond it ten decimals no longer fit in the forty digits of a figure
FACTORS: dict[Times, Tree] = {
    Times.HUNDRED: Number(Decimal(100)),
    Times.DAYS: Reference(DAYS, When.WINDOW),
}
TAKEN = frozenset({*MEASURES, *INDICATORS, *DIMENSIONS, *FUNCTIONS, DAYS, "aged"})


@dataclass(frozen=True, slots=True)
class Quotient:
    """What stands above and below the line, as text and as the measures to show with it."""

    above: str
    below: str
    above_needs: tuple[Need, ...]
    below_needs: tuple[Need, ...]


def indicator_of(name: str, label: str, text: str, unit: Unit, definition: str) -> Indicator:
    """A user-defined indicator, asked and shown like any other.

    It is exact to forty digits, and has no value where something is divided by zero. A window setting is taken when
    the formula sums anything over days. UsageError for a name already taken or a formula not understood.

    >>> own = indicator_of("late_share", "Late share", "overdue / gross * 100", Unit.PERCENT, "")
    >>> [need.measure for need in own.needs({})]
    ['overdue', 'gross']
    >>> own.compute({}, days=91, overdue_end=Decimal(1), gross_end=Decimal(8))
    Decimal('12.5')
    """
    _check_name(name)
    if not label.strip():
        raise UsageError(_("An indicator needs a label: the name people read."))
    text = canonical(text)
    tree = parse(text)
    wanted, (above, below) = needs(tree), quotient(tree) or (None, None)
    times, above = _apart(above) if above else (Times.ONE, None)
    return Indicator(
        name=name,
        label=label,
        family=Family.OWN,
        unit=unit,
        better=Better.NEITHER,
        definition=definition.strip() or text,
        formula=text,
        source=OWN,
        needs=lambda _chosen: wanted,
        above=_side(above) if above else None,
        times=times,
        below=_side(below) if below else None,
        reckoned=lambda _chosen, *, days, **values: _computed(tree, days, values),
        parameters=(WINDOW,) if _windowed(tree) else (),
    )


def _apart(above: Tree) -> tuple[Times, Tree]:
    """What the quotient is multiplied by, a hundred or the days of the period, told apart from what is above the line:
    an amount stays an amount."""
    parts = above.parts if isinstance(above, Chain) and above.of_factors else ()
    for times, factor in FACTORS.items():
        rest = tuple(part for part in parts if part[1] != factor)
        if rest and len(rest) == len(parts) - 1:
            return times, rest[0][1] if len(rest) == 1 else Chain(rest)
    return Times.ONE, above


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,40}", name, re.ASCII):
        message = _("A name has 2 to 41 lower-case letters, digits and _, a letter first, not {0}.")
        raise UsageError(message.format(ascii(name[:60])))
    if name in TAKEN:
        raise UsageError(_("{0} is already the name of a figure or of a dimension.").format(name))


def _computed(tree: Tree, days: int, values: Mapping[str, Decimal]) -> Decimal | None:
    with localcontext() as context:
        context.prec = 40
        found = value(tree, {**values, f"{DAYS}_{When.WINDOW}": Decimal(days)})
    return None if found is None or abs(found) >= TOO_LARGE else found


def _windowed(tree: Tree) -> bool:
    return any(one.when in (When.WINDOW, When.START) for one in references(tree))


def _side(tree: Tree) -> Side:
    def of(_chosen: Parameters, *, days: int, **values: Decimal) -> Decimal | None:
        return value(tree, {**values, f"{DAYS}_{When.WINDOW}": Decimal(days)})

    return Side(of, kind=_kind(tree))


def _kind(tree: Tree) -> str:
    """Money when it is an amount, amounts added, an amount times a number; otherwise only a number is sure."""
    if isinstance(tree, Negated):
        return _kind(tree.of)
    if isinstance(tree, Reference):
        return Unit.DAYS.value if tree.name == DAYS else MEASURES[tree.name].kind
    if isinstance(tree, Number):
        return Unit.INDEX.value
    parts = tree.parts if isinstance(tree, Chain) else tuple(("+", one) for one in tree.arguments)
    if isinstance(tree, Chain) and tree.of_factors:
        parts = tuple((sign, part) for sign, part in parts if not isinstance(part, Number))
        if len(parts) > 1 or any(sign == "/" for sign, _part in parts):
            return Unit.INDEX.value
    kinds = {_kind(part) for _sign, part in parts}
    return kinds.pop() if len(kinds) == 1 else Unit.INDEX.value


def numerator_and_denominator(text: str) -> Quotient | None:
    """What stands above and below the line of a formula that is a division; none for one that is not.

    >>> numerator_and_denominator("(overdue - disputed) / sales * days").above
    '(overdue − disputed) × days'
    >>> numerator_and_denominator("net - net@start") is None
    True
    """
    parted = quotient(parse(text))
    if parted is None:
        return None
    above, below = parted
    return Quotient(written(above), written(below), needs(above), needs(below))


def parts(indicator: Indicator, parameters: Parameters) -> list[Need]:
    """The measures any indicator is made of, for the parameters chosen and its defaults for the others.

    >>> [need.measure for need in parts(INDICATORS["overdue_rate"], {"base": "net"})]
    ['overdue', 'net']
    """
    return list(indicator.needs(indicator.defaults() | dict(parameters)))
