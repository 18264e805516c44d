"""The words for people's work: what was done and how, what a promise or a dispute has come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from encours.i18n import _, counted, mark
from encours.web import typography

ACTIONS = {
    "reminder": mark("Reminder"),
    "call": mark("Call"),
    "letter": mark("Letter"),
    "visit": mark("Visit"),
    "email": mark("E-mail"),
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
    "renegotiated": (mark("Renegotiated"), "warn"),
    "cancelled": (mark("Called off"), "flat"),
}
# Each state of a plan of payment.
PLANS = {
    "running": (mark("Under way"), ""),
    "broken": (mark("Broken plan"), "bad"),
    "kept": (mark("Kept to the end"), "good"),
    "cancelled": (mark("Plan called off"), "flat"),
}
DISPUTES = {
    "open": (mark("Open"), "warn"),
    "late": (mark("Answer late"), "bad"),
    "answered": (mark("Answered"), "good"),
    "closed": (mark("Closed"), "flat"),
}
# How disputes usually end; imported ones have words of their own.
OUTCOMES = {
    "credit_note": mark("credit note granted"),
    "partial": mark("granted in part"),
    "upheld": mark("claim refused, the amount is owed"),
    "withdrawn": mark("given up by the customer"),
}


# What the owner of a dispute may propose.
ANSWERS = {
    "accepted": mark("claim accepted"),
    "refused": mark("claim refused"),
    "credit_note": mark("credit note to be issued"),
}
# How far a credit note that came since the opening covers what is contested.
CREDITS = {
    "whole": mark("Credit note for the whole"),
    "part": mark("Credit note for a part"),
}


def action(kind: str | None) -> str:
    """What was done, in the reader's language when the kind is a known one."""
    return _(ACTIONS[kind]) if kind in ACTIONS else kind or _("Action")


def channel(name: str | None) -> str:
    return _(CHANNELS[name]) if name in CHANNELS else name or ""


def promise(state: str) -> str:
    """What a promise has come to."""
    return _(PROMISES[state][0])


def promise_tone(state: str) -> str:
    return PROMISES[state][1]


def plan(state: str) -> str:
    """What has become of a plan of payment."""
    return _(PLANS[state][0])


def plan_tone(state: str) -> str:
    return PLANS[state][1]


def dispute(state: str) -> str:
    """What has become of a dispute."""
    return _(DISPUTES[state][0])


def dispute_tone(state: str) -> str:
    return DISPUTES[state][1]


def outcome(name: str | None) -> str:
    """How a dispute ended, in the reader's language when it is a usual way."""
    return _(OUTCOMES[name]) if name in OUTCOMES else name or ""


def answer(name: str | None) -> str:
    """What the owner of a dispute proposes, in the reader's language when it is a usual answer."""
    return _(ANSWERS[name]) if name in ANSWERS else name or ""


def credit(name: str | None) -> str:
    return _(CREDITS[name]) if name in CREDITS else ""


def said(field: str, text: str) -> str:
    """What a field of a record says: in the reader's language where it is one of a few words."""
    read = {"channel": channel, "outcome": outcome, "answer": answer}.get(field)
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
    """
    when = (
        typography.money(Decimal(facts["amount"]), facts["currency"], "cents") if facts.get("amount") else ""
    )
    if facts.get("for_day"):
        day = typography.day(date.fromisoformat(facts["for_day"]))
        when = _("{0} for {1}").format(when, day) if when else day
    times = facts.get("times", 0)
    if times:
        when = counted("{1}, in {0} instalment", "{1}, in {0} instalments", times).format(times, when)
    parts = (
        facts.get("what", ""),
        when,
        outcome(facts.get("outcome")),
        facts.get("text", ""),
        answer(facts.get("answer")),
        facts.get("answer_note", ""),
    )
    return " · ".join(filter(None, parts))
