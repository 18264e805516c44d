"""What somebody, or a rule, did about a customer on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zlib import crc32

from encours.demo.group.pieces import Account, Piece

_OPENS, _CLOSES = 8 * 60, 16 * 60 + 30  # minutes of the day, UTC
_RULES_AT = 5 * 60 + 30


@dataclass(frozen=True, slots=True)
class Deed:
    """One action; `about` is None for the whole account, `outcome` one of the usual codes or ""."""

    account: Account
    kind: str
    at: datetime
    author: str
    about: Piece | None = None
    level: int | None = None
    channel: str = ""
    automatic: bool = False
    minutes: int = 0
    outcome: str = ""
    contact: str = ""
    note: str = ""
    next_step: str = ""
    next_on: date | None = None

    @property
    def day(self) -> date:
        return self.at.date()


def at_work(random: Random, day: date) -> datetime:
    """An instant of office hours."""
    return _instant(day, random.randrange(_OPENS, _CLOSES))


def of_one_letter(account: Account, day: date) -> datetime:
    """When an account is written to on a day: what is reminded together has one instant."""
    place = crc32(f"{account.company.code}/{account.code}/{day}".encode())
    return _instant(day, _OPENS + place % (_CLOSES - _OPENS))


def by_rule(day: date) -> datetime:
    """When the rules remind: before anybody is there."""
    return _instant(day, _RULES_AT)


def taking(random: Random, mean: int) -> int:
    """Minutes that take so long in the mean."""
    return max(1, round(random.lognormvariate(0, 0.45) * mean))


def _instant(day: date, minutes: int) -> datetime:
    # Without a zone, as exports write it: the book takes it for UTC.
    return datetime.combine(day, time()) + timedelta(minutes=minutes)
