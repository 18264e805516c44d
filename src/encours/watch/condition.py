"""When a figure is worth an alert: beyond a threshold, changed over a period, adrift from its own history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import Any

from encours.watch import drift

# How far beyond its limit, as a share of it, a state is of the second class, of the third: worse, and told again.
WORSE_AT = (Decimal("0.5"), Decimal(1))


class Check(StrEnum):
    """What is asked of a figure."""

    ABOVE = "above"
    BELOW = "below"
    RISES = "rises"
    FALLS = "falls"
    DRIFTS = "drifts"


class Way(StrEnum):
    """Which way a drift is looked for."""

    UP = "up"
    DOWN = "down"
    EITHER = "either"


CHANGES = (Check.RISES, Check.FALLS)


@dataclass(frozen=True, slots=True)
class Condition:
    """`limit` is a value of the figure; of a change the least that matters, as a share of the value before when
    `relative`, over so many `months`; of a drift its steps."""

    test: Check
    limit: Decimal
    months: int = 1
    relative: bool = False
    way: Way = Way.EITHER

    def said(self) -> dict[str, Any]:
        """As JSON holds it."""
        more = {"months": self.months, "relative": self.relative, "way": self.way.value}
        return {"test": self.test.value, "limit": str(self.limit), **more}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`level` is 0 where the condition does not hold, else the class of the state, 1 to 3; `reference` what the value
    is held against: the limit, the value before, the usual one."""

    level: int
    value: Decimal
    reference: Decimal


def condition_of(said: Mapping[str, Any]) -> Condition:
    """What `Condition.said` wrote."""
    return Condition(
        Check(said["test"]),
        Decimal(said["limit"]),
        int(said.get("months", 1)),
        bool(said.get("relative")),
        Way(said.get("way", "either")),
    )


def verdict(of: Condition, values: Sequence[Decimal | None]) -> Verdict | None:
    """What a condition says of values, oldest first; None where it cannot be said: no value, nothing to compare with.

    A threshold reads the newest; a change the first and the newest; a drift all of them.

    >>> verdict(Condition(Check.ABOVE, Decimal(60)), [Decimal(60)]).level
    0
    >>> [verdict(Condition(Check.ABOVE, Decimal(60)), [Decimal(days)]).level for days in (61, 89, 90, 120)]
    [1, 1, 2, 3]
    >>> verdict(Condition(Check.RISES, Decimal("0.1"), relative=True), [Decimal(100), Decimal(111)]).level
    1
    """
    newest = values[-1] if values else None
    if newest is None:
        return None
    if of.test in CHANGES:
        return _changed(of, values[0] if len(values) > 1 else None, newest)
    if of.test is Check.DRIFTS:
        return _adrift(of, values[:-1], newest)
    past = newest - of.limit if of.test is Check.ABOVE else of.limit - newest
    return Verdict(level(past, of.limit), newest, of.limit)


def level(past: Decimal, limit: Decimal) -> int:
    """The class of what is `past` a limit by so much; 0 when it is not."""
    if past <= 0:
        return 0
    share = past / abs(limit) if limit else Decimal(0)
    return 1 + sum(share >= at for at in WORSE_AT)


def _changed(of: Condition, before: Decimal | None, newest: Decimal) -> Verdict | None:
    if before is None or (of.relative and not before):
        return None
    change = (newest - before) if of.test is Check.RISES else (before - newest)
    found = change / abs(before) if of.relative else change
    return Verdict(level(found - of.limit, of.limit), newest, before)


def _adrift(of: Condition, past: Sequence[Decimal | None], newest: Decimal) -> Verdict | None:
    found = drift.steps(newest, past)
    if found is None:
        return None
    usual = median(value for value in past if value is not None)
    towards = {Way.UP: found, Way.DOWN: -found, Way.EITHER: abs(found)}[of.way]
    return Verdict(level(towards - of.limit, of.limit), newest, usual)
