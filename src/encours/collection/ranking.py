"""Customers in the order in which a minute of work brings most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from encours.collection.facts import Facts
from encours.collection.proposals import Proposal, proposals


@dataclass(frozen=True, slots=True)
class Line:
    """A customer, what to do first, and the action that comes next if there is one."""

    facts: Facts
    first: Proposal
    runner_up: Proposal | None = None

    @property
    def account(self) -> tuple[str, str]:
        return self.facts.entity, self.facts.customer


def ranked(customers: Iterable[Facts], day: date) -> list[Line]:
    """Those about whom something is worth doing on a day, the most expected a minute first; of two alike, the larger
    amount, then by name, so that the order is always the same."""
    lines = [line for facts in customers if (line := line_of(facts, day)) is not None]
    lines.sort(key=_place)
    return lines


def line_of(facts: Facts, day: date) -> Line | None:
    """What to do about one; None when nothing is."""
    found = proposals(facts, day)
    return Line(facts, found[0], found[1] if len(found) > 1 else None) if found else None


def _place(line: Line) -> tuple[Decimal, Decimal, str, str]:
    return -line.first.per_minute, -line.first.amount, *line.account
