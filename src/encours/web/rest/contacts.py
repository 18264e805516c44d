"""Contacts: those that may be seen, one of them, and recording, correcting, taking one back."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from ninja import Field

from encours.cube.contacts import STATES
from encours.i18n import mark
from encours.web.contacts.form import CONTACT
from encours.web.rest import sent
from encours.web.rest.operations import Summaries, Told
from encours.web.rest.operations import router as operations
from encours.web.rest.query import Many, Recorded, Words
from encours.web.rest.recording import Of
from encours.web.rest.schemas import Record, Records, Whose, Written
from encours.web.workflow.contacts.models import Contact
from encours.web.workflow.keys.models import Scope

StateName: Any = Literal[STATES]


class Contacts(Recorded):
    """Contacts, filtered."""

    AMONG: ClassVar[tuple[str, ...]] = (*Recorded.AMONG, "state", "role", "language")

    state: Many = Field([], description=mark("Keeps these states: here, left"))
    role: Many = Field([], description=mark("Keeps those of these roles"))
    language: Many = Field([], description=mark("Keeps those written to in these languages"))
    order: Words = Field("name", description=mark("A column of the rows, after - from the largest down"))

    @property
    def between(self) -> dict[str, tuple[date | None, date | None]]:
        return {}


class ContactRow(Whose):
    """Someone at a customer, of no item; an empty `accepts` is every way, `none` is no way."""

    contact: str
    state: StateName
    name: str
    role: str | None
    email: str | None
    phone: str | None
    language: str | None
    accepts: str | None
    main: bool
    left_on: date | None


class ListOfContacts(Records):
    """A page of contacts: `count` is that of the whole list."""

    rows: list[ContactRow]


class OneContact(Record):
    """One contact on a day; `seen` is the version that an act on it names."""

    record: ContactRow


class WrittenContact(Written):
    """What was recorded under `key`; `seen` is the version that the next act on it names."""

    said: sent.kept(Contact)  # type: ignore[valid-type]


TOLD = {
    "name": mark("The name of the person"),
    "role": mark("What the person does: accounting, buyer, manager, sales, other, or words of one's own"),
    "email": mark("The address"),
    "phone": mark("The telephone number"),
    "language": mark("The language of letters: fr or en"),
    "accepts": mark(
        "What may be sent: email, phone, sms, letter, separated by spaces; empty: all; none: nothing"
    ),
    "main": mark("Whether this is the one asked first"),
    "left_on": mark("The day from which the person is no longer asked; null: still asked"),
}

router = operations(
    Of(CONTACT, Scope.CONTACTS),
    Summaries(
        mark("Contacts of customers, a page at a time"),
        mark("Record a contact; `seen` of the answer is what a correction names"),
        mark("Correct a contact; what is left out stays"),
        mark("Take a contact back: there is no such person"),
        mark("One contact, as known on a day"),
    ),
    Told(ListOfContacts, OneContact, WrittenContact),
    Contacts,
    sent.new(Contact, TOLD, without=("left_on",)),
    sent.corrected(Contact, TOLD),
)
