"""The words for people's work: what was done and how, what a promise or a dispute has come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from encours.i18n import _, mark
from encours.web import typography

ACTIONS = {
    "reminder": mark("Reminder"),
    "call": mark("Call"),
    "letter": mark("Letter"),
    "visit": mark("Visit"),
    "email": mark("E-mail"),
    "sms": mark("Text message"),
    "note": mark("Note"),
    "status": mark("Change of status"),
    "promise": mark("Promise"),
}
# What people record themselves; reminders come from imports and rules.
DEEDS = ("call", "email", "letter", "sms", "visit", "note", "status")
ICONS = {
    "call": "phone",
    "email": "mail",
    "reminder": "mail",
    "letter": "mail-open",
    "sms": "message-square-text",
    "visit": "map-pin",
    "note": "sticky-note",
    "status": "tag",
}
CAME_AFTER = {
    "promise": mark("a live promise"),
    "action": mark("an action"),
    "spontaneous": mark("nothing"),
}
CHANNELS = {
    "phone": mark("telephone"),
    "email": mark("e-mail"),
    "letter": mark("letter"),
    "sms": mark("text message"),
    "meeting": mark("meeting"),
}
# Each state of a promise: its word, and the tone it is shown in.
PROMISES = {
    "awaited": (mark("Awaited"), ""),
    "kept": (mark("Kept"), "good"),
    "partly_kept": (mark("Partly kept"), "warn"),
    "broken": (mark("Broken"), "bad"),
    "cancelled": (mark("Called off"), "flat"),
}


DISPUTES = {
    "open": (mark("Open"), "warn"),
    "late": (mark("Answer late"), "bad"),
    "closed": (mark("Closed"), "flat"),
}
# How disputes usually end; imported ones have words of their own.
OUTCOMES = {
    "credit_note": mark("credit note granted"),
    "partial": mark("granted in part"),
    "upheld": mark("claim refused, the amount is owed"),
    "withdrawn": mark("given up by the customer"),
}


# What usually comes of an action; imported ones have words of their own.
RESULTS = {
    "reached": mark("reached"),
    "no_answer": mark("no answer"),
    "message_left": mark("message left"),
    "call_back": mark("will call back"),
    "promised": mark("promised to pay"),
    "disputed": mark("disputes"),
    "paid_already": mark("says it is paid"),
    "copy_asked": mark("asks for a copy of the invoice"),
    "refused": mark("refuses to pay"),
    "wrong_number": mark("wrong number"),
}


def action(kind: str | None) -> str:
    """What was done, in the reader's language when the kind is a known one."""
    return _(ACTIONS[kind]) if kind in ACTIONS else kind or _("Action")


def came_after(what: str) -> str:
    """What a receipt followed."""
    return _(CAME_AFTER[what]) if what in CAME_AFTER else what


def channel(name: str | None) -> str:
    return _(CHANNELS[name]) if name in CHANNELS else name or ""


def promise(state: str) -> str:
    """What a promise has come to."""
    return _(PROMISES[state][0])


def promise_tone(state: str) -> str:
    return PROMISES[state][1]


def dispute(state: str) -> str:
    """What has become of a dispute."""
    return _(DISPUTES[state][0])


def dispute_tone(state: str) -> str:
    return DISPUTES[state][1]


def icon(kind: str | None) -> str:
    """The picture of what was done."""
    return ICONS.get(kind or "", "phone")


def outcome(name: str | None) -> str:
    """How a dispute ended or what came of an action, in the reader's language when it is a usual way."""
    if name in OUTCOMES:
        return _(OUTCOMES[name])
    return _(RESULTS[name]) if name in RESULTS else name or ""


def said(field: str, text: str) -> str:
    """What a field of a record says: in the reader's language where it is one of a few words."""
    read = {"channel": channel, "kind": action, "outcome": outcome}.get(field)
    return read(text) if read else text


def told(facts: Mapping[str, Any]) -> str:
    """What the time line tells of an act, on one line: what it is about, its amount, the day it is for, how it ended,
    what was said.

    >>> told({"amount": "120.5", "currency": "EUR", "for_day": "2026-12-04", "text": "By transfer"})
    '€120.50 for 4 Dec 2026 · By transfer'
    >>> told({"for_day": "2026-12-04", "text": "Voice mail"})
    '4 Dec 2026 · Voice mail'
    >>> told({"what": "Price", "amount": "120.5", "currency": "EUR", "outcome": "credit_note"})
    'Price · €120.50 · credit note granted'
    >>> told({"outcome": "reached", "contact": "Ms Roy", "next": "Call again", "next_on": "2026-12-07"})
    'reached · Ms Roy · next: Call again, 7 Dec 2026'
    """
    when = (
        typography.money(Decimal(facts["amount"]), facts["currency"], "cents") if facts.get("amount") else ""
    )
    if facts.get("for_day"):
        day = typography.day(date.fromisoformat(facts["for_day"]))
        when = _("{0} for {1}").format(when, day) if when else day
    ended = outcome(facts.get("outcome"))
    parts = (
        facts.get("what", ""),
        when,
        ended,
        facts.get("contact", ""),
        facts.get("text", ""),
        _next(facts),
    )
    return " · ".join(filter(None, parts))


def _next(facts: Mapping[str, Any]) -> str:
    """What is to be done next, and by when."""
    if not facts.get("next_on"):
        return ""
    day = typography.day(date.fromisoformat(facts["next_on"]))
    return _("next: {0}").format(", ".join(filter(None, (facts.get("next", ""), day))))
