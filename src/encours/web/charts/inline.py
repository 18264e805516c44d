"""Small drawings that need no script: a trend, an ageing strip, a payer's habit, a meter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from encours.web.charts.payer import tone

SPARK_WIDTH, SPARK_HEIGHT, MARGIN = 160, 34, 4
HABIT_HEIGHT, HABIT_STEP, HABIT_BAR = 16, 7, 4
LATEST_DRAWN = 60  # days late beyond which a bar grows no more
LOWEST = 3


@dataclass(frozen=True, slots=True)
class Spark:
    """Paths of a sparkline: the line, the area under it, the last point; empty when nothing can be drawn."""

    line: str
    area: str
    last: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of an ageing strip, `x` and `width` in percent of it."""

    color: str
    x: str
    width: str
    tip: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An invoice in the habit strip: low when on time, higher and warmer as it is later, hollow while open."""

    x: int
    y: float
    height: float
    tone: str
    is_open: bool


def spark(values: Sequence[Any]) -> Spark:
    """A trend from its values; those that make no sense (None) are passed over.

    >>> spark([1, None, 3]).line
    'M4.0,30.0L156.0,4.0'
    """
    known = [(n, float(value)) for n, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return Spark("", "", "")
    low, high = min(v for _, v in known), max(v for _, v in known)
    step = (SPARK_WIDTH - 2 * MARGIN) / (len(values) - 1)
    tall = SPARK_HEIGHT - 2 * MARGIN
    # A flat series runs in the middle rather than along an edge.
    points = [
        (MARGIN + n * step, MARGIN + tall * (1 - ((v - low) / (high - low) if high > low else 0.5)))
        for n, v in known
    ]
    line = "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    (first, _), (x, y) = points[0], points[-1]
    return Spark(line, f"{line}V{SPARK_HEIGHT}H{first:.1f}Z", f"M{x:.1f},{y:.1f}h0")


def strip(parts: Sequence[tuple[str, Any, str]], colors: Sequence[str]) -> tuple[Segment, ...]:
    """Parts of an ageing (bucket, amount, text) as shares of their sum; credits and empty buckets have no part.

    >>> [segment.width for segment in strip([("not due", 30, ""), ("late", 10, ""), ("credits", -5, "")], ["a", "b"])]
    ['75.000', '25.000']
    """
    total = sum((Decimal(value) for _, value, _ in parts if value and value > 0), Decimal(0))
    segments, start = [], Decimal(0)
    for n, (name, value, text) in enumerate(parts):
        if not value or value <= 0:
            continue
        width = Decimal(value) / total * 100
        tip = f"{name} {text}".strip()
        segments.append(Segment(colors[min(n, len(colors) - 1)], f"{start:.3f}", f"{width:.3f}", tip))
        start += width
    return tuple(segments)


def habit(invoices: Sequence[tuple[Any, bool]]) -> tuple[Bar, ...]:
    """A bar per invoice (days late, whether still open), oldest first.

    >>> [(bar.height, bar.tone) for bar in habit([(-4, False), (30, False), (200, True)])]
    [(3, 'h0'), (9.5, 'h2'), (16.0, 'h3')]
    """
    bars = []
    for n, (days, is_open) in enumerate(invoices):
        late = min(max(days or 0, 0), LATEST_DRAWN)
        height = LOWEST + (HABIT_HEIGHT - LOWEST) * int(late) / LATEST_DRAWN if late else LOWEST
        bars.append(Bar(n * HABIT_STEP, HABIT_HEIGHT - height, height, tone(days), is_open))
    return tuple(bars)
