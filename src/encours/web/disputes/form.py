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
from encours.web.access.roles import Right
from encours.web.disputes.table import own_columns
from encours.web.labels import work
from encours.web.records.about import About
from encours.web.records.form import AmountField, CodedField, CommentField, DayField, SuggestedField
from encours.web.records.kind import Kind, Line
from encours.web.records.money import MoneyForm, begun_with
from encours.web.visit.reach import colleagues
from encours.web.visit.visit import Visit
from encours.web.workflow.disputes.accepted import LARGEST_MB
from encours.web.workflow.disputes.causes import tree
from encours.web.workflow.disputes.files import files_of
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
        self.tree = tree()
        known = self.tree.by_code
        self.fields["cause"].suggest({*self.tree.offered(), *(one for one in causes if one not in known)})
        if "cause" in self.initial:
            self.initial["cause"] = self.tree.label(self.initial["cause"] or "")
        self.fields["owner"].suggest({*owners, *map(str, (self.person, *colleagues(self.person)))})
        if self.before.closed_on is None:
            del self.fields["closed_on"], self.fields["outcome"]
        else:
            self.fields["closed_on"].help_text = _("Left empty, the dispute is open again.")

    def said(self) -> Any:
        """All that is open is contested in the currency of its item; one that is open has not ended in any way."""
        said = super().said()
        named = self.of.named(said.item).get(said.item) if said.item and said.amount is None else None
        currency = named.currency if named else said.currency
        cause = self.tree.code_of(said.cause or "")
        return replace(said, cause=cause, currency=currency, outcome=said.outcome if said.closed_on else "")


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
        (words.field("cause"), tree().path(row["cause"] or ""), ""),
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
        (words.field("answered_on"), typography.day(row["answered_on"]), ""),
        (words.field("answer"), work.answer(row["answer"]), ""),
        (words.field("answer_amount"), _cents(row, "answer_amount"), ""),
        (words.field("answer_note"), row["answer_note"] or "", ""),
        (words.field("credited"), _credited(row), ""),
        (words.field("comment"), row["custom"].get("comment", ""), ""),
    ]


def _cents(row: Row, name: str) -> str:
    return "" if row[name] is None else typography.money(row[name], row["currency"], "cents")


def _credited(row: Row) -> str:
    """What a credit note took off the item since the opening, and whether that is all that is contested."""
    if not row["credit"]:
        return ""
    return f"{_cents(row, 'credited')} · {work.credit(row['credit'])}"


def outcomes() -> dict[str, Any]:
    """The usual ways in which disputes end, and what may be answered."""
    answers = [(name, typography.capital(work.answer(name))) for name in work.ANSWERS]
    ended = [(name, typography.capital(work.outcome(name))) for name in work.OUTCOMES]
    return {"outcomes": ended, "answers": answers}


def attached(visit: Visit, key: str) -> dict[str, Any]:
    """Its files, each with the addresses to take it away and to remove it."""
    found = [
        (
            one,
            _("{0} kB").format(typography.count(max(one.size // 1000, 1))),
            visit.url("dispute_file", key, one.pk) if visit.may(Right.EXPORT) else "",
            visit.url("remove_dispute_file", key, one.pk),
        )
        for one in files_of(key)
    ]
    return {"files": found, "adding": visit.url("add_dispute_file", key), "largest": LARGEST_MB}


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
    cards="disputes/files.html",
    telling=attached,
)
