"""Which actions an address asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from encours.api.actions import sought
from encours.api.recorded import Sought
from encours.cube.periods import day_of
from encours.i18n import _
from encours.web.labels import work
from encours.web.visit.visit import Visit

WORDS = ("kind", "author", "outcome")
PERIODS = {"7": 7, "30": 30, "90": 90, "365": 365}
USUAL, EVER = "30", "all"
NAMES = (*WORDS, "over", "from", "to")
NONE = "-"  # of an author or an outcome: those that have none
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """`since` and `until` bound the day it was done; without, it is one of the last days of a period, `over`."""

    kind: str
    author: str
    outcome: str
    over: str
    since: date | None
    until: date | None

    def sought(self, visit: Visit, search: str = "") -> Sought:
        among = {name: ["" if said == NONE else said] for name in WORDS if (said := getattr(self, name))}
        return sought(visit.day, until=visit.until, done=self.days(visit), among=among, search=search)

    def everything(self, visit: Visit) -> Sought:
        """All that was done on these days."""
        return sought(visit.day, until=visit.until, done=self.days(visit))

    def days(self, visit: Visit) -> tuple[date | None, date | None]:
        """The days looked at: those of the address, else the last ones before the day of the page, and all since."""
        if self.since or self.until or self.over == EVER:
            return self.since, self.until
        return visit.day - timedelta(days=PERIODS[self.over] - 1), None


def wanted(visit: Visit) -> Wanted:
    """Read from the address: UsageError for a date that is none; an unknown period is the usual one."""
    query = visit.request.GET
    over = query.get("over", USUAL)
    kind, author, outcome = (query.get(name, "").replace("\0", "")[:LONGEST] for name in WORDS)
    return Wanted(
        kind,
        author,
        outcome,
        over if over in {*PERIODS, EVER} else USUAL,
        day_of(query.get("from") or None),
        day_of(query.get("to") or None),
    )


def periods(asked: Wanted) -> list[tuple[str, str, bool]]:
    """The choice of periods: value, label, whether it is the one made."""
    named = [*((name, _("Last {0} days").format(days)) for name, days in PERIODS.items()), (EVER, _("Ever"))]
    return [(value, label, value == asked.over) for value, label in named]


def choices(asked: Wanted, cells: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The choices among words that actions have: name, label, the words for any and for none, values with what each
    is called, the one made."""
    named = {
        "kind": (_("What was done"), _("Anything done"), _("Not said")),
        "author": (_("Author"), _("Anybody"), _("Nobody named")),
        "outcome": (_("What came of it"), _("Any outcome"), _("No outcome given")),
    }
    found = []
    for name in WORDS:
        values = sorted({cell[name] for cell in cells} - {None, ""} | ({getattr(asked, name)} - {"", NONE}))
        said = [(value, work.said(name, value)) for value in values]
        found.append((name, *named[name], said, getattr(asked, name)))
    return found
