"""Which disputes an address asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from encours.api import words
from encours.api.disputes import sought
from encours.api.recorded import Sought
from encours.cube.disputes import PENDING, STATES
from encours.cube.periods import day_of
from encours.i18n import _
from encours.web.labels import work
from encours.web.visit.visit import Visit

GROUPS: dict[str, tuple[str, ...]] = {"pending": PENDING}
AGES = (30, 60, 90, 180)  # days since they were opened, or more
WORDS = ("cause", "owner", "portfolio")
NAMES = ("state", *WORDS, "age", "from", "to")
NONE = "-"  # of a cause or an owner: those that have none
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """`state` is a state, or a group of them; `age` the least days since the opening, 0 for any; `since` and `until`
    bound the day of the end."""

    state: str
    cause: str
    owner: str
    portfolio: str
    age: int
    since: date | None
    until: date | None

    @property
    def states(self) -> tuple[str, ...]:
        return GROUPS.get(self.state) or ((self.state,) if self.state else ())

    def sought(self, visit: Visit, search: str = "") -> Sought:
        among = {name: ["" if said == NONE else said] for name in WORDS if (said := getattr(self, name))}
        opened_by = visit.until - timedelta(days=self.age) if self.age else None
        return sought(
            visit.day,
            until=visit.until,
            state=self.states,
            opened=(None, opened_by),
            closed=(self.since, self.until),
            among=among,
            search=search,
        )


def wanted(visit: Visit) -> Wanted:
    """Read from the address: UsageError for a date that is none; an unknown state or age is left aside."""
    query = visit.request.GET
    state, age = query.get("state", ""), query.get("age", "")
    cause, owner, portfolio = (query.get(name, "").replace("\0", "")[:LONGEST] for name in WORDS)
    return Wanted(
        state if state in {*STATES, *GROUPS} else "",
        cause,
        owner,
        portfolio,
        int(age) if age in map(str, AGES) else 0,
        day_of(query.get("from") or None),
        day_of(query.get("to") or None),
    )


def states(asked: Wanted) -> list[tuple[str, str, bool]]:
    """The choice of states: value, label, whether it is the one made."""
    named = [
        ("", _("All disputes")),
        ("pending", _("Not closed")),
        *((state, work.dispute(state)) for state in STATES),
    ]
    return [(value, label, value == asked.state) for value, label in named]


def choices(asked: Wanted, cells: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The choices among words that disputes have: name, label, the words for any and for none, values, the one made."""
    named = {
        "cause": (words.field("cause"), _("Any cause"), _("No cause given")),
        "owner": (words.field("owner"), _("Whoever must answer"), _("Nobody named")),
        "portfolio": (words.field("portfolio"), _("Any portfolio"), _("No portfolio")),
    }
    return [
        (name, *named[name], sorted({cell[name] for cell in cells} - {None, ""}), getattr(asked, name))
        for name in WORDS
    ]


def ages(asked: Wanted) -> list[tuple[str, str, bool]]:
    """The choice of ages, as states are given."""
    named = [("", _("Any age")), *((str(age), _("{0} days and more").format(age)) for age in AGES)]
    return [(value, label, value == str(asked.age or "")) for value, label in named]
