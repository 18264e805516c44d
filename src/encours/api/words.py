"""What rows hold, in words: fields, kinds, buckets, tables. Terminal, workbook, pages and imports say the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from encours.book.kinds import KINDS, ORIGINS
from encours.book.natures import LABELS as NATURES
from encours.book.records import Kind
from encours.cube import buckets
from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.cube.standing import LABELS as STANDING
from encours.cube.standing import LEVEL
from encours.i18n import _, language, mark

CREDITS: dict[str, str] = {  # several of one kind
    Kind.PAYMENT: mark("Payments"),
    Kind.ADVANCE: mark("Advances"),
    Kind.CREDIT_NOTE: mark("Credit notes"),
    Kind.WRITE_OFF: mark("Write-offs"),
    Kind.OTHER_CREDIT: mark("Other credits"),
}
FIELDS = {
    "amount": mark("Amount"),
    "open": mark("Open"),
    "days_late": mark("Days late"),
    "age_days": mark("Days since issue"),
    "credit_item": mark("Credit"),
    "credit_kind": mark("Kind of credit"),
    "value_date": mark("Value date"),
    "matching_date": mark("Matching date"),
    "dispute": mark("Dispute"),
    "opened_on": mark("Opened on"),
    "closed_on": mark("Closed on"),
    "cause": mark("Dispute cause"),
    "state": mark("State"),
    "owner": mark("Who must answer"),
    "outcome": mark("How it ended"),
    "answer_by": mark("Answer due on"),
    "open_days": mark("Days open"),
    "disputed": mark("Disputed"),
    "answered_on": mark("Answered on"),
    "answer": mark("Answer"),
    "answer_amount": mark("Credit note proposed"),
    "answer_note": mark("What was answered"),
    "claimed": mark("Contested at the opening"),
    "credit": mark("Credit note received"),
    "credited": mark("Credited since the opening"),
    "credited_on": mark("Credited on"),
    "made_on": mark("Promised on"),
    "due_on": mark("Promised for"),
    "received": mark("Amount received"),
    "promise": mark("Promise"),
    "promised_for": mark("Promised for"),
    "promised_amount": mark("Amount promised"),
    "received_amount": mark("Amount received"),
    "cancelled_on": mark("Cancelled on"),
    "reason": mark("Reason"),
    "from_date": mark("From"),
    "until_date": mark("Until"),
    "author": mark("By"),
    "hold": mark("Hold"),
    "name": mark("Name"),
    "role": mark("Role"),
    "email": mark("E-mail"),
    "phone": mark("Phone"),
    "language": mark("Language of letters"),
    "accepts": mark("May be reminded by"),
    "main": mark("Main contact"),
    "left_on": mark("Left on"),
    "channel": mark("Channel"),
    "contact": mark("Contact"),
    "promised_by": mark("Who promised"),
    "grace_days": mark("Days of grace"),
    "ends_on": mark("In time until"),
    "renegotiated_on": mark("Renegotiated on"),
    "plan": mark("Payment plan"),
    "next_due_on": mark("Next instalment"),
    "last_on": mark("Last instalment"),
    "comment": mark("Comment"),
    "action": mark("Action"),
    "level": mark("Level"),
    "automatic": mark("Automatic"),
    "done_at": mark("Done at"),
    "done_on": mark("Done on"),
    "minutes": mark("Minutes"),
    "note": mark("Note"),
    "next_step": mark("Next step"),
    "next_on": mark("Next step due on"),
}
OWN = {  # columns of ledgers that the book keeps as it finds them, called by the norm or by the reader of the file
    "CompteNum": mark("Account number"),
    "EcritureLib": mark("Entry label"),
    "JournalCode": mark("Journal"),
    "EcritureLet": mark("Matching code"),
    "DateLet": mark("Matching date"),
    "Montantdevise": mark("Amount in currency"),
    "Idevise": mark("Currency of the entry"),
    "lettres_a_nouveau": mark("Matching codes carried forward"),
    "opening": mark("Opening entry"),
}
TABLES = {
    "entities": mark("Entities"),
    "customers": mark("Customers"),
    "items": mark("Items"),
    "allocations": mark("Matchings"),
    "rates": mark("Exchange rates"),
    "promises": mark("Promises"),
    "disputes": mark("Disputes"),
    "actions": mark("Actions"),
    "holds": mark("Holds"),
    "contacts": mark("Contacts"),
    "limits": mark("Credit limits"),
    "covers": mark("Insurance covers"),
    "ratings": mark("Ratings"),
    "orders": mark("Orders"),
    "surveys": mark("Surveys"),
    "known_since": mark("Known since"),
}

CLOCKS = {"position": mark("position"), "sales": mark("sales"), "receipts": mark("receipts")}


def field(name: str) -> str:
    """A column of rows or a dimension; a field of one's own keeps its name, written as people write.

    >>> field("open"), field("region_code"), field("PO number"), field("JournalCode")
    ('Open', 'Region code', 'PO number', 'Journal')
    """
    if name in FIELDS:
        return _(FIELDS[name])
    if name in DIMENSIONS:
        return _(DIMENSIONS[name].label)
    return _(OWN[name]) if name in OWN else _as_written(name)


def _as_written(name: str) -> str:
    words = " ".join(name.replace("_", " ").split())
    return words[:1].upper() + words[1:] if "_" in name and words else name


def kind(code: str | None) -> str:
    """
    >>> kind("bill"), kind(None), kind("other")
    ('Bill of exchange', '', 'other')
    """
    return _(KINDS[code]) if code in KINDS else code or ""


def nature(code: str | None) -> str:
    """Why an item is an other debit or credit; what a source wrote by itself stays as it is."""
    return _(NATURES[code]) if code in NATURES else code or ""


def origin(code: str) -> str:
    """Where a due date comes from."""
    return _(ORIGINS[code]) if code in ORIGINS else code


def standing(field: str, code: str | None, say: Callable[[str], str] = _) -> str:
    """What blocks an item, or how far it was chased; what a source wrote by itself stays as it is.

    >>> standing("blocking_cause", "held"), standing("reminder_status", "level_12"), standing("blocking_cause", "legal")
    ('Chasing on hold', 'Chased at level 12', 'legal')
    """
    level = (code or "").removeprefix(LEVEL)
    if field == "reminder_status" and code != level and level.isdigit():
        return say(mark("Chased at level {0}")).format(level)
    labels = STANDING[field]
    return say(labels[code]) if code in labels else code or ""


def table(name: str) -> str:
    """A table of the book; another one by its own name."""
    return _(TABLES[name]) if name in TABLES else name


def bucket(label: str, base: str = "due", say: Callable[[str], str] = _) -> str:
    """A bucket by its label; counted from the issue date, the first one is not late but new.

    >>> [bucket(label) for label in ("not_due", "1-30", "91+", "unapplied")]
    ['Not due', '1–30 d', '91 d and more', 'Unapplied credits']
    >>> bucket("not_due", "issue")
    'Issued that day'
    """
    if label == buckets.NOT_DUE:
        return say(mark("Not due")) if base == "due" else say(mark("Issued that day"))
    if label == buckets.UNAPPLIED:
        return say(mark("Unapplied credits"))
    if label.endswith("+"):
        return say(mark("{0} d and more")).format(label[:-1])
    low, dash, high = label.partition("-")
    return say(mark("{0}–{1} d")).format(low, high) if dash else label


def inside(label: str) -> str:
    """A label as it is written within a sentence: an abbreviation keeps its capitals.

    >>> inside("Business unit"), inside("SIREN")
    ('business unit', 'SIREN')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def day(value: date) -> str:
    """A day as people write it: 31/10/2026 in French, ISO elsewhere."""
    return f"{value:%d/%m/%Y}" if language() == "fr" else value.isoformat()
