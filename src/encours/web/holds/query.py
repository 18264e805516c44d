"""Which holds an address asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from encours.api import words
from encours.api.holds import sought
from encours.api.recorded import Sought
from encours.cube.holds import STATES
from encours.cube.periods import day_of
from encours.i18n import _
from encours.web import typography
from encours.web.labels import work
from encours.web.visit.visit import Visit

WORDS = ("reason", "author", "portfolio")
NAMES = ("state", *WORDS, "from", "to")
NONE = "-"  # of a word: those that have none
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """`since` and `until` bound the last day of the hold."""

    state: str
    reason: str
    author: str
    portfolio: str
    since: date | None
    until: date | None

    def sought(self, visit: Visit, search: str = "") -> Sought:
        among = {name: ["" if said == NONE else said] for name in WORDS if (said := getattr(self, name))}
        asked: dict[str, Any] = {"state": self.state or (), "ends": (self.since, self.until)}
        return sought(visit.day, until=visit.until, among=among, search=search, **asked)


def wanted(visit: Visit) -> Wanted:
    """Read from the address: UsageError for a date that is none; an unknown state is left aside."""
    query = visit.request.GET
    state = query.get("state", "")
    reason, author, portfolio = (query.get(name, "").replace("\0", "")[:LONGEST] for name in WORDS)
    return Wanted(
        state if state in STATES else "",
        reason,
        author,
        portfolio,
        day_of(query.get("from") or None),
        day_of(query.get("to") or None),
    )


def states(asked: Wanted) -> list[tuple[str, str, bool]]:
    """The choice of states: value, label, whether it is the one made."""
    named = [("", _("All holds")), *((state, work.hold(state)) for state in STATES)]
    return [(value, label, value == asked.state) for value, label in named]


def choices(asked: Wanted, cells: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The choices among words that holds have: name, label, the words for any and for none, values with their labels,
    the one made."""
    named = {
        "reason": (words.field("reason"), _("Any reason"), _("No reason given")),
        "author": (words.field("author"), _("Whoever decided"), _("Nobody named")),
        "portfolio": (words.field("portfolio"), _("Any portfolio"), _("No portfolio")),
    }
    return [(name, *named[name], _values(name, cells), getattr(asked, name)) for name in WORDS]


def _values(name: str, cells: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    held = sorted({cell[name] for cell in cells} - {None, ""})
    return [(value, typography.capital(work.said(name, value))) for value in held]
