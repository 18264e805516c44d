"""Why the DSO changed between two dates: a sum of causes, each in days."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import TypeVar

from encours.i18n import mark
from encours.money.parts import apportioned

PARTS = (
    ("sales_volume", mark("Sales volume")),
    ("terms", mark("Terms (not due)")),
    ("delay", mark("Delay (overdue)")),
    ("disputes", mark("Disputes")),
    ("unapplied_cash", mark("Unapplied credits")),
    ("currency", mark("Currency")),
)
COMPONENTS = ("not_due", "overdue", "disputed", "unapplied")  # of a balance
COMPONENT = dict(
    zip(("terms", "delay", "disputes", "unapplied_cash"), COMPONENTS, strict=True)
)  # by its cause
DECIMALS = 10  # as ratios are shown
STEP = Decimal(1).scaleb(-DECIMALS)
Key = TypeVar("Key", bound=Hashable)


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

    @property
    def balance(self) -> Decimal:
        return self.not_due + self.overdue + self.disputed + self.unapplied


@dataclass(frozen=True, slots=True)
class Change:
    """A position at two dates; `restated` is the second one at the exchange rates of the first."""

    before: Position
    after: Position
    restated: Position


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


def together(cells: Iterable[Change]) -> Change:
    """The change of all cells, which are over the same days."""
    held = list(cells)
    return Change(*(_sum([getattr(one, at) for one in held]) for at in ("before", "after", "restated")))


def contributions(part: Part, whole: Change, cells: Mapping[Key, Change]) -> dict[Key, Decimal]:
    """The days each cell (a customer, an item, a country) adds to a part of the bridge: they sum to it exactly.

    A component of the balance is a sum over cells, and its part what that sum changed by, in days of the new sales: a
    cell makes (its amount then − its amount before) × days / sales. So it is with exchange rates: the cell makes what
    the rates made of its own balance. Of the sales volume a cell makes its share of the change in sales per day:
    with p sales per day, the part is old balance × (1/p2 − 1/p1) = −(old balance / (p1 × p2)) × (p2 − p1), and the last
    factor is a sum over cells. A customer whose sales fell adds days, one who was sold more takes some away, whatever
    each of them owes.

    Days are rounded as a DSO is shown, by the largest remainder; cells that make nothing are left out.

    >>> def at(overdue, sales): return Position(*map(Decimal, (0, overdue, 0, 0, sales)), days=30)
    >>> cells = {"A": Change(at(6_000, 6_000), at(5_000, 9_000), at(5_000, 9_000)),
    ...          "B": Change(at(4_000, 4_000), at(5_500, 3_000), at(5_500, 3_000))}
    >>> whole = together(cells.values())
    >>> for part in bridge(whole.before, whole.after, whole.restated)[:3:2]:
    ...     print(part.label, part.days, {key: str(days) for key, days in contributions(part, whole, cells).items()})
    Sales volume -5.0000000000 {'A': '-7.5000000000', 'B': '2.5000000000'}
    Delay (overdue) 1.2500000000 {'A': '-2.5000000000', 'B': '3.7500000000'}
    """
    with localcontext() as context:
        context.prec = 60
        made = {key: days for key, cell in cells.items() if (days := _made(part.name, whole, cell))}
    return dict(zip(made, apportioned(list(made.values()), part.days, DECIMALS), strict=True))


def _made(cause: str, whole: Change, cell: Change) -> Decimal:
    """The days of one cell, with every decimal."""
    old, new = (Decimal(position.days) / position.sales for position in (whole.before, whole.restated))
    if cause == "sales_volume":
        pace = cell.restated.sales / whole.restated.days - cell.before.sales / whole.before.days
        return -whole.before.balance * old * new * pace
    if cause == "currency":
        return (cell.after.balance - cell.restated.balance) * new
    name = COMPONENT[cause]
    return Decimal(getattr(cell.restated, name) - getattr(cell.before, name)) * new


def _sum(positions: list[Position]) -> Position:
    amounts = {
        name: sum((getattr(one, name) for one in positions), Decimal(0)) for name in (*COMPONENTS, "sales")
    }
    return Position(**amounts, days=max((one.days for one in positions), default=1))


def _steps(before: Position, restated: Position, after: Position) -> Iterator[Position]:
    yield before
    step = replace(before, sales=restated.sales, days=restated.days)
    yield step
    for component in COMPONENTS:
        step = replace(step, **{component: getattr(restated, component)})
        yield step
    yield after


def _dso(position: Position) -> Decimal:
    return (position.balance * position.days / position.sales).quantize(STEP)
