"""Which promises an address asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from encours.api.promises import sought
from encours.api.recorded import Sought
from encours.cube.periods import day_of
from encours.cube.promises import ENDED, NOT_KEPT, STATES
from encours.i18n import _
from encours.web.labels import work
from encours.web.visit.visit import Visit

GROUPS: dict[str, tuple[str, ...]] = {"not_kept": NOT_KEPT, "ended": ENDED}
ENDING = ("ends-from", "ends-to")  # between which days the days of grace end
NAMES = ("state", "from", "to", *ENDING, "collector")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """`state` is a state, or a group of them; `since` and `until` bound the day the money is promised for,
    `ending` the one on which its days of grace end."""

    state: str
    since: date | None
    until: date | None
    ending: tuple[date | None, date | None]
    collector: str

    @property
    def states(self) -> tuple[str, ...]:
        return GROUPS.get(self.state) or ((self.state,) if self.state else ())

    def sought(self, visit: Visit, search: str = "") -> Sought:
        among = {"collector": [self.collector]} if self.collector else {}
        asked: dict[str, Any] = {
            "state": self.states,
            "due_from": self.since,
            "due_to": self.until,
            "ends_from": self.ending[0],
            "ends_to": self.ending[1],
        }
        return sought(visit.day, until=visit.until, among=among, search=search, **asked)


def wanted(visit: Visit) -> Wanted:
    """Read from the address: UsageError for a date that is none; an unknown state is left aside."""
    query = visit.request.GET
    state = query.get("state", "")
    return Wanted(
        state if state in {*STATES, *GROUPS} else "",
        day_of(query.get("from") or None),
        day_of(query.get("to") or None),
        (day_of(query.get(ENDING[0]) or None), day_of(query.get(ENDING[1]) or None)),
        query.get("collector", "").replace("\0", "")[:LONGEST],
    )


def ending(first: date | None, last: date | None) -> dict[str, str]:
    """The parameters of an address that asks for promises whose days of grace ended between two days."""
    said = zip(ENDING, (first, last), strict=True)
    return {name: day.isoformat() for name, day in said if day}


def states(asked: Wanted) -> list[tuple[str, str, bool]]:
    """The choice of states: value, label, whether it is the one made."""
    named = [
        ("", _("All promises")),
        *((state, work.promise(state)) for state in STATES),
        ("not_kept", _("Broken or partly kept")),
        ("ended", _("Come to their end")),
    ]
    return [(value, label, value == asked.state) for value, label in named]
