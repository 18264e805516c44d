"""Promises: those that may be seen, one of them, and recording, correcting, cancelling, taking one back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Field

from encours.cube.promises import STATES
from encours.errors import DataError
from encours.i18n import _, mark
from encours.web.promises.form import PROMISE
from encours.web.rest import sent
from encours.web.rest.operations import Own, Summaries, Told
from encours.web.rest.operations import router as operations
from encours.web.rest.query import Day, Many, Recorded, Words, WrittenDay
from encours.web.rest.recording import Doing, Of
from encours.web.rest.schemas import Record, Records, Seen, Whose, Written
from encours.web.workflow.keys.models import Scope
from encours.web.workflow.promises import making
from encours.web.workflow.promises.models import Promise

StateName: Any = Literal[STATES]


class Promises(Recorded):
    """Promises, filtered."""

    AMONG: ClassVar[tuple[str, ...]] = (*Recorded.AMONG, "state", "collector", "plan")

    state: Many = Field(
        [],
        description=mark("Keeps these states: awaited, kept, partly_kept, broken, renegotiated, cancelled"),
    )
    due_from: Day | None = Field(None, description=mark("Promised for that day or after"))
    due_to: Day | None = Field(None, description=mark("Promised for that day or before"))
    collector: Many = Field([], description=mark("Keeps those obtained by these people"))
    plan: Many = Field([], description=mark("Keeps the instalments of these plans"))
    ends_from: Day | None = Field(None, description=mark("Whose days of grace end on that day or after"))
    ends_to: Day | None = Field(None, description=mark("Whose days of grace end on that day or before"))
    order: Words = Field("-due_on", description=mark("A column of the rows, after - from the largest down"))

    @property
    def between(self) -> dict[str, tuple[date | None, date | None]]:
        days = {"due_on": (self.due_from, self.due_to), "ends_on": (self.ends_from, self.ends_to)}
        return {name: pair for name, pair in days.items() if any(pair)}


class PromiseRow(Whose):
    """A promise, and what it has come to on the day; amounts are in its currency."""

    promise: str
    state: StateName
    made_on: date
    due_on: date
    amount: float
    received: float
    collector: str | None
    cancelled_on: date | None
    grace_days: int
    ends_on: date
    channel: str | None
    promised_by: str | None
    plan: str | None
    renegotiated_on: date | None


class ListOfPromises(Records):
    """A page of promises: `count` and `totals` (by currency) are of the whole list."""

    rows: list[PromiseRow]


class OnePromise(Record):
    """One promise on a day; `seen` is the version that an act on it names."""

    record: PromiseRow


class WrittenPromise(Written):
    """What was recorded under `key`; `seen` is the version that the next act on it names."""

    said: sent.kept(Promise)  # type: ignore[valid-type]


class Cancellation(Seen):
    """From which day it no longer stands."""

    on: WrittenDay = Field(description=mark("The day from which it no longer stands"))


TOLD = {
    "amount": mark("The amount, in units of the currency"),
    "due_on": mark("The day the money is promised for"),
    "made_on": mark("The day it was promised"),
    "cancelled_on": mark("The day from which it no longer stands; null: it stands"),
    "channel": mark("How it was said"),
    "promised_by": mark("Who said it"),
    "grace_days": mark("Days after that day within which the money is in time, 0 to 90; null: three"),
}
FIRST = {**TOLD, "made_on": mark("The day it was promised; today when left out")}


def cancel(request: HttpRequest, doing: Doing, said: Cancellation) -> Promise:
    """From a day on it no longer stands."""
    of = doing.found
    since = of.said.cancelled_on
    if since and said.seen == of.seen:
        raise DataError(_("It is called off since {0} already: nothing was written.").format(since))
    doing.refuse_faults(replace(of.said, cancelled_on=said.on))
    return making.cancel(request, doing.person, of.key, said.seen, of.said, said.on)


router = operations(
    Of(PROMISE, Scope.PROMISES),
    Summaries(
        mark("Promises, with what each has come to, a page at a time"),
        mark("Record a promise; `seen` of the answer is what a correction names"),
        mark("Correct a promise; what is left out stays"),
        mark("Take a promise back: it was never made"),
        mark("One promise, with what it has come to on a day"),
    ),
    Told(ListOfPromises, OnePromise, WrittenPromise),
    Promises,
    sent.new(Promise, FIRST, without=("collector", "cancelled_on", "plan"), known=("made_on",)),
    sent.corrected(Promise, TOLD, without=("collector", "plan")),
    Own(
        "cancel",
        "cancellation",
        Cancellation,
        mark("Cancel a promise: from a day on it counts no more"),
        cancel,
    ),
)
