"""Since when each entity of a book is known, and what a figure needs to be known since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from encours.book.engine import Engine
from encours.cube.branches import Text
from encours.cube.facts.fact import Clock
from encours.cube.filters import Filter
from encours.cube.periods import add_months
from encours.cube.visible import of_customers, seen_customers


@dataclass(frozen=True, slots=True)
class Since:
    """One entity: since when each is known, None for never; `said` are those that an import or a person told, the
    others begin with the first item. `reason` is what was said of it."""

    entity_id: int
    entity: str
    position: date | None
    sales: date | None
    receipts: date | None
    said: frozenset[Clock]
    reason: str = ""

    def day(self, clock: Clock) -> date | None:
        """The first day known."""
        return {Clock.POSITION: self.position, Clock.SALES: self.sales, Clock.RECEIPTS: self.receipts}[clock]

    def knows(self, clock: Clock, day: date) -> bool:
        """Whether a day is known. What nobody told the beginning of is taken to be whole (`holds` tells of it); what
        there never was any of, is not known."""
        since = self.day(clock)
        return since is not None and (clock not in self.said or since <= day)

    def holds(self, clock: Clock, day: date) -> bool:
        """Whether the book holds the month of a day, where nobody told its beginning: nothing was open before."""
        since = self.day(clock)
        return (
            clock in self.said
            or clock is Clock.POSITION
            or (since is not None and since.replace(day=1) <= day)
        )

    def as_data(self) -> dict[str, Any]:
        """Flat facts for JSON: `said` names what an import or a person told."""
        days = {clock.value: self.day(clock) for clock in Clock}
        return {"entity": self.entity, **days, "said": sorted(self.said)}

    @property
    def whole_months(self) -> date | None:
        """The first day of the first month whose sales are all known; None where the sales say it by themselves."""
        if Clock.SALES not in self.said or self.sales is None:
            return None
        first = self.sales.replace(day=1)
        return first if first == self.sales else add_months(first, 1)


def known_since(engine: Engine) -> tuple[Since, ...]:
    """Every entity of which something is known, by code."""
    rows = engine.rows(
        "SELECT entity_id, entity, position_since, sales_since, receipts_since, position_said, sales_said, "
        "receipts_said, COALESCE(reason, '') FROM since ORDER BY entity"
    )
    return tuple(
        Since(number, entity, position, sales, receipts, _said(told), reason)
        for number, entity, position, sales, receipts, *told, reason in rows
    )


def _said(told: Sequence[bool]) -> frozenset[Clock]:
    return frozenset(clock for clock, said in zip(Clock, told, strict=True) if said)


def concerned(confines: Sequence[Filter], where: Sequence[Filter]) -> Text:
    """SQL for the numbers of the entities with a customer that a perimeter shows, and that meets the other conditions
    on what customers are."""
    more = [one for one in where if one.dimension is not None and one.dimension.where.held]
    tests = [seen_customers(confines, "c"), *(of_customers(one, "c") for one in more)]
    sql = " AND ".join(f"({test.sql})" for test in tests)
    parameters = [value for test in tests for value in test.parameters]
    return Text(f"SELECT DISTINCT c.entity_id FROM customers c WHERE {sql}", parameters)
