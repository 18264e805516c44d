"""Which disputes an address asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from encours.api import words
from encours.api.disputes import sought
from encours.api.recorded import Sought
from encours.cube.disputes import CREDITS, PENDING, STATES
from encours.cube.periods import day_of
from encours.i18n import _
from encours.web.labels import work
from encours.web.visit.visit import Visit
from encours.web.workflow.disputes.causes import Tree, tree

GROUPS: dict[str, tuple[str, ...]] = {"pending": PENDING}
AGES = (30, 60, 90, 180)  # days since they were opened, or more
WORDS = ("cause", "owner", "portfolio", "business_unit")
TO_CLOSE = "to_close"  # a credit note came for these
FAMILY = "family"  # of causes: one and all of its parts
NAMES = ("state", *WORDS, FAMILY, "age", "from", "to")
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
    business_unit: str
    family: str
    age: int
    since: date | None
    until: date | None

    @property
    def states(self) -> tuple[str, ...]:
        if self.state == TO_CLOSE:
            return PENDING
        return GROUPS.get(self.state) or ((self.state,) if self.state else ())

    def sought(self, visit: Visit, search: str = "") -> Sought:
        among = {name: ["" if said == NONE else said] for name in WORDS if (said := getattr(self, name))}
        if self.family:
            wanted = among.get("cause")
            below = tree().below(self.family)
            among["cause"] = [code for code in below if wanted is None or code in wanted]
        if self.state == TO_CLOSE:
            among["credit"] = [*CREDITS]
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
    cause, owner, portfolio, unit = (query.get(name, "").replace("\0", "")[:LONGEST] for name in WORDS)
    return Wanted(
        state if state in {*STATES, *GROUPS, TO_CLOSE} else "",
        cause,
        owner,
        portfolio,
        unit,
        query.get(FAMILY, "").replace("\0", "")[:LONGEST],
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
        (TO_CLOSE, _("To close: credit note received")),
    ]
    return [(value, label, value == asked.state) for value, label in named]


def choices(asked: Wanted, cells: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The choices among words that disputes have: name, label, the words for any and for none, values, one made, none's
    value."""
    named = {
        "cause": (words.field("cause"), _("Any cause"), _("No cause given")),
        "owner": (words.field("owner"), _("Whoever must answer"), _("Nobody named")),
        "business_unit": (words.field("business_unit"), _("Any business unit"), _("No business unit")),
        "portfolio": (words.field("portfolio"), _("Any portfolio"), _("No portfolio")),
    }
    causes = tree()
    offered = [
        (name, *named[name], _named(cells, name, causes), getattr(asked, name), NONE) for name in WORDS
    ]
    families = [(one.code, one.label) for one in causes.families]
    family = (FAMILY, _("Family of causes"), _("Any family of causes"), "", families, asked.family, "")
    return [*offered, *([family] if families else [])]


def _named(cells: Sequence[Mapping[str, Any]], name: str, causes: Tree) -> list[tuple[str, str]]:
    """The values there are, with what people read for them."""
    found = {cell[name] for cell in cells} - {None, ""}
    said = causes.label if name == "cause" else str
    return sorted(((value, said(value)) for value in found), key=lambda pair: pair[1])


def ages(asked: Wanted) -> list[tuple[str, str, bool]]:
    """The choice of ages, as states are given."""
    named = [("", _("Any age")), *((str(age), _("{0} days and more").format(age)) for age in AGES)]
    return [(value, label, value == str(asked.age or "")) for value, label in named]
