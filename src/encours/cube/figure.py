"""What every figure says of itself, summed or divided: its unit, its family, which way is good, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from encours.i18n import mark

Parameters = Mapping[str, str]


class Unit(StrEnum):
    """`RATE` is a share between 0 and 1 (shown in %), `PERCENT` is already multiplied by 100."""

    MONEY = "money"
    DAYS = "days"
    RATE = "rate"
    PERCENT = "percent"
    COUNT = "count"
    INDEX = "index"


class Better(StrEnum):
    """Which way a figure goes when things go well; neither, where nobody can say."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Cost(StrEnum):
    """What each date of a figure reads: sums (of month-ends, of days); every allocation, due date or dispute; every
    customer account."""

    SUMS = "sums"
    ROWS = "rows"
    ACCOUNTS = "accounts"


class Family(StrEnum):
    """What a figure tells."""

    DSO = "dso"
    PUNCTUALITY = "punctuality"
    EFFECTIVENESS = "effectiveness"
    CONCENTRATION = "concentration"
    DISPUTES = "disputes"
    PROMISES = "promises"
    WORK = "work"
    OWN = "own"  # made by its users
    POSITIONS = "positions"
    FLOWS = "flows"


class Shape(StrEnum):
    """What a figure is made of: the rows it adds up; sums; the months of sales; the net positions of all customers."""

    ROWS = "rows"
    SUMS = "sums"
    MONTHS = "months"
    SHARES = "shares"


class When(StrEnum):
    """Over what a measure is taken: the position at D or before the window, the window, 12 months."""

    END = "end"
    START = "start"
    WINDOW = "window"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Need:
    """A measure a figure needs; its value reaches the formula as the argument called `name`."""

    measure: str
    when: When = When.END
    alias: str = ""

    @property
    def name(self) -> str:
        return self.alias or self.measure


@dataclass(frozen=True, slots=True)
class Parameter:
    """A choice left to the reader; without `choices` any value: a whole number, a period such as `3m`."""

    name: str
    default: str
    about: str
    choices: tuple[str, ...] = ()


WINDOW = Parameter(
    "window",
    "3m",
    mark("Period of the flows; it ends on the date of the figure"),
)
WITHIN = Parameter(
    "within",
    "30",
    mark("Days after an action within which what comes is laid to it"),
)


def tone(better: Better, change: Any) -> str:
    """Whether a change is `good` or `bad` news; `flat` when there is none, or when nobody can say.

    >>> tone(Better.DOWN, 3), tone(Better.UP, 3), tone(Better.NEITHER, 3), tone(Better.DOWN, 0)
    ('bad', 'good', 'flat', 'flat')
    """
    if not change or better is Better.NEITHER:
        return "flat"
    return "good" if (change > 0) == (better is Better.UP) else "bad"
