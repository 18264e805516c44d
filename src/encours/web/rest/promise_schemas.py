"""What the operations on promises are asked and sent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from ninja import Field

from encours.i18n import mark
from encours.web.rest.query import Day, Many, Recorded, Words
from encours.web.rest.schemas import Body, Seen

Channel = Literal["", "phone", "email", "letter", "sms", "meeting"]


class Promises(Recorded):
    """Promises, filtered."""

    AMONG: ClassVar[tuple[str, ...]] = (*Recorded.AMONG, "state", "collector")

    state: Many = Field(
        [], description=mark("Keeps these states: awaited, kept, partly_kept, broken, cancelled")
    )
    due_from: Day | None = Field(None, description=mark("Promised for that day or after"))
    due_to: Day | None = Field(None, description=mark("Promised for that day or before"))
    collector: Many = Field([], description=mark("Keeps those obtained by these people"))
    order: Words = Field("-due_on", description=mark("A column of the rows, after - from the largest down"))

    @property
    def between(self) -> dict[str, tuple[date | None, date | None]]:
        return {"due_on": (self.due_from, self.due_to)}


class Corrected(Seen):
    """What a promise says; what is left out stays as it was."""

    item: Words = Field("", description="The item it is about; empty for the whole account")
    amount: Decimal = Field(None)
    currency: Words = Field(None)
    due_on: date = Field(None)
    made_on: date = Field(None)
    cancelled_on: date | None = Field(None)
    channel: Channel = Field("")
    contact: Words = Field("")
    comment: str = Field("", max_length=1000)


class NewPromise(Body):
    """A promise as the customer made it."""

    entity: Words
    customer: Words
    item: Words = Field("")
    amount: Decimal
    currency: Words
    due_on: date
    made_on: date = Field(None)
    channel: Channel = Field("")
    contact: Words = Field("")
    comment: str = Field("", max_length=1000)


class Cancellation(Seen):
    """From which day it no longer stands."""

    on: date
