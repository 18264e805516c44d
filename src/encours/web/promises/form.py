"""The form of a promise, and what its page says of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from encours.api import words
from encours.api.recorded import Row
from encours.book.follow_up import MOST_GRACE_DAYS
from encours.cube.promises import PROMISES
from encours.i18n import _, mark
from encours.web import typography
from encours.web.labels import work
from encours.web.promises.table import own_columns
from encours.web.records.about import About
from encours.web.records.form import ChannelField, CommentField, DayField
from encours.web.records.kind import Kind, Line
from encours.web.records.money import MoneyForm, begun_with
from encours.web.visit.visit import Visit
from encours.web.workflow.people.models import Person
from encours.web.workflow.promises.making import faults
from encours.web.workflow.promises.models import LONGEST_COMMENT, Promise


class PromiseForm(MoneyForm):
    """What was promised, until when, and by whom it was said."""

    too_much = mark("This is more than the {0} open of this item. Send it again if it is what was promised.")
    due_on = DayField()
    made_on = DayField()
    cancelled_on = DayField(required=False)
    channel = ChannelField()
    promised_by = forms.CharField(required=False, max_length=200)
    grace_days = forms.IntegerField(required=False, min_value=0, max_value=MOST_GRACE_DAYS)
    comment = CommentField(LONGEST_COMMENT)

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["grace_days"].help_text = _("Left empty: three days after the date.")
        if self.before.cancelled_on is None:
            del self.fields["cancelled_on"]
        else:
            self.fields["cancelled_on"].help_text = _("Left empty, the promise stands again.")


def first(person: Person, of: About, item: str) -> dict[str, Any]:
    """A new promise is made today, to whoever records it; of an item, for what is open of it."""
    named, currency = begun_with(of, item)
    return {
        "item": item,
        "amount": named.open if named else None,
        "currency": currency,
        "made_on": timezone.localdate(),
        "collector": str(person),
    }


def lines(visit: Visit, row: Row) -> list[Line]:
    """What the page of a promise says of it."""

    def money(name: str) -> str:
        return typography.money(row[name], row["currency"], "cents")

    item = visit.url("item", row["entity"], row["item"]) if row["item"] else ""
    return [
        (words.field("state"), work.promise(row["state"]), ""),
        (words.field("amount"), money("amount"), ""),
        (words.field("received"), money("received"), ""),
        (words.field("due_on"), typography.day(row["due_on"]), ""),
        (words.field("ends_on"), typography.day(row["ends_on"]), ""),
        (words.field("made_on"), typography.day(row["made_on"]), ""),
        (words.field("renegotiated_on"), typography.day(row["renegotiated_on"]), ""),
        (words.field("cancelled_on"), typography.day(row["cancelled_on"]), ""),
        (_("About"), row["document"] or _("The whole account"), item),
        (words.field("collector"), row["collector"] or "", ""),
        (words.field("channel"), work.channel(row["channel"]), ""),
        (words.field("promised_by"), row["promised_by"] or "", ""),
        (words.field("plan"), _("See the plan") if row["plan"] else "", _plan(visit, row)),
        (words.field("comment"), row["custom"].get("comment", ""), ""),
    ]


def _plan(visit: Visit, row: Row) -> str:
    return visit.url("plan", row["entity"], row["customer"], row["plan"]) if row["plan"] else ""


PROMISE = Kind(
    Promise,
    PROMISES,
    PromiseForm,
    faults,
    lines,
    title=mark("Record a promise"),
    label=mark("Promises"),
    listing="promises",
    first=first,
    columns=own_columns,
    newest="-made_on",
    nothing=mark("No promise by this date."),
    noun=mark("Promise"),
    icon="handshake",
    letter="p",
    acts="promises/cancelling.html",
)
