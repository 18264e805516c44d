"""The customers with something overdue, in an order; all of them, or those who pay in one way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from encours.api.habits import Payer
from encours.api.ranking import Ranked
from encours.web.payers import Line, key_of, payers
from encours.web.visit.visit import Visit

MEASURES = ("net", "overdue", "overdue_count")
BY = ("entity", "customer", "customer_name", "collector")
TOLD = ("payer", "used", "ageing")
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


def ranked(visit: Visit, order: str, search: str, limit: int, offset: int = 0) -> Ranked:
    """The cells of some of them, how many there are, and the totals of all."""
    return visit.ranked(
        *MEASURES,
        by=BY,
        having="overdue>0",
        order=order,
        limit=limit,
        offset=offset,
        search=search,
    )


def of_habit(visit: Visit, kind: Payer, order: str, search: str) -> OfHabit:
    """Those who pay in one way, in an order: all of them, unless there are too many customers to look at each."""
    first = ranked(visit, order, search, LOOKED_AT)
    known = visit.habits([key_of(row) for row in first.rows])
    cells = [row for row in first.rows if (of := known.get(key_of(row))) and of.payer is kind]
    return OfHabit(cells, len(first.rows), first.count)


def lines(visit: Visit, cells: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The lines of some cells, with what is told of each customer."""
    return payers(visit, cells, TOLD)


def every(visit: Visit, order: str, search: str) -> Iterator[Line]:
    """All of them, for a file."""
    offset, count = 0, 1
    while offset < count:
        batch = ranked(visit, order, search, BATCH, offset)
        yield from lines(visit, list(batch.rows))
        offset, count = offset + BATCH, batch.count
