"""Actions: those that may be seen, one of them, and recording, correcting, taking one back."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from ninja import Field

from encours.i18n import mark
from encours.web.actions.form import ACTION
from encours.web.rest import sent
from encours.web.rest.operations import Summaries, Told
from encours.web.rest.operations import router as operations
from encours.web.rest.query import Day, Many, Recorded, Words
from encours.web.rest.recording import Of
from encours.web.rest.schemas import Record, Records, Whose, Written
from encours.web.workflow.actions.models import Action
from encours.web.workflow.keys.models import Scope


class Actions(Recorded):
    """Actions, filtered."""

    AMONG: ClassVar[tuple[str, ...]] = (*Recorded.AMONG, "kind", "channel", "author", "outcome")

    kind: Many = Field(
        [], description=mark("Keeps these kinds: call, email, letter, sms, visit, note, status…")
    )
    channel: Many = Field([], description=mark("Keeps those done by these ways"))
    author: Many = Field([], description=mark("Keeps those of these people"))
    outcome: Many = Field([], description=mark("Keeps those with these outcomes"))
    done_from: Day | None = Field(None, description=mark("Done on that day or after"))
    done_to: Day | None = Field(None, description=mark("Done on that day or before"))
    next_from: Day | None = Field(None, description=mark("With a next step due on that day or after"))
    next_to: Day | None = Field(None, description=mark("With a next step due on that day or before"))
    order: Words = Field("-done_at", description=mark("A column of the rows, after - from the largest down"))

    @property
    def between(self) -> dict[str, tuple[date | None, date | None]]:
        days = {"done_on": (self.done_from, self.done_to), "next_on": (self.next_from, self.next_to)}
        return {name: pair for name, pair in days.items() if any(pair)}


class ActionRow(Whose):
    """What was done about a customer; instants are in UTC."""

    action: str
    kind: str | None
    level: int | None
    channel: str | None
    automatic: bool
    done_at: datetime
    done_on: date
    minutes: float | None
    author: str | None
    outcome: str | None
    contact: str | None
    note: str | None
    next_step: str | None
    next_on: date | None


class ListOfActions(Records):
    """A page of actions: `count` is of the whole list."""

    rows: list[ActionRow]


class OneAction(Record):
    """One action; `seen` is the version that an act on it names."""

    record: ActionRow


class WrittenAction(Written):
    """What was recorded under `key`; `seen` is the version that the next act on it names."""

    said: sent.kept(Action)  # type: ignore[valid-type]


TOLD = {
    "done_at": mark("When it was done, with its time zone"),
    "kind": mark("What was done: call, email, letter, sms, visit, note, status, or a word of one's own"),
    "level": mark("The level of the reminder"),
    "channel": mark("By which way"),
    "automatic": mark("Whether a rule did it rather than a person"),
    "outcome": mark(
        "What came of it: reached, no_answer, message_left, call_back, promised, disputed, paid_already, copy_asked, "
        "refused, wrong_number, or words of one's own"
    ),
    "contact": mark("Who was spoken or written to"),
    "note": mark("What was said"),
    "next_step": mark("What is to be done next"),
    "next_on": mark("The day by which the next step is to be done"),
    "minutes": mark("Minutes spent; null: not known"),
}
FIRST = {**TOLD, "done_at": mark("When it was done, with its time zone; now when left out")}

router = operations(
    Of(ACTION, Scope.ACTIONS),
    Summaries(
        mark("Actions done about customers, a page at a time"),
        mark("Record an action; `seen` of the answer is what a correction names"),
        mark("Correct an action; what is left out stays"),
        mark("Take an action back: it was never done"),
        mark("One action"),
    ),
    Told(ListOfActions, OneAction, WrittenAction),
    Actions,
    sent.new(Action, FIRST, without=("author",), known=("done_at", "kind")),
    sent.corrected(Action, TOLD, without=("author",)),
)
