"""How an indicator is declared: what it needs from the cube, its formula, and the words that explain it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """`RATE` is a share between 0 and 1 (shown in %), `PERCENT` is already multiplied by 100."""

    MONEY = "money"
    DAYS = "days"
    RATE = "rate"
    PERCENT = "percent"
    COUNT = "count"
    INDEX = "index"


class When(StrEnum):
    """Over what a measure is taken: the position at D or before the window, the window, 12 months."""

    END = "end"
    START = "start"
    WINDOW = "window"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Need:
    """A measure an indicator needs; its value reaches the formula as the argument called `name`."""

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


class Shape(StrEnum):
    """What the formula receives: sums; the months of sales; the net positions of all customers."""

    SUMS = "sums"
    MONTHS = "months"
    SHARES = "shares"


Parameters = Mapping[str, str]
Formula = Callable[..., Decimal | None]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One named figure.

    `needs(parameters)` lists the measures for the parameters chosen. `compute(parameters, **values)` receives
    each need under its name as a Decimal in major units of the reporting currency (counts as whole Decimals),
    and `days`, the calendar days of the window; it returns None where the figure makes no sense.
    """

    name: str
    label: str
    unit: Unit
    definition: str
    formula: str
    source: str
    needs: Callable[[Parameters], tuple[Need, ...]]
    compute: Formula
    parameters: tuple[Parameter, ...] = ()
    shape: Shape = Shape.SUMS
    main_parameter: str = ""  # the one written after a colon: on_time_rate:5

    def defaults(self) -> dict[str, str]:
        return {parameter.name: parameter.default for parameter in self.parameters}
