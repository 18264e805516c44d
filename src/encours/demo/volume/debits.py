"""What customers are billed: invoices, instalments, debit notes and bills of a slice of customers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from encours.book.records import Kind
from encours.demo.volume.population import DECIMALS, HABITS, PER_EURO, Population
from encours.demo.volume.timeline import Floats, Ints, Timeline

KINDS = (Kind.INVOICE, Kind.DEBIT_NOTE, Kind.BILL)
SHARE = 0.495  # of all items
_KIND_SHARES = (0.91, 0.04, 0.05)
_INSTALMENT_SHARE = 0.09
_MOST_INSTALMENTS = 4
_NUMBER = 1 << 20  # more than any day number, to sort by customer then day in one key
_HABIT_MEAN, _HABIT_SPREAD, _HABIT_NEVER = (np.array(column) for column in zip(*HABITS, strict=True))
_FACTOR = np.array(PER_EURO) * 10.0**DECIMALS
MEDIAN = 7.3  # log of the middle invoice in euros, about 1 480
LEAST, MOST = 50.0, 500_000.0


@dataclass(frozen=True, slots=True)
class Debits:
    """One row per item, by customer then posting day. `customer` is an index in the population, amounts are in
    minor units; `head` is the row of the document's first instalment; `paid` the day it would be paid, and
    `settles` says it has been by the last day."""

    customer: Ints
    kind: Ints
    head: Ints
    posting: Ints
    issue: Ints
    due: Ints
    amount: Ints
    paid: Ints
    settles: Ints

    def __len__(self) -> int:
        return len(self.customer)


def bill(rng: np.random.Generator, who: Population, block: slice, time: Timeline) -> Debits:
    """The debits of those customers: about half of their items."""
    counts = _shared_out(who.items[block], SHARE)
    customer = np.repeat(np.arange(block.start, block.stop), counts)
    size = len(customer)
    moment = who.won[customer] + (who.lost - who.won)[customer] * rng.random(size)
    posting = _sorted_days(customer, time.days_of(moment))
    kind = np.searchsorted(np.cumsum(_KIND_SHARES[:-1]), rng.random(size), side="right")
    head = _heads(rng, customer, kind)
    posting = posting[head]
    late_entry = np.where(rng.random(size) < 0.12, rng.integers(1, 5, size), 0)
    issue = posting - late_entry[head]
    due = time.due_of(who.terms[customer], issue) + 30 * (np.arange(size) - head)
    paid = _payment_days(rng, who, customer, posting, due, time)
    never = rng.random(size) < _HABIT_NEVER[who.habit[customer]]
    return Debits(
        customer, kind, head, posting, issue, due,
        amounts(rng, who, customer)[head],
        paid,
        (~never & (paid <= time.last)).astype(np.int64),
    )  # fmt: skip


def amounts(rng: np.random.Generator, who: Population, customer: Ints) -> Ints:
    """Log-normal amounts in minor units of each customer's currency, 50 to 500 000 euros' worth."""
    size = who.size[customer]
    draws = rng.normal(0.0, 1.15, len(customer))
    # One customer in ten buys on subscription: the same amount again and again.
    draws = np.where(customer % 10 == 3, 0.3, draws)
    euros = np.exp(MEDIAN + size + draws).clip(LEAST, MOST)
    return to_minor(euros, who.currency[customer])


def to_minor(euros: Floats, currency: Ints) -> Ints:
    """Euros, roughly converted into whole minor units of those currencies."""
    units: Ints = np.rint(euros * _FACTOR[currency]).astype(np.int64)
    return units


def _shared_out(items: Ints, share: float) -> Ints:
    """That share of each customer's items, rounded so that the total keeps the share."""
    ends = np.floor(np.cumsum(items) * share + 0.5).astype(np.int64)
    counts: Ints = np.diff(ends, prepend=0)
    return counts


def _sorted_days(customer: Ints, day: Ints) -> Ints:
    key = customer * _NUMBER + day
    key.sort()
    return key % _NUMBER


def _heads(rng: np.random.Generator, customer: Ints, kind: Ints) -> Ints:
    """The row of the first instalment of each row's document: mostly itself."""
    size = len(customer)
    rows = np.arange(size)
    follows = np.zeros(size, dtype=bool)
    follows[1:] = (customer[1:] == customer[:-1]) & (kind[1:] == 0) & (kind[:-1] == 0)
    follows &= rng.random(size) < _INSTALMENT_SHARE
    head: Ints = np.maximum.accumulate(np.where(follows, 0, rows))
    return np.asarray(np.where(rows - head < _MOST_INSTALMENTS, head, rows))


def _payment_days(
    rng: np.random.Generator, who: Population, customer: Ints, posting: Ints, due: Ints, time: Timeline
) -> Ints:
    """The day each would be paid, by the habit of the customer: on a working day or at a payment run."""
    habit = who.habit[customer]
    late = np.rint(rng.normal(_HABIT_MEAN[habit], _HABIT_SPREAD[habit])).astype(np.int64)
    wanted = np.maximum(due + late, posting + 1) - time.zero
    wanted = wanted.clip(0, len(time.working) - 1)
    return np.asarray(np.where(who.runs[customer] == 1, time.run[wanted], time.working[wanted]))
