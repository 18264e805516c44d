"""Disputes: those that may be seen, one of them, and recording, correcting, closing, reopening, taking one back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from django.http import HttpRequest
from django.utils import timezone
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
from encours.web.workflow.disputes.models import LONGEST_COMMENT, Dispute
from encours.web.workflow.keys.models import Scope

StateName: Any = Literal[STATES]


class Disputes(Recorded):
    """Disputes, filtered."""

    AMONG: ClassVar[tuple[str, ...]] = (*Recorded.AMONG, "state", "cause", "owner", "outcome", "credit")

    state: Many = Field([], description=mark("Keeps these states: open, late (its answer), answered, closed"))
    cause: Many = Field([], description=mark("Keeps those of these causes"))
    owner: Many = Field([], description=mark("Keeps those these people or services must answer"))
    outcome: Many = Field([], description=mark("Keeps those that ended in these ways"))
    credit: Many = Field(
        [], description=mark("Keeps those a credit note came for: whole or part of what is contested")
    )
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
    answered_on: date | None
    answer: str | None
    answer_amount: float | None
    answer_note: str | None
    claimed: float | None
    credit: str | None
    credited: float | None
    credited_on: date | None


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


ANSWER = ("answered_on", "answer", "answer_amount", "answer_note")
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


class Answering(Seen):
    """What its owner answers."""

    answer: Literal["", "accepted", "refused", "credit_note"] = Field(
        "", description=mark("What is proposed: accepted, refused, credit_note; empty: words alone")
    )
    amount: Decimal | None = Field(
        None, description=mark("The amount of the credit note, if one is proposed")
    )
    note: Annotated[str, Field(max_length=LONGEST_COMMENT)] = Field(
        "", description=mark("The answer, in words")
    )


def answer(request: HttpRequest, doing: Doing, said: Answering) -> Dispute:
    """Its owner answers; it stays open."""
    of, today = doing.found, timezone.localdate()
    told = {"answer": said.answer, "answer_amount": said.amount, "answer_note": said.note}
    if of.said.closed_on:
        raise DataError(_("It is closed since {0} already: nothing was written.").format(of.said.closed_on))
    doing.refuse_faults(replace(of.said, answered_on=today, **told))
    return making.answer(
        request, doing.person, of.key, said.seen, of.said, said.answer, said.amount, said.note
    )


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
    sent.new(Dispute, FIRST, without=("closed_on", "outcome", *ANSWER), known=("opened_on",)),
    sent.corrected(Dispute, TOLD, without=ANSWER),
    Own("close", "closing", Closing, mark("Close a dispute: from a day on it contests nothing more"), close),
    Own("answer", "answer", Answering, mark("Answer a dispute: what is proposed, and in words"), answer),
    Own("reopen", "reopening", Seen, mark("Reopen a dispute: it resumes its first clock"), reopen),
)
