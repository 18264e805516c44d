"""Why the DSO changed between two dates: a sum of causes, each in days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from encours.i18n import mark

PARTS = (
    ("sales_volume", mark("Sales volume")),
    ("terms", mark("Terms (not due)")),
    ("delay", mark("Delay (overdue)")),
    ("disputes", mark("Disputes")),
    ("unapplied_cash", mark("Unapplied credits")),
    ("currency", mark("Currency")),
)
STEP = Decimal("1e-10")  # as ratios are shown


@dataclass(frozen=True, slots=True)
class Position:
    """What makes a DSO on one date, in one currency.

    `not_due` and `overdue` leave out the disputed amounts, which stand in `disputed`; `unapplied` is
    negative. `sales` are those of the `days` that end on the date.
    """

    not_due: Decimal
    overdue: Decimal
    disputed: Decimal
    unapplied: Decimal
    sales: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Part:
    """One cause and the days of DSO it added or took away."""

    name: str
    label: str
    days: Decimal


def bridge(
    before: Position, after: Position, after_at_first_rates: Position | None = None
) -> tuple[Part, ...] | None:
    """The parts of the change of DSO, in the order of `PARTS`; none when a period had no positive sales.

    Each part is what the DSO does when one thing of the first date takes its value of the second, the others
    staying where the parts before it left them: first the sales (what the new pace of sales alone would have
    made of the old balance), then each component of the balance, then the exchange rates.
    `after_at_first_rates` is the second position converted at the rates of the first; without it the currency
    part is 0.

    The DSO at each step is rounded as a DSO is shown and the parts are its differences: they sum
    exactly to the change.

    >>> june = Position(*map(Decimal, (4_000, 11_000, 0, 0, 10_000)), days=30)
    >>> july = Position(*map(Decimal, (4_000, 9_000, 1_500, -500, 12_000)), days=30)
    >>> for part in bridge(june, july):
    ...     print(f"{part.label}: {part.days:+.2f}")
    Sales volume: -7.50
    Terms (not due): +0.00
    Delay (overdue): -5.00
    Disputes: +3.75
    Unapplied credits: -1.25
    Currency: +0.00
    """
    restated = after_at_first_rates or after
    if min(position.sales for position in (before, restated, after)) <= 0:
        return None
    levels = [_dso(position) for position in _steps(before, restated, after)]
    changes = (to - start for start, to in pairwise(levels))
    return tuple(Part(name, label, days) for (name, label), days in zip(PARTS, changes, strict=True))


def _steps(before: Position, restated: Position, after: Position) -> Iterator[Position]:
    yield before
    step = replace(before, sales=restated.sales, days=restated.days)
    yield step
    for component in ("not_due", "overdue", "disputed", "unapplied"):
        step = replace(step, **{component: getattr(restated, component)})
        yield step
    yield after


def _dso(position: Position) -> Decimal:
    balance = position.not_due + position.overdue + position.disputed + position.unapplied
    return (balance * position.days / position.sales).quantize(STEP)
