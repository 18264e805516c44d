"""One measured line, and the limit it should keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Of = Literal["ratio", "seconds", "gigabytes"]
SHOWN = {"ratio": "≤ {:g}×", "seconds": "≤ {:g} s", "gigabytes": "≤ {:g} GB"}


@dataclass(frozen=True, slots=True)
class Limit:
    """The most a figure of a line should be."""

    most: float
    of: Of

    def __str__(self) -> str:
        return SHOWN[self.of].format(self.most)


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured. `alone` and `alone_ratio` are those of the statements without Python around them."""

    what: str
    seconds: float | None = None
    ratio: float | None = None
    limit: Limit | None = None
    gigabytes: float | None = None
    alone: float | None = None
    alone_ratio: float | None = None

    @property
    def kept(self) -> bool | None:
        """Whether the limit is kept; None without one.

        >>> Line("x", 0.03, 2.5, Limit(2, "ratio")).kept
        False
        """
        if self.limit is None:
            return None
        value = {"ratio": self.ratio, "seconds": self.seconds, "gigabytes": self.gigabytes}[self.limit.of]
        return value is not None and value <= self.limit.most
