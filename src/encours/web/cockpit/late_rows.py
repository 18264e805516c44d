"""The customers with something overdue, largest first, with what is told of each: habit, ageing, limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from encours.api import words
from encours.api.customers import Account, Limit, limits
from encours.api.habits import Habit, Payer, habits
from encours.cube.buckets import UNAPPLIED
from encours.cube.filters import equals
from encours.web import typography
from encours.web.labels.payers import payer
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import default_edges

MEASURES = ("net", "overdue", "overdue_count")
BY = ("entity", "customer", "customer_name", "collector")
LATE = "overdue>0"
BATCH = 2_000
LOOKED_AT = (
    2_000  # customers among whom those of one habit are looked for: a page must not wait for all of very many
)


@dataclass(frozen=True, slots=True)
class OfHabit:
    """The cells of those who pay in one way, found among the first `looked_at` customers of `count`."""

    cells: Sequence[Mapping[str, Any]]
    looked_at: int
    count: int

    @property
    def exact(self) -> bool:
        return self.looked_at == self.count


@dataclass(frozen=True, slots=True)
class LateCustomer:
    """A line of the table. `ageing` is the open debits by bucket (words, amount, amount in words)."""

    entity: str
    customer: str
    customer_name: str
    collector: str
    net: Decimal
    overdue: Decimal
    overdue_count: int
    habit: Habit | None
    limit: Limit | None
    used: Decimal | None
    ageing: tuple[tuple[str, Decimal, str], ...] = field(default=())

    @property
    def invoices(self) -> list[tuple[int, bool]]:
        """Days late of the last invoices, and whether each is open, as they are drawn."""
        return [(one.days_late, one.open) for one in self.habit.invoices] if self.habit else []

    @property
    def payer(self) -> str:
        return self._said[0]

    @property
    def dot(self) -> str:
        return self._said[1]

    @property
    def _said(self) -> tuple[str, str]:
        return payer(self.habit.payer if self.habit else Payer.UNKNOWN)

    @property
    def conditions(self) -> list[str]:
        """What its rows have in common."""
        return [equals("entity", self.entity), equals("customer", self.customer)]


def page(
    visit: Visit, order: str, limit: int, offset: int, search: str
) -> tuple[list[LateCustomer], int, Mapping[str, Any]]:
    """Some of them in an order, how many there are, and the totals of all."""
    found = visit.book.ranked(
        *MEASURES, by=BY, having=LATE, order=order, limit=limit, offset=offset, search=search, **visit.asked
    )
    return told(visit, list(found.rows)), found.count, found.totals


def of_habit(visit: Visit, kind: Payer, order: str, search: str) -> OfHabit:
    """Those who pay in one way, in an order: all of them, unless there are too many customers to look at each."""
    found = visit.book.ranked(
        *MEASURES, by=BY, having=LATE, order=order, limit=LOOKED_AT, search=search, **visit.asked
    )
    known = habits(visit.book, [account(row) for row in found.rows], visit.day)
    kept = [row for row in found.rows if (of := known.get(account(row))) and of.payer is kind]
    return OfHabit(kept, len(found.rows), found.count)


def every(visit: Visit, order: str, search: str) -> Iterator[LateCustomer]:
    """All of them, for a file."""
    rows, count, _totals = page(visit, order, BATCH, 0, search)
    yield from rows
    for offset in range(BATCH, count, BATCH):
        yield from page(visit, order, BATCH, offset, search)[0]


def told(visit: Visit, rows: Sequence[Mapping[str, Any]]) -> list[LateCustomer]:
    """The lines of some cells, with what is said of each customer."""
    accounts = [account(row) for row in rows]
    if not accounts:
        return []
    payers = habits(visit.book, accounts, visit.day)
    granted = limits(visit.book, accounts, visit.day)
    ages = _ageing(visit, accounts)
    return [_line(visit, row, payers, granted, ages) for row in rows]


def account(row: Mapping[str, Any]) -> Account:
    return row["entity"], row["customer"]


def _line(
    visit: Visit,
    row: Mapping[str, Any],
    payers: Mapping[Account, Habit],
    granted: Mapping[Account, Limit],
    ages: Mapping[Account, tuple[tuple[str, Decimal, str], ...]],
) -> LateCustomer:
    key = account(row)
    return LateCustomer(
        *key,
        row["customer_name"] or row["customer"],
        row["collector"] or "",
        row["net"],
        row["overdue"],
        row["overdue_count"],
        payers.get(key),
        granted.get(key),
        _used(visit, granted.get(key), row["net"]),
        ages.get(key, ()),
    )


def _used(visit: Visit, limit: Limit | None, net: Decimal) -> Decimal | None:
    """The part of the limit that the position takes; none without a limit, or without a rate for it."""
    if limit is None or limit.amount <= 0:
        return None
    factor = visit.book.converter(visit.currency).factor(limit.currency, visit.day)
    return None if factor is None else net / (limit.amount * factor)


def _ageing(visit: Visit, accounts: Iterable[Account]) -> dict[Account, tuple[tuple[str, Decimal, str], ...]]:
    wanted = set(accounts)
    where = {
        "entity": sorted({entity for entity, _customer in wanted}),
        "customer": sorted({customer for _entity, customer in wanted}),
    }
    held: dict[Account, list[tuple[str, Decimal, str]]] = {}
    for row in visit.show("aged", by=["entity", "customer"], where=where, edges=default_edges()):
        if account(row) in wanted and row["bucket"] != UNAPPLIED:
            shown = typography.money(row["aged"], visit.currency, "short")
            held.setdefault(account(row), []).append((words.bucket(row["bucket"]), row["aged"], shown))
    return {key: tuple(parts) for key, parts in held.items()}
