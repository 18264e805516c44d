"""The life of an item: what was posted, what was set against it and when, and what remained open after each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from encours.web.charts.plot import Plot
from encours.web.charts.record import Chart
from encours.web.charts.specs import bars

FEWEST_DRAWN = 2


@dataclass(frozen=True, slots=True)
class Span:
    """Days over which the open amount stays the same; `until` is the last of them, None while it lasts."""

    since: date
    until: date | None
    change: Decimal
    balance: Decimal


def spans(columns: Mapping[str, Any], allocations: Sequence[Mapping[str, Any]]) -> list[Span]:
    """The balance of an item, oldest first: a first span when it is posted, one more on each day it is allocated.

    An allocation dated before the item is posted counts from its posting, as everywhere in the book.
    """
    posted: date = columns["posting_date"]
    steps = sorted((max(one["date"], posted), _change(columns["item"], one)) for one in allocations)
    changes = {
        day: sum((change for _day, change in found), Decimal(0))
        for day, found in groupby(steps, key=lambda step: step[0])
    }
    changes[posted] = columns["amount"] + changes.get(posted, Decimal(0))
    found, balance = [], Decimal(0)
    days = sorted(changes)
    for place, day in enumerate(days):
        balance += changes[day]
        following = days[place + 1] if place + 1 < len(days) else None
        found.append(Span(day, _day_before(following), changes[day], balance))
    return found


def drawn(found: Sequence[Span], currency: str, label: str, when: str) -> Chart | None:
    """The balance after each step; nothing to draw when it never changed."""
    if len(found) < FEWEST_DRAWN:
        return None
    # One bar a step: its day is told in full, as several may fall in one month.
    rows = [{"since": span.since, "balance": span.balance} for span in found]
    return bars(Plot(rows, "since", "balance", currency=currency, labels={"balance": label, "since": when}))


def _change(item: str, allocation: Mapping[str, Any]) -> Decimal:
    """A debit is lowered by what is set against it, a credit used up."""
    amount: Decimal = allocation["amount"]
    return -amount if allocation["debit_item"] == item else amount


def _day_before(day: date | None) -> date | None:
    return None if day is None else date.fromordinal(day.toordinal() - 1)
