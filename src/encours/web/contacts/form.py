"""The form of a contact, and what its page says of one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django import forms

from encours.api import words
from encours.api.recorded import Row
from encours.cube.contacts import CONTACTS
from encours.i18n import LANGUAGES, _, mark
from encours.web import typography
from encours.web.contacts.table import own_columns
from encours.web.labels import work
from encours.web.records.about import About
from encours.web.records.form import CodedField, CommentField, DayField, RecordForm
from encours.web.records.kind import Kind, Line
from encours.web.visit.visit import Visit
from encours.web.workflow.contacts.making import LONGEST_NAME, LONGEST_PHONE, WAYS, accepting, faults, ways
from encours.web.workflow.contacts.models import LONGEST_COMMENT, Contact, Said
from encours.web.workflow.people.models import Person


class ContactForm(RecordForm):
    """Who it is, what he does, how he is reached and what he accepts."""

    name = forms.CharField(max_length=LONGEST_NAME)
    role = CodedField("role", work.ROLES)
    email = forms.CharField(
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        required=False, max_length=LONGEST_PHONE, widget=forms.TextInput(attrs={"type": "tel"})
    )
    language = CodedField("language", LANGUAGES)
    accepts = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    main = forms.BooleanField(required=False)
    left_on = DayField(required=False)
    comment = CommentField(LONGEST_COMMENT)
    field_order: ClassVar[list[str]] = ["name", "role", "email", "phone", "language", "accepts", "main"]

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        del self.fields["item"]  # of the customer, not of an item
        self.initial["accepts"] = list(ways(self.before.accepts))
        self.fields["accepts"].choices = [(way, typography.capital(work.channel(way))) for way in WAYS]
        self.fields["accepts"].help_text = _("What is not ticked is not sent.")
        self.fields["main"].help_text = _("The one asked first.")
        self.fields["left_on"].help_text = _("From that day on nobody asks this person any more.")

    def said(self) -> Any:
        said = super().said()
        return replace(said, accepts=accepting(self.cleaned_data["accepts"]))


def first(person: Person, of: About, item: str) -> dict[str, Any]:
    """Nothing is known yet of a new one."""
    return {"name": ""}


def lines(visit: Visit, row: Row) -> list[Line]:
    """What the page of a contact says of one."""
    return [
        (words.field("name"), row["name"], ""),
        (words.field("role"), typography.capital(work.said("role", row["role"] or "")), ""),
        (words.field("phone"), row["phone"] or "", work.calls(row["phone"])),
        (words.field("email"), row["email"] or "", work.writes(row["email"])),
        (words.field("language"), work.said("language", row["language"] or ""), ""),
        (words.field("accepts"), work.said("accepts", row["accepts"] or ""), ""),
        (words.field("main"), _("yes") if row["main"] else "", ""),
        (words.field("left_on"), typography.day(row["left_on"]), ""),
        (words.field("comment"), row["custom"].get("comment", ""), ""),
    ]


def heading(said: Said) -> str:
    return said.name


CONTACT = Kind(
    Contact,
    CONTACTS,
    ContactForm,
    faults,
    lines,
    title=mark("Record a contact"),
    label=mark("Contacts"),
    listing="contacts",
    first=first,
    columns=own_columns,
    newest="name",
    nothing=mark("No contact is known."),
    noun=mark("Contact"),
    icon="contact",
    heading=heading,
)
