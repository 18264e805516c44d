"""How far a figure stands from its own history, in steps of its usual spread, which one odd month does not move.

The usual value is the median of its past month-ends; the spread is their median absolute deviation times 1.4826 (for
values spread as a bell, their standard deviation), and never less than 2 % of the usual value: a figure that hardly
ever moved is not said to drift by a trifle. Steps above 3.5 are those that Iglewicz and Hoaglin call outlying (How to
Detect and Handle Outliers, 1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

FEWEST = 6  # past values under which nothing is usual
MONTHS = 24  # past month-ends looked at
USUAL_STEPS = Decimal("3.5")
BELL = Decimal("1.4826")
LEAST_SHARE = Decimal("0.02")  # of the usual value


def steps(newest: Decimal, past: Sequence[Decimal | None]) -> Decimal | None:
    """How many spreads above (below, when negative) its usual value the newest one is; None where nothing is usual: too
    few past values, or all of them zero.

    >>> past = [Decimal(days) for days in (50, 52, 49, 51, 50, 53, 48)]
    >>> round(steps(Decimal(60), past), 2), steps(Decimal(60), past[:5])
    (Decimal('6.74'), None)
    """
    known = [value for value in past if value is not None]
    if len(known) < FEWEST:
        return None
    usual = median(known)
    return from_usual(newest, usual, median(abs(value - usual) for value in known))


def from_usual(
    newest: Decimal, usual: Decimal, deviation: Decimal, least: Decimal = Decimal(0)
) -> Decimal | None:
    """The same of a median and a median absolute deviation already taken; `least` is a floor of the spread, in the unit
    of the figure."""
    spread = max(BELL * deviation, LEAST_SHARE * abs(usual), least)
    return (newest - usual) / spread if spread else None
