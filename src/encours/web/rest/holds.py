"""Holds: those that may be seen, one of them, and recording, correcting, lifting, taking one back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Field

from encours.cube.holds import STATES
from encours.errors import DataError
from encours.i18n import _, mark
from encours.web.holds.form import HOLD
from encours.web.rest import sent
from encours.web.rest.operations import Own, Summaries, Told
from encours.web.rest.operations import router as operations
from encours.web.rest.query import Day, Many, Recorded, Words, WrittenDay
from encours.web.rest.recording import Doing, Of
from encours.web.rest.schemas import Record, Records, Seen, Whose, Written
from encours.web.workflow.holds import making
from encours.web.workflow.holds.models import Hold
from encours.web.workflow.keys.models import Scope

StateName: Any = Literal[STATES]


class Holds(Recorded):
    """Holds, filtered."""

    AMONG: ClassVar[tuple[str, ...]] = (*Recorded.AMONG, "state", "reason", "author")

    state: Many = Field([], description=mark("Keeps these states: in_force, over, lifted"))
    reason: Many = Field([], description=mark("Keeps those of these reasons"))
    author: Many = Field([], description=mark("Keeps those these people decided"))
    ends_from: Day | None = Field(None, description=mark("Whose last day is that day or after"))
    ends_to: Day | None = Field(None, description=mark("Whose last day is that day or before"))
    order: Words = Field(
        "-from_date", description=mark("A column of the rows, after - from the largest down")
    )

    @property
    def between(self) -> dict[str, tuple[date | None, date | None]]:
        ends = (self.ends_from, self.ends_to)
        return {"until_date": ends} if any(ends) else {}


class HoldRow(Whose):
    """A hold; a null `until_date` lasts until it is lifted."""

    hold: str
    state: StateName
    reason: str | None
    from_date: date
    until_date: date | None
    cancelled_on: date | None
    author: str | None


class ListOfHolds(Records):
    """A page of holds: `count` is that of the whole list."""

    rows: list[HoldRow]


class OneHold(Record):
    """One hold on a day; `seen` is the version that an act on it names."""

    record: HoldRow


class WrittenHold(Written):
    """What was recorded under `key`; `seen` is the version that the next act on it names."""

    said: sent.kept(Hold)  # type: ignore[valid-type]


class Lifting(Seen):
    """From which day it is chased again."""

    on: WrittenDay = Field(description=mark("The day from which it is chased again"))


TOLD = {
    "reason": mark(
        "Why: agreement, checking, payment_announced, proceedings, arbitration, management, or words of one's own"
    ),
    "from_date": mark("The first day it is not chased"),
    "until_date": mark("The last day it is not chased; null: until it is lifted, which asks for a reason"),
    "cancelled_on": mark("The day from which it is chased again; null: it was not lifted"),
}
FIRST = {**TOLD, "from_date": mark("The first day it is not chased; today when left out")}


def lift(request: HttpRequest, doing: Doing, said: Lifting) -> Hold:
    """From a day on it is chased again."""
    of = doing.found
    since = of.said.cancelled_on
    if since and said.seen == of.seen:
        raise DataError(_("It is lifted since {0} already: nothing was written.").format(since))
    doing.refuse_faults(replace(of.said, cancelled_on=said.on))
    return making.lift(request, doing.person, of.key, said.seen, of.said, said.on)


router = operations(
    Of(HOLD, Scope.HOLDS),
    Summaries(
        mark("Holds, a page at a time"),
        mark("Record a hold; `seen` of the answer is what a correction names"),
        mark("Correct a hold; what is left out stays"),
        mark("Take a hold back: it was never decided"),
        mark("One hold, as it was on a day"),
    ),
    Told(ListOfHolds, OneHold, WrittenHold),
    Holds,
    sent.new(Hold, FIRST, without=("author", "cancelled_on"), known=("from_date",)),
    sent.corrected(Hold, TOLD, without=("author",)),
    Own("lift", "lifting", Lifting, mark("Lift a hold: from a day on it is chased again"), lift),
)
