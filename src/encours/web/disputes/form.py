"""The form of a dispute, and what its page says of one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.utils import timezone

from encours.api import words
from encours.api.disputes import said_before
from encours.api.recorded import Row
from encours.cube.disputes import DISPUTES
from encours.i18n import _, mark
from encours.web import typography
from encours.web.disputes.table import own_columns
from encours.web.labels import work
from encours.web.records.about import About
from encours.web.records.form import AmountField, CodedField, CommentField, DayField, SuggestedField
from encours.web.records.kind import Kind, Line
from encours.web.records.money import MoneyForm, begun_with
from encours.web.visit.visit import Visit
from encours.web.workflow.disputes.making import LONGEST_CAUSE, LONGEST_OWNER, faults
from encours.web.workflow.disputes.models import LONGEST_COMMENT, Dispute
from encours.web.workflow.people.models import Person


class DisputeForm(MoneyForm):
    """What is contested, why, who must answer and by when."""

    too_much = mark("This is more than the {0} open of this item. Send it again if it is what is contested.")
    cause = SuggestedField(LONGEST_CAUSE)
    amount = AmountField(required=False)
    opened_on = DayField()
    owner = SuggestedField(LONGEST_OWNER)
    answer_by = DayField(required=False)
    closed_on = DayField(required=False)
    outcome = CodedField("outcome", work.OUTCOMES)
    comment = CommentField(LONGEST_COMMENT)
    field_order: ClassVar[list[str]] = ["item", "cause", "amount", "currency", "opened_on"]

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["amount"].help_text = _("Left empty, all that is open is contested.")
        causes, owners = said_before(self.of.book, self.of.book.data_date)
        self.fields["cause"].suggest(causes)
        self.fields["owner"].suggest(owners)
        if self.before.closed_on is None:
            del self.fields["closed_on"], self.fields["outcome"]
        else:
            self.fields["closed_on"].help_text = _("Left empty, the dispute is open again.")

    def said(self) -> Any:
        """All that is open is contested in the currency of its item; one that is open has not ended in any way."""
        said = super().said()
        named = self.of.named(said.item).get(said.item) if said.item and said.amount is None else None
        currency = named.currency if named else said.currency
        return replace(said, currency=currency, outcome=said.outcome if said.closed_on else "")


def first(person: Person, of: About, item: str) -> dict[str, Any]:
    """A new dispute is opened today, about all that is open of its item."""
    _named, currency = begun_with(of, item)
    return {"item": item, "currency": currency, "opened_on": timezone.localdate()}


def lines(visit: Visit, row: Row) -> list[Line]:
    """What the page of a dispute says of it."""
    item = visit.url("item", row["entity"], row["item"]) if row["item"] else ""
    amount = typography.money(row["amount"], row["currency"], "cents")
    contests = row["disputed"]
    return [
        (words.field("state"), work.dispute(row["state"]), ""),
        (words.field("cause"), row["cause"] or "", ""),
        (words.field("amount"), _("All that is open") if row["amount"] is None else amount, ""),
        (
            words.field("disputed"),
            "" if contests is None else typography.money(contests, row["currency"], "cents"),
            "",
        ),
        (_("About"), row["document"] or _("The whole account"), item),
        (words.field("owner"), row["owner"] or "", ""),
        (words.field("opened_on"), typography.day(row["opened_on"]), ""),
        (words.field("answer_by"), typography.day(row["answer_by"]), ""),
        (words.field("open_days"), typography.count(row["open_days"]), ""),
        (words.field("closed_on"), typography.day(row["closed_on"]), ""),
        (words.field("outcome"), work.outcome(row["outcome"]), ""),
        (words.field("comment"), row["custom"].get("comment", ""), ""),
    ]


def outcomes() -> dict[str, Any]:
    """The usual ways in which disputes end."""
    return {"outcomes": [(name, typography.capital(work.outcome(name))) for name in work.OUTCOMES]}


DISPUTE = Kind(
    Dispute,
    DISPUTES,
    DisputeForm,
    faults,
    lines,
    title=mark("Record a dispute"),
    label=mark("Disputes"),
    listing="disputes",
    first=first,
    columns=own_columns,
    newest="-opened_on",
    nothing=mark("No dispute by this date."),
    noun=mark("Dispute"),
    icon="message-square-warning",
    letter="l",
    acts="disputes/ending.html",
    acting=outcomes,
)
