"""The form of an action, and what its page says of one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from encours.api import words
from encours.api.actions import said_before
from encours.api.one_account import alone
from encours.api.recorded import Row, Sought
from encours.cube.actions import ACTIONS
from encours.i18n import _, mark
from encours.web import typography
from encours.web.actions.table import LABELS, by, done_at, own_columns
from encours.web.labels import work
from encours.web.records.about import About
from encours.web.records.form import (
    CodedField,
    CommentField,
    DayField,
    MomentField,
    RecordForm,
    SuggestedField,
    WholeField,
)
from encours.web.records.kind import Kind, Line
from encours.web.visit.visit import Visit
from encours.web.workflow.actions.making import LONGEST_STEP, LONGEST_WORD, MOST_MINUTES, faults
from encours.web.workflow.actions.models import LONGEST_NOTE, Action
from encours.web.workflow.people.models import Person

# By which way something was done, where what was done tells it.
WAYS = {"call": "phone", "email": "email", "letter": "letter", "sms": "sms", "visit": "meeting"}


class ActionForm(RecordForm):
    """What was done, what came of it, what is to be done next; the minutes count themselves while it is open."""

    labels: ClassVar[dict[str, str]] = LABELS
    kind = CodedField("kind", work.DEEDS)
    outcome = CodedField("outcome", work.RESULTS)
    contact = SuggestedField(LONGEST_WORD)
    note = CommentField(LONGEST_NOTE)
    next_step = forms.CharField(required=False, max_length=LONGEST_STEP)
    next_on = DayField(required=False)
    done_at = MomentField()
    minutes = WholeField(MOST_MINUTES)
    level = WholeField(99)
    begun = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    field_order: ClassVar[list[str]] = ["kind", "item", "contact", "outcome", "note"]

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["kind"].required = True
        self.fields["contact"].suggest(_spoken_to(self.of))
        self.fields["minutes"].help_text = _("Left empty, they are not known.")
        self.fields["minutes"].widget.attrs["data-timer"] = "id_begun"

    def said(self) -> Any:
        """The way follows from what was done; what a field cannot show, seconds and parts of a minute, stays."""
        said, before = super().said(), self.before
        same = before.done_at and said.done_at == before.done_at.replace(second=0, microsecond=0)
        minutes = None if said.minutes is None else Decimal(said.minutes)
        channel = said.channel
        if not channel or channel == WAYS.get(before.kind):
            channel = WAYS.get(said.kind, "")
        return replace(
            said,
            done_at=before.done_at if same else said.done_at,
            minutes=before.minutes if minutes == _whole(before.minutes) else minutes,
            channel=channel,
        )


def _whole(minutes: Decimal | None) -> Decimal | None:
    return None if minutes is None else Decimal(round(minutes))


def _spoken_to(of: About) -> list[str]:
    """The people of the account who were spoken to before."""
    own = alone(of.book, (of.entity, of.customer))
    return said_before(own, Sought(of.book.data_date, timezone.localdate()), "contact")


def first(person: Person, of: About, item: str) -> dict[str, Any]:
    """A new action is a call, of now, of whoever records it."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    return {"item": item, "kind": "call", "done_at": now, "author": str(person)}


def lines(visit: Visit, row: Row) -> list[Line]:
    """What the page of an action says of it."""
    item = visit.url("item", row["entity"], row["item"]) if row["item"] else ""
    minutes = "" if row["minutes"] is None else typography.count(_whole(row["minutes"]))
    return [
        (_("What was done"), work.action(row["kind"]), ""),
        (words.field("level"), "" if row["level"] is None else str(row["level"]), ""),
        (words.field("channel"), work.channel(row["channel"]), ""),
        (_("About"), row["document"] or _("The whole account"), item),
        (words.field("done_at"), typography.moment(done_at(row)), ""),
        (words.field("author"), by(row), ""),
        (_("With whom"), row["contact"] or "", ""),
        (_("What came of it"), work.outcome(row["outcome"]), ""),
        (words.field("note"), row["note"] or "", ""),
        (words.field("next_step"), row["next_step"] or "", ""),
        (words.field("next_on"), typography.day(row["next_on"]), ""),
        (words.field("minutes"), minutes, ""),
    ]


ACTION = Kind(
    Action,
    ACTIONS,
    ActionForm,
    faults,
    lines,
    title=mark("Record an action"),
    label=mark("Actions"),
    listing="actions",
    first=first,
    columns=own_columns,
    newest="-done_at",
    nothing=mark("No action by this date."),
    noun=mark("Call"),
    icon="phone",
    letter="a",
    together=True,
    leads=(("promise", mark("Save and record a promise")), ("dispute", mark("Save and record a dispute"))),
)
