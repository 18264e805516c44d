"""What customers pay: payments, credit notes, advances and write-offs, and the debits each one settles.

Credits walk through the debits that end up settled: each takes a window of consecutive debits of its customer, the
windows overlap, and a debit is shared between the credits that reach it. So a payment settles one or many
invoices, an invoice is paid at once or in parts, and the number of credits is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from encours.book.records import Kind
from encours.demo.volume.debits import Debits, amounts
from encours.demo.volume.population import Population
from encours.demo.volume.timeline import Floats, Ints, Timeline

KINDS = (Kind.PAYMENT, Kind.CREDIT_NOTE, Kind.ADVANCE, Kind.WRITE_OFF)
PAYMENT, CREDIT_NOTE, ADVANCE, WRITE_OFF = range(4)
_KIND_SHARES = (0.8, 0.13, 0.045, 0.025)
_WEIGHTS = np.array((1.0, 0.2, 0.5, 0.03))  # how much of a debit each kind takes, against the others
# Debits reached by a payment: 65 % one, 16 % two, 7 % three, and a tail up to a hundred.
_SINGLE, _PAIR, _TRIPLE = 0.65, 0.81, 0.88
_TAIL_SHAPE, _MOST = 0.42, 100.0
_WINDOW_DAYS = 60  # one payment settles what was invoiced within that time
_UNAPPLIED = np.array((0.004, 0.012, 0.03, 0.0))
_OVERPAID = np.array((0.006, 0.03, 0.12, 0.0))
_PARTIAL_SHARE = 0.015
_LAGS = np.array((0.5, 0.72, 0.84, 0.92, 0.97))  # cumulated: matched the same day, the next…
_NUMBER = 1 << 20


@dataclass(frozen=True, slots=True)
class Credits:
    """One row per item, by customer; `value` is the value date, `amount` positive minor units."""

    customer: Ints
    kind: Ints
    posting: Ints
    value: Ints
    amount: Ints

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(frozen=True, slots=True)
class Links:
    """Allocations: rows of the debits and of the credits, matching day and positive minor units."""

    debit: Ints
    credit: Ints
    day: Ints
    amount: Ints


@dataclass(frozen=True, slots=True)
class _Windows:
    """Per credit: the first debit of its window, how many it reaches (0: none) and the posting of the last one."""

    first: Ints
    count: Ints
    last_posting: Ints
    edges: Ints  # the debits reached, one credit after the other


def settle(
    rng: np.random.Generator, who: Population, block: slice, debits: Debits, time: Timeline
) -> tuple[Credits, Links]:
    """The credits of those customers, all the items their debits leave, and what they settle by the last day."""
    billed = np.bincount(debits.customer - block.start, minlength=block.stop - block.start)
    counts = who.items[block] - billed
    customer = np.repeat(np.arange(block.start, block.stop), counts)
    kind = np.searchsorted(np.cumsum(_KIND_SHARES[:-1]), rng.random(len(customer)), side="right")
    windows = _windows(rng, block, customer, counts, kind, debits)
    kind = np.where((windows.count == 0) & (kind == WRITE_OFF), PAYMENT, kind)
    value, posting = _dates(rng, kind, windows, debits, time)
    credit = np.repeat(np.arange(len(customer)), windows.count)
    parts = _parts(rng, kind[credit], windows.edges, debits)
    whole = np.bincount(credit, parts, len(customer)).astype(np.int64)
    lag = np.searchsorted(_LAGS, rng.random(len(customer)), side="right")
    day = (np.maximum(posting, windows.last_posting) + lag)[credit]
    amount = whole + _left_over(rng, who, customer, kind, windows.count, whole)
    known = day <= time.last  # the cash of the last days is in, not matched yet
    links = Links(windows.edges[known], credit[known], day[known], parts[known])
    return Credits(customer, kind, posting, value, amount), links


def _windows(
    rng: np.random.Generator, block: slice, customer: Ints, counts: Ints, kind: Ints, debits: Debits
) -> _Windows:
    settled = np.flatnonzero(debits.settles)
    owner = debits.customer[settled] - block.start
    available = np.bincount(owner, minlength=block.stop - block.start)
    starts = np.cumsum(available) - available
    local = customer - block.start
    rank = np.arange(len(customer)) - (np.cumsum(counts) - counts)[local]
    place = starts[local] + rank * available[local] // np.maximum(counts[local], 1)
    reached = np.where(available[local] > 0, _reach(rng, kind), 0)
    safe = np.minimum(place, max(len(settled) - 1, 0))
    days = debits.posting[settled]
    key = owner * _NUMBER + days
    first_day = days[safe] if len(settled) else np.zeros_like(safe)
    end = np.searchsorted(key, local * _NUMBER + first_day + _WINDOW_DAYS, side="right")
    count = np.minimum(reached, np.maximum(end - place, 0))
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    edges = settled[np.repeat(place, count) + within]
    first = settled[safe] if len(settled) else np.zeros_like(safe)
    last = settled[np.where(count > 0, place + count - 1, 0)] if len(settled) else first
    last_posting = np.where(count > 0, debits.posting[last], 0) if len(debits) else np.zeros_like(place)
    return _Windows(first, count, last_posting, edges)


def _reach(rng: np.random.Generator, kind: Ints) -> Ints:
    """How many debits each credit would settle if its customer has them."""
    size = len(kind)
    draw = rng.random(size)
    tail = 3.0 + np.minimum(rng.pareto(_TAIL_SHAPE, size) * 2.0, _MOST - 4.0)
    payment = 1 + (draw >= _SINGLE) + (draw >= _PAIR) + np.where(draw >= _TRIPLE, np.floor(tail) - 2, 0)
    few = 1 + (rng.random(size) < 0.15)
    reach = np.where(kind == PAYMENT, payment, np.where(kind == WRITE_OFF, 1, few)).astype(np.int64)
    return np.where(rng.random(size) < _UNAPPLIED[kind], 0, reach)


def _dates(
    rng: np.random.Generator, kind: Ints, windows: _Windows, debits: Debits, time: Timeline
) -> tuple[Ints, Ints]:
    """Value date and posting date of each credit, none after the last day."""
    size = len(kind)
    anywhere = time.days_of(rng.random(size))
    if not len(debits):
        return anywhere, anywhere
    posting, paid, due = (column[windows.first] for column in (debits.posting, debits.paid, debits.due))
    # Several payments of the same invoices do not all come on the same day.
    payment = np.maximum(
        paid + np.where(rng.random(size) < 0.4, rng.integers(0, 9, size), 0), windows.last_posting
    )
    by_kind = np.choose(
        kind,
        [
            payment,
            posting + rng.integers(3, 45, size),
            np.maximum(posting - rng.integers(5, 40, size), time.first),
            due + rng.integers(60, 200, size),
        ],
    )
    value = np.minimum(np.where(windows.count > 0, by_kind, anywhere), time.last)
    delay = np.searchsorted((0.6, 0.9), rng.random(size), side="right")
    return value, np.minimum(np.where(kind == WRITE_OFF, value, value + delay), time.last)


def _parts(rng: np.random.Generator, kind: Ints, edges: Ints, debits: Debits) -> Ints:
    """What each credit takes of each debit: whole minor units, at least one, never more than the debit."""
    weight = _WEIGHTS[kind] * (0.4 + 0.6 * rng.random(len(edges)))
    share = np.where(rng.random(len(debits)) < _PARTIAL_SHARE, 0.3 + 0.65 * rng.random(len(debits)), 1.0)
    order = np.argsort(edges, kind="stable")
    debit = edges[order]
    reached, upto = _cumulated_within(debit, weight[order])
    taken = np.floor(debits.amount[debit] * share[debit] * upto).astype(np.int64)
    before = np.where(reached, 0, np.concatenate(([0], taken[:-1])) if len(taken) else taken)
    parts = np.empty_like(taken)
    parts[order] = taken - before
    return parts


def _cumulated_within(group: Ints, weight: Floats) -> tuple[Ints, Floats]:
    """For sorted groups: whether each row opens its group, and the cumulated share of the group's weight (the last
    row of a group has exactly 1)."""
    if not len(group):
        return group, weight
    opens = np.concatenate(([True], group[1:] != group[:-1]))
    closes = np.concatenate((opens[1:], [True]))
    total = np.cumsum(weight)
    row = np.maximum.accumulate(np.where(opens, np.arange(len(group)), 0))
    base = total[row] - weight[row]
    last = np.flatnonzero(closes)[np.cumsum(opens) - 1]
    return opens, np.where(closes, 1.0, (total - base) / (total[last] - base))


def _left_over(
    rng: np.random.Generator, who: Population, customer: Ints, kind: Ints, count: Ints, whole: Ints
) -> Ints:
    """What a credit holds beyond what it settles: all of it when it settles nothing, sometimes a remainder."""
    beyond = amounts(rng, who, customer)
    over = rng.random(len(customer)) < _OVERPAID[kind]
    more: Ints = np.where(count == 0, beyond, np.where(over, np.maximum(whole // 7, 1), 0))
    return more
