"""Whether a figure drifts away from its own past, by statistics that one odd month does not upset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from statistics import median

MAD_TO_DEVIATION = Decimal("1.4826")  # makes the MAD of normal values equal to their standard deviation


@dataclass(frozen=True, slots=True)
class Trend:
    """The last point of a series against the points before it.

    `usual` is their median, `spread` how far from it they usually are, `gap` the last point less the usual
    one, `slope` the change from one point to the next, and `drifting` the alert.
    """

    last: Decimal
    usual: Decimal
    spread: Decimal
    gap: Decimal
    slope: Decimal
    drifting: bool


def trend(
    series: Sequence[Decimal | None],
    *,
    preceding: int = 12,
    at_least: int = 6,
    spreads: Decimal = Decimal(3),
    material_rate: Decimal = Decimal("0.05"),
) -> Trend | None:
    """Trend and drift alert of a series, oldest point first; points without value are skipped.

    The last point is compared with the `preceding` ones: it drifts when it is both unusual (further from
    their median than `spreads` times their usual deviation) and material (by more than `material_rate` of
    that median). The usual deviation is 1.4826 × the median absolute deviation, and the slope the median of
    the slopes between any two points (Theil-Sen), so a single odd month moves neither. None without a last
    value, or with fewer than `at_least` values before it.

    >>> months = [Decimal(days) for days in (60, 62, 61, 59, 95, 60, 61, 74)]
    >>> result = trend(months)
    >>> result.usual, result.gap, result.drifting
    (Decimal('61'), Decimal('13'), True)
    """
    window = series[-preceding - 1 :]
    points = [(at, value) for at, value in enumerate(window) if value is not None]
    if not window or window[-1] is None or len(points) <= at_least:
        return None
    past, last = [value for _, value in points[:-1]], window[-1]
    usual = median(past)
    spread = MAD_TO_DEVIATION * median(abs(value - usual) for value in past)
    gap = last - usual
    drifting = abs(gap) > spreads * spread and abs(gap) > material_rate * abs(usual)
    return Trend(last, usual, spread, gap, _slope(points), drifting)


def _slope(points: Sequence[tuple[int, Decimal]]) -> Decimal:
    return median((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2))
