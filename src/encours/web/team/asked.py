"""What the address asks of the team: split by what, over which period, laid to actions how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from encours.api.result import Result
from encours.cube.figure import WITHIN
from encours.cube.filters import equals
from encours.errors import UsageError
from encours.i18n import _, mark
from encours.indicators.catalogue import Figure, figure
from encours.indicators.team import MEASURES, RULE
from encours.web.access.roles import Right
from encours.web.address import one_of
from encours.web.visit.visit import Visit

PERIODS = {"1m": mark("One month"), "3m": mark("Three months"), "12m": mark("Twelve months")}
RULES = {"last": mark("Last action"), "first": mark("First action"), "linear": mark("Shared equally")}
OF_WORK = {
    "action_kind": mark("Kind of action"),
    "action_channel": mark("Channel"),
    "level": mark("Reminder level"),
    "automatic": mark("Automatic or by hand"),
}
BY = {
    "author": mark("Person"),
    "collector": mark("Collector of the customer"),
    "portfolio": mark("Portfolio"),
    "entity": mark("Entity"),
    **OF_WORK,
}
LONGEST_WITHIN = 365


@dataclass(frozen=True, slots=True)
class Asked:
    """`mine` are the names under which an agent, who sees himself alone, acts; empty for who sees the team."""

    visit: Visit
    by: str
    window: str
    within: str
    rule: str
    mine: tuple[str, ...] = ()

    @property
    def settings(self) -> dict[str, str]:
        return {"window": self.window, WITHIN.name: self.within, RULE.name: self.rule}

    @property
    def laid(self) -> str:
        """The measure of what is laid to work, by the rule."""
        return MEASURES[self.rule]

    @property
    def where(self) -> list[str]:
        return [equals("author", *self.mine)] if self.mine else []

    def show(self, *names: str, by: Sequence[str] | str = (), own: bool = True) -> Result:
        """Figures as of the day of the page; every digit is kept, so that parts add up to the whole."""
        where = self.where if own else []
        known = {parameter for name in names for parameter in figure_of(name).defaults()}
        taken = {name: value for name, value in self.settings.items() if name in known}
        return self.visit.show(*names, by=by, where=where, exact=True, **taken)

    def rows_url(self, measure: str, where: Sequence[str] = (), own: bool = True) -> str:
        """The rows behind one of these figures."""
        within = {} if measure in ("action_count", "receipts", "write_offs") else {WITHIN.name: self.within}
        conditions = [*(self.where if own else []), *where]
        return self.visit.rows_url(measure, conditions, window=self.window, **within)

    def url(self, **changes: str | None) -> str:
        """This page with changes."""
        return self.visit.url("team", **{"by": self.by, **self.settings, **changes})


def asked(visit: Visit) -> Asked:
    """Read from the address; UsageError for days that are no number."""
    query = visit.request.GET
    mine = () if visit.may(Right.SEE_TEAM) else own_names(visit)
    ways = ("author", *OF_WORK) if mine else tuple(BY)
    within = query.get(WITHIN.name, "").strip() or WITHIN.default
    if not (within.isascii() and within.isdigit() and int(within) <= LONGEST_WITHIN):
        raise UsageError(_("Days after an action: a whole number, {0} at most.").format(LONGEST_WITHIN))
    return Asked(
        visit,
        one_of(query.get("by", ""), ways, "author"),
        one_of(query.get("window", ""), PERIODS, "1m"),
        str(int(within)),
        one_of(query.get(RULE.name, ""), RULES, "last"),
        mine,
    )


def figure_of(name: str) -> Figure:
    """The measure or indicator of that name."""
    found = figure(name)
    assert found is not None
    return found


def own_names(visit: Visit) -> tuple[str, ...]:
    """The names by which actions say who did them, for this person."""
    return tuple(name for name in (visit.person.name, visit.person.email) if name)
