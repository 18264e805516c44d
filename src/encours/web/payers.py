"""What is told of customers wherever they are listed: how they pay, the part of their limit used, the age of debts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api import words
from encours.api.actions import last_of_customers, next_steps
from encours.api.customers import Account, Limit, limits
from encours.api.habits import Habit, habit_of
from encours.cube.buckets import UNAPPLIED
from encours.cube.filters import equals
from encours.web import typography
from encours.web.labels import work
from encours.web.labels.payers import payer
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import default_edges

Line = dict[str, Any]
Bucket = tuple[str, Decimal, str]  # its words, what is open in it, the same in words
FAR = date.max
NOTHING_DONE: Line = {"last_action": None, "did": "", "action": "", "next_on": None, "next_step": ""}
MANY = 20_000  # customers of whom all are asked for rather than each by name


def payers(visit: Visit, rows: Sequence[Mapping[str, Any]], shown: Collection[str]) -> list[Line]:
    """The lines of some cells; what is in no column `shown` is not asked of the book.

    `payer`, `dot` and `invoices` are the habit, `used` the part of the limit, `weighted_age` in days, `ageing` the open
    debits by bucket; `last_action`, `did` and `action` are the day, the words and the key of what was done last,
    `next_on` and `next_step` what is to be done.
    """
    keys = [key_of(row) for row in rows]
    if not keys:
        return []
    known = visit.habits(keys) if "payer" in shown else {}
    granted = limits(visit.book, keys, visit.day) if "used" in shown else {}
    ages = _ages(visit, keys) if "weighted_age" in shown else {}
    buckets = _buckets(visit, keys) if "ageing" in shown else {}
    done = _done(visit, keys) if {"last_action", "next_on"} & {*shown} else {}
    return [
        {
            **row,
            **_habit(known.get(key, habit_of(()))),
            "used": used(visit, granted.get(key), row["net"]),
            "weighted_age": ages.get(key),
            "ageing": buckets.get(key, []),
            **done.get(key, NOTHING_DONE),
        }
        for key, row in zip(keys, rows, strict=True)
    ]


def key_of(row: Mapping[str, Any]) -> Account:
    return row["entity"], row["customer"]


def conditions(row: Mapping[str, Any]) -> list[str]:
    """What the items of a customer have in common."""
    return [equals("entity", row["entity"]), equals("customer", row["customer"])]


def used(visit: Visit, limit: Limit | None, net: Decimal) -> Decimal | None:
    """The part of a limit that a position takes; none without a limit, or without a rate for it."""
    granted = granted_of(visit, limit) if limit is not None and limit.amount > 0 else None
    return None if granted is None else net / granted


def granted_of(visit: Visit, limit: Limit) -> Decimal | None:
    """A limit in the currency of the page, as the position is that it is held against; none without a rate."""
    factor = visit.book.converter(visit.currency).factor(limit.currency, visit.day)
    return None if factor is None else limit.amount * factor


def _habit(habit: Habit) -> Line:
    word, dot = payer(habit.payer)
    invoices = [(one.days_late, one.open) for one in habit.invoices]
    return {"payer": word, "dot": dot, "invoices": invoices}


def _done(visit: Visit, keys: Sequence[Account]) -> dict[Account, Line]:
    """What was done last about each customer, and the next step it is at."""
    of = None if len(keys) >= MANY else keys
    last = last_of_customers(visit.book, visit.until, of)
    steps = {key_of(row): row for row in next_steps(visit.book, visit.until, FAR, of)}
    return {
        key: {
            **NOTHING_DONE,
            **(_did(last[key]) if key in last else {}),
            **({name: steps[key][name] for name in ("next_on", "next_step")} if key in steps else {}),
        }
        for key in {*last, *steps}
    }


def _did(row: Mapping[str, Any]) -> Line:
    told = " · ".join(filter(None, (work.action(row["kind"]), work.outcome(row["outcome"]))))
    return {"last_action": row["done_on"], "did": told, "action": row["action"]}


def _ages(visit: Visit, keys: Sequence[Account]) -> dict[Account, Decimal | None]:
    rows = visit.show("weighted_age", by=["entity", "customer"], where=_within(keys))
    return {key_of(row): row["weighted_age"] for row in rows}


def _buckets(visit: Visit, keys: Sequence[Account]) -> dict[Account, list[Bucket]]:
    rows = visit.show("aged", by=["entity", "customer"], where=_within(keys), edges=default_edges())
    buckets: dict[Account, list[Bucket]] = {key: [] for key in keys}
    for row in rows:
        if key_of(row) in buckets and row["bucket"] != UNAPPLIED:
            amount = typography.money(row["aged"], visit.currency, "short")
            buckets[key_of(row)].append((words.bucket(row["bucket"]), row["aged"], amount))
    return buckets


def _within(keys: Sequence[Account]) -> dict[str, list[str]]:
    """All of these customers, and of the same names in the other entities."""
    if len(keys) >= MANY:
        return {}
    return {
        "entity": sorted({entity for entity, _customer in keys}),
        "customer": sorted({customer for _entity, customer in keys}),
    }
