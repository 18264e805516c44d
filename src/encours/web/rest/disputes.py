"""Disputes: those that may be seen, one of them, and recording, correcting, closing, reopening, taking one back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Field

from encours.cube.disputes import STATES
from encours.errors import DataError
from encours.i18n import _, mark
from encours.web.disputes.form import DISPUTE
from encours.web.rest import sent
from encours.web.rest.operations import Own, Summaries, Told
from encours.web.rest.operations import router as operations
from encours.web.rest.query import Day, Many, Recorded, Words, WrittenDay
from encours.web.rest.recording import Doing, Of
from encours.web.rest.schemas import Record, Records, Seen, Whose, Written
from encours.web.workflow.disputes import making
from encours.web.workflow.disputes.models import Dispute
from encours.web.workflow.keys.models import Scope

StateName: Any = Literal[STATES]


class Disputes(Recorded):
    """Disputes, filtered."""

    AMONG: ClassVar[tuple[str, ...]] = (*Recorded.AMONG, "state", "cause", "owner", "outcome")

    state: Many = Field([], description=mark("Keeps these states: open, late (its answer), closed"))
    cause: Many = Field([], description=mark("Keeps those of these causes"))
    owner: Many = Field([], description=mark("Keeps those these people or services must answer"))
    outcome: Many = Field([], description=mark("Keeps those that ended in these ways"))
    opened_from: Day | None = Field(None, description=mark("Opened on that day or after"))
    opened_to: Day | None = Field(None, description=mark("Opened on that day or before"))
    closed_from: Day | None = Field(None, description=mark("Closed on that day or after"))
    closed_to: Day | None = Field(None, description=mark("Closed on that day or before"))
    order: Words = Field(
        "-opened_on", description=mark("A column of the rows, after - from the largest down")
    )

    @property
    def between(self) -> dict[str, tuple[date | None, date | None]]:
        days = {
            "opened_on": (self.opened_from, self.opened_to),
            "closed_on": (self.closed_from, self.closed_to),
        }
        return {name: pair for name, pair in days.items() if any(pair)}


class DisputeRow(Whose):
    """A dispute, and what it contests of what is open on the day (null: it was opened since); amounts are in its
    currency, a null `amount` is all that is open."""

    dispute: str
    state: StateName
    cause: str | None
    owner: str | None
    outcome: str | None
    opened_on: date
    closed_on: date | None
    answer_by: date | None
    open_days: int
    amount: float | None
    disputed: float | None


class ListOfDisputes(Records):
    """A page of disputes: `count` and `totals` (by currency) are of the whole list."""

    rows: list[DisputeRow]


class OneDispute(Record):
    """One dispute on a day; `seen` is the version that an act on it names."""

    record: DisputeRow


class WrittenDispute(Written):
    """What was recorded under `key`; `seen` is the version that the next act on it names."""

    said: sent.kept(Dispute)  # type: ignore[valid-type]


class Closing(Seen):
    """On which day it ended, and how."""

    on: WrittenDay = Field(description=mark("The day it ended"))
    outcome: Words = Field(
        "",
        description=mark("How it ended: credit_note, partial, upheld, withdrawn, or words of one's own"),
    )


TOLD = {
    "cause": mark("Why it is contested"),
    "amount": mark("The amount contested, in units of the currency; null: all that is open"),
    "owner": mark("Who must answer"),
    "opened_on": mark("The day it was opened"),
    "answer_by": mark("The day the answer is due"),
    "closed_on": mark("The day it ended; null: it is open"),
    "outcome": mark("How it ended: credit_note, partial, upheld, withdrawn, or words of one's own"),
}
FIRST = {**TOLD, "opened_on": mark("The day it was opened; today when left out")}


def close(request: HttpRequest, doing: Doing, said: Closing) -> Dispute:
    """It has ended."""
    of = doing.found
    since = of.said.closed_on
    if since and said.seen == of.seen:
        raise DataError(_("It is closed since {0} already: nothing was written.").format(since))
    doing.refuse_faults(replace(of.said, closed_on=said.on, outcome=said.outcome))
    return making.close(request, doing.person, of.key, said.seen, of.said, said.on, said.outcome)


def reopen(request: HttpRequest, doing: Doing, said: Seen) -> Dispute:
    """It had not ended."""
    of = doing.found
    if of.said.closed_on is None and said.seen == of.seen:
        raise DataError(_("It is open already: nothing was written."))
    return making.reopen(request, doing.person, of.key, said.seen, of.said)


router = operations(
    Of(DISPUTE, Scope.DISPUTES),
    Summaries(
        mark("Disputes, with what each contests, a page at a time"),
        mark("Record a dispute; `seen` of the answer is what a correction names"),
        mark("Correct a dispute; what is left out stays"),
        mark("Take a dispute back: nothing was ever contested"),
        mark("One dispute, with what it contests on a day"),
    ),
    Told(ListOfDisputes, OneDispute, WrittenDispute),
    Disputes,
    sent.new(Dispute, FIRST, without=("closed_on", "outcome"), known=("opened_on",)),
    sent.corrected(Dispute, TOLD),
    Own("close", "closing", Closing, mark("Close a dispute: from a day on it contests nothing more"), close),
    Own("reopen", "reopening", Seen, mark("Reopen a dispute: it resumes its first clock"), reopen),
)
