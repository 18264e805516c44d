"""Which contacts an address asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from encours.api import words
from encours.api.contacts import sought
from encours.api.recorded import Sought
from encours.cube.contacts import STATES
from encours.i18n import _
from encours.web import typography
from encours.web.labels import work
from encours.web.visit.visit import Visit

WORDS = ("role", "language", "portfolio")
NAMES = ("state", *WORDS)
NONE = "-"  # of a word: those that have none
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """A state, a role, a language, a portfolio; empty for any."""

    state: str
    role: str
    language: str
    portfolio: str

    def sought(self, visit: Visit, search: str = "") -> Sought:
        among = {name: ["" if said == NONE else said] for name in WORDS if (said := getattr(self, name))}
        return sought(visit.day, until=visit.until, state=self.state or (), among=among, search=search)


def wanted(visit: Visit) -> Wanted:
    """Read from the address; an unknown state is left aside."""
    query = visit.request.GET
    state = query.get("state", "")
    return Wanted(
        state if state in STATES else "",
        *(query.get(name, "").replace("\0", "")[:LONGEST] for name in WORDS),
    )


def states(asked: Wanted) -> list[tuple[str, str, bool]]:
    """The choice of states: value, label, whether it is the one made."""
    named = [("", _("All contacts")), *((state, work.contact(state)) for state in STATES)]
    return [(value, label, value == asked.state) for value, label in named]


def choices(asked: Wanted, cells: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The choices among words that contacts have: name, label, the words for any and for none, values with their
    labels, the one made."""
    named = {
        "role": (words.field("role"), _("Any role"), _("No role given")),
        "language": (words.field("language"), _("Any language"), _("No language given")),
        "portfolio": (words.field("portfolio"), _("Any portfolio"), _("No portfolio")),
    }
    return [(name, *named[name], _values(name, cells), getattr(asked, name)) for name in WORDS]


def _values(name: str, cells: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    held = sorted({cell[name] for cell in cells} - {None, ""})
    return [(value, typography.capital(work.said(name, value))) for value in held]
