"""Medians and the times nearly all keep under."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil


def at(values: Sequence[float], rate: float) -> float:
    """The smallest value that so large a share of them does not exceed.

    >>> at([0.1, 0.2, 0.3, 9.0], 0.5), at([0.1, 0.2, 0.3, 9.0], 0.95), at([0.4], 0.99)
    (0.2, 9.0, 0.4)
    """
    return sorted(values)[max(0, ceil(len(values) * rate) - 1)]
