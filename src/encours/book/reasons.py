"""Why an item's position differs between two versions of the book."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from encours.book.kinds import KINDS
from encours.i18n import _
from encours.money import to_units
from encours.said import day_text, sum_text

AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")


class Cause(StrEnum):
    """What the later version says otherwise than the earlier one."""

    NEW_ITEM = "new_item"
    REMOVED = "removed"
    AMOUNT = "amount"
    DUE_DATE = "due_date"
    POSTING_DATE = "posting_date"
    CUSTOMER = "customer"
    KIND = "kind"
    CURRENCY = "currency"
    ALLOCATION_ADDED = "allocation_added"
    ALLOCATION_REMOVED = "allocation_removed"
    ALLOCATION_CHANGED = "allocation_changed"


FACTS = (Cause.AMOUNT, Cause.DUE_DATE, Cause.POSTING_DATE, Cause.CUSTOMER, Cause.KIND, Cause.CURRENCY)


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause. `before` and `after` as an interchange file writes them, "" when there was or is nothing;
    for an allocation, `other` is the item it is set against and `on` its date."""

    cause: Cause
    before: str = ""
    after: str = ""
    other: str = ""
    on: date | None = None

    def __str__(self) -> str:
        """
        >>> str(Reason(Cause.ALLOCATION_ADDED, "", "20.00", "P1", date(2025, 6, 30)))
        'matched with P1 on 2025-06-30: 20.00'
        """
        before, after, other = _shown(self.cause, self.before), _shown(self.cause, self.after), self.other
        on = day_text(self.on) if self.on else ""
        match self.cause:
            case Cause.NEW_ITEM:
                return _("new item")
            case Cause.REMOVED:
                return _("removed")
            case Cause.ALLOCATION_ADDED:
                return _("matched with {0} on {1}: {2}").format(other, on, after)
            case Cause.ALLOCATION_REMOVED:
                return _("no longer matched with {0} on {1}: {2}").format(other, on, before)
            case Cause.ALLOCATION_CHANGED:
                return _("matched with {0} on {1}: {3} instead of {2}").format(other, on, before, after)
        return _changed(self.cause).format(before, after)


def _shown(cause: Cause, text: str) -> str:
    """An amount or a date as a sentence says it."""
    if not text or cause in (Cause.CUSTOMER, Cause.CURRENCY):
        return text
    if cause is Cause.KIND:
        return _(KINDS[text]) if text in KINDS else text
    if cause in (Cause.DUE_DATE, Cause.POSTING_DATE):
        return day_text(text)
    return (
        sum_text(to_units(Decimal(text))) if AMOUNT.fullmatch(text) else text
    )  # a page says its currency too


def _changed(fact: Cause) -> str:
    match fact:
        case Cause.AMOUNT:
            return _("amount {1} instead of {0}")
        case Cause.DUE_DATE:
            return _("due date {1} instead of {0}")
        case Cause.POSTING_DATE:
            return _("posting date {1} instead of {0}")
        case Cause.CUSTOMER:
            return _("customer {1} instead of {0}")
        case Cause.KIND:
            return _("kind {1} instead of {0}")
    return _("currency {1} instead of {0}")
