"""What no record of people's work can say, whatever its kind: amounts, days and texts that are slips."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from encours.api import words
from encours.cube.periods import FIRST
from encours.i18n import _
from encours.money.currencies import decimals_of, is_currency

LARGEST = Decimal(10**12)
FARTHEST_DAYS = 730  # a date beyond is a slip of the keyboard


def of_money(amount: Decimal | None, currency: str) -> dict[str, str]:
    """Of an amount in a currency, or of none: what is wrong, by field."""
    if not is_currency(currency):
        return {"currency": _("Write the currency as its code, such as EUR.")}
    if amount is None:
        return {}
    if not amount.is_finite() or amount <= 0:
        return {"amount": _("Write an amount above zero.")}
    if amount >= LARGEST:
        return {"amount": _("This amount is too large: check it.")}
    decimals = decimals_of(currency)
    if amount != round(amount, decimals):
        return {"amount": _("An amount in {0} has {1} decimals at most.").format(currency, decimals)}
    return {}


def of_texts(said: Any, **longest: int) -> dict[str, str]:
    """Of texts that have more characters than they may: `of_texts(said, contact=200)`."""
    found: dict[str, str] = {}
    for name, most in longest.items():
        length = len(getattr(said, name))
        if length > most and name == "comment":
            found[name] = _("A comment holds {0} characters, not {1}.").format(most, length)
        elif length > most:
            found[name] = _("{0} has more than {1} characters.").format(words.field(name), most)
    return found


def begun(late: str, **day: date) -> dict[str, str]:
    """Of the day something was: today at the latest (`late` says so), and of which a ledger may speak."""
    ((name, on),) = day.items()
    if on > timezone.localdate():
        return {name: late}
    if on < FIRST:
        return {name: _("{0} is too far away: no ledger speaks of that day.").format(on)}
    return {}


def expected(since: date, early: str, **day: date | None) -> dict[str, str]:
    """Of the day something is awaited for: not before another (`early` says so), nor years after it."""
    ((name, on),) = day.items()
    if on is None:
        return {}
    if on < since:
        return {name: early}
    if (on - since).days > FARTHEST_DAYS:
        return {name: _("This date is more than two years away: check it.")}
    return {}
