"""What was found by a rule: states of subjects, those nothing can be said of, or why it could not be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

MOST = 500  # states a rule keeps, the worst ones first


@dataclass(frozen=True, slots=True)
class Finding:
    """One state: its `subject` (a key that stays the same as long as it lasts), its class, the value and what it is
    held against. `facts` say whom and what it is about, as JSON holds it; `narrows` which perimeter that lies in."""

    subject: str
    level: int
    value: Decimal | int | None = None
    reference: Decimal | int | None = None
    unit: str = ""
    currency: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    narrows: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """All that one rule found on a day. With a `problem` nothing is known, and what stood stands."""

    day: date
    states: tuple[Finding, ...] = ()
    unknown: frozenset[str] = frozenset()
    problem: str = ""
    left_out: int = 0


def found(day: date, states: list[Finding], unknown: frozenset[str] = frozenset()) -> Found:
    """With the worst ones alone where there are too many: the others are counted."""
    standing = sorted((one for one in states if one.level), key=_worst_first)
    return Found(day, tuple(standing[:MOST]), unknown, left_out=max(len(standing) - MOST, 0))


def _worst_first(one: Finding) -> tuple[int, Decimal, str]:
    beyond = abs(Decimal(one.value or 0) - Decimal(one.reference or 0))
    return -one.level, -beyond, one.subject
