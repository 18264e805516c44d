"""What is aimed at this month and how far it is: by person, collector or portfolio, on any figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api.entities import dimension_values
from encours.cube.filters import equals
from encours.cube.measures import BY_NAME as MEASURES
from encours.cube.periods import month_end
from encours.errors import EncoursError
from encours.i18n import _, mark
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.indicators.record import Better
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.labels.figures import label_of, unit_of
from encours.web.tables import Column, Empty, Frame, Kind, Table, of_rows
from encours.web.team.asked import figure_of, own_names
from encours.web.visit.visit import Visit
from encours.web.workflow.objectives.kept import Aim, aims

KEY = "aims"
OF = {
    "author": mark("Person"),
    "collector": mark("Collector of the customer"),
    "portfolio": mark("Portfolio"),
}
MOST_VALUES = 500
Value = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """`value` is what the month has come to; None where it makes no sense yet, or `why_not` says which rate lacks."""

    aim: Aim
    value: Value
    href: str
    why_not: str = ""

    @property
    def better(self) -> Better:
        return figure_of(self.aim.figure).better

    @property
    def met(self) -> bool | None:
        if self.value is None:
            return None
        return self.value <= self.aim.target if self.better is Better.DOWN else self.value >= self.aim.target

    @property
    def share(self) -> Decimal | None:
        """How much of it is there, for what grows towards its target."""
        if self.value is None or self.better is Better.DOWN or self.aim.target <= 0:
            return None
        return Decimal(self.value) / self.aim.target


def offered(visit: Visit, by: str) -> list[str]:
    """Whom an objective may be for, among those a person may see."""
    try:
        return [one.value for one in dimension_values(visit.allowed, by, MOST_VALUES)]
    except EncoursError:
        return []  # nothing imported yet


def progress(visit: Visit) -> list[Progress]:
    """The objectives of the month of the page that a person may see, each with what it has come to."""
    day = visit.day
    end = month_end(day)
    seen = {by: set(own_names(visit)) for by in ("author", "collector")}
    if visit.may(Right.SEE_TEAM):
        seen = {by: set(offered(visit, by)) for by in OF}
    told: dict[tuple[str, str], list[Aim]] = defaultdict(list)
    for aim in aims(end):
        if aim.value in seen.get(aim.by, set()):
            told[aim.figure, aim.by].append(aim)
    return [one for (figure, by), of in told.items() for one in _of_figure(visit, figure, by, of, day)]


def _of_figure(visit: Visit, figure: str, by: str, of: Sequence[Aim], day: date) -> list[Progress]:
    """One question for all whose objective is on one figure, over the days of the month so far."""
    window = f"{day.day}d"
    where = [equals(by, *(aim.value for aim in of))]
    found: dict[Any, Value] = {}
    why_not = ""
    try:
        rows = visit.show(figure, by=by, where=where, window=window)
        found = {row[by]: row[figure] for row in rows}
    except EncoursError as error:
        why_not = str(error)
    over = {"window": window}

    def href(aim: Aim) -> str:
        condition = [equals(by, aim.value)]
        if figure in INDICATORS:
            return visit.url("indicator", figure, where=condition, **over)
        return visit.rows_url(figure, condition, **over)

    nothing = 0 if figure in MEASURES and not why_not else None
    return [Progress(aim, found.get(aim.value, nothing), href(aim), why_not) for aim in of]


def aims_table(visit: Visit) -> Table:
    """The objectives of the month."""
    end = month_end(visit.day)
    title = _("Objectives of {0}").format(typography.month(end))
    empty = Empty(_("No objective is set for this month."))
    frame = Frame(title, prefix=KEY, size=50, sort="of", search=False, empty=empty)
    return of_rows(visit.request, KEY, _columns(visit), progress(visit), frame)


def _columns(visit: Visit) -> list[Column]:
    said = _shown(visit)
    return [
        Column(
            "of", _("For"), Kind.WHO, value=lambda one: one.aim.value, second=lambda one: _(OF[one.aim.by])
        ),
        Column("figure", _("Figure"), value=lambda one: label_of(one.aim.figure)),
        Column("target", _("Objective"), value=lambda one: said(one, one.aim.target), sortable=False),
        Column(
            "value",
            _("So far"),
            value=lambda one: said(one, one.value),
            second=lambda one: one.why_not,
            href=lambda one: one.href,
            sortable=False,
        ),
        Column("share", _("Progress"), Kind.RATE),
        Column("met", _("State"), Kind.TAG, value=_state, tone=lambda one: "good" if one.met else ""),
    ]


def _state(one: Progress) -> str:
    if one.met is None:
        return _("n.c.")
    return _("Met") if one.met else _("Not yet")


def _shown(visit: Visit) -> Callable[[Progress, Value], str]:
    return lambda one, value: typography.shown(value, unit_of(one.aim.figure), visit.currency)
