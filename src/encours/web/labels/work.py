"""The words for people's work: what was done and how, what a promise or a dispute has come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from encours.i18n import _, counted, mark
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


# Each state of a hold: its word, and the tone it is shown in.
HOLDS = {
    "in_force": (mark("In force"), "warn"),
    "over": (mark("Ended"), "flat"),
    "lifted": (mark("Lifted"), "flat"),
}
# Why someone is not chased; imported holds have words of their own.
REASONS = {
    "agreement": mark("commercial agreement"),
    "checking": mark("invoice or payment being checked"),
    "payment_announced": mark("payment announced"),
    "proceedings": mark("insolvency or legal proceedings"),
    "arbitration": mark("arbitration awaited"),
    "management": mark("decision of the management"),
}


ROLES = {
    "accounting": mark("accounting"),
    "buyer": mark("buyer"),
    "manager": mark("manager"),
    "sales": mark("sales contact"),
    "other": mark("other role"),
}
LANGUAGES = {"fr": mark("French"), "en": mark("English")}
# Whether someone at a customer still is asked.
CONTACTS = {"here": mark("In place"), "left": mark("Left")}


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


def icon(kind: str | None) -> str:
    """The picture of what was done."""
    return ICONS.get(kind or "", "phone")


def outcome(name: str | None) -> str:
    """How a dispute ended or what came of an action, in the reader's language when it is a usual way."""
    if name in OUTCOMES:
        return _(OUTCOMES[name])
    return _(RESULTS[name]) if name in RESULTS else name or ""


def hold(state: str) -> str:
    """Whether a hold still is in force."""
    return _(HOLDS[state][0])


def hold_tone(state: str) -> str:
    return HOLDS[state][1]


def reason(name: str | None) -> str:
    """Why someone is not chased, in the reader's language when it is a usual reason."""
    return _(REASONS[name]) if name in REASONS else name or ""


def contact(state: str) -> str:
    """Whether someone at a customer still is asked."""
    return _(CONTACTS[state])


def role(name: str | None) -> str:
    """What someone does at a customer, in the reader's language when it is a usual role."""
    return _(ROLES[name]) if name in ROLES else name or ""


def accepts(ways: str) -> str:
    """By what someone may be reminded.

    >>> accepts("email sms"), accepts(""), accepts("none")
    ('e-mail, text message', 'everything', 'nothing')
    """
    if not ways.strip():
        return _("everything")
    return _("nothing") if ways == "none" else ", ".join(map(channel, ways.split()))


def calls(phone: str | None) -> str:
    """The address that calls a number."""
    digits = "".join(letter for letter in phone or "" if letter.isdigit() or letter == "+")
    return f"tel:{digits}" if digits else ""


def writes(email: str | None) -> str:
    """The address that begins a letter to an address."""
    return "mailto:" + quote(email, safe="@") if email else ""


def _language(code: str) -> str:
    return _(LANGUAGES[code]) if code in LANGUAGES else code


def _flag(said: str) -> str:
    return _("yes") if said == "True" else _("no")


READ: dict[str, Callable[[str], str]] = {
    "channel": channel,
    "kind": action,
    "outcome": outcome,
    "reason": reason,
    "role": role,
    "accepts": accepts,
    "answer": lambda name: answer(name),
    "language": _language,
    "main": _flag,
}


def answer(name: str | None) -> str:
    """What the owner of a dispute proposes, in the reader's language when it is a usual answer."""
    return _(ANSWERS[name]) if name in ANSWERS else name or ""


def credit(name: str | None) -> str:
    return _(CREDITS[name]) if name in CREDITS else ""


def said(field: str, text: str) -> str:
    """What a field of a record says: in the reader's language where it is one of a few words."""
    read = READ.get(field)
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
    >>> told({"reason": "arbitration", "until": "2026-12-04"})
    'arbitration awaited · until 4 Dec 2026'
    """
    when = (
        typography.money(Decimal(facts["amount"]), facts["currency"], "cents") if facts.get("amount") else ""
    )
    if facts.get("for_day"):
        day = typography.day(date.fromisoformat(facts["for_day"]))
        when = _("{0} for {1}").format(when, day) if when else day
    if facts.get("until"):
        when = _("until {0}").format(typography.day(date.fromisoformat(facts["until"])))
    if times := facts.get("times", 0):
        when = counted("{1}, in {0} instalment", "{1}, in {0} instalments", times).format(times, when)
    parts = (
        facts.get("what", "") or reason(facts.get("reason")) or role(facts.get("role")),
        when,
        outcome(facts.get("outcome")),
        facts.get("contact", ""),
        facts.get("text", ""),
        answer(facts.get("answer")),
        facts.get("answer_note", ""),
        _next(facts),
    )
    return " · ".join(filter(None, parts))


def _next(facts: Mapping[str, Any]) -> str:
    """What is to be done next, and by when."""
    if not facts.get("next_on"):
        return ""
    day = typography.day(date.fromisoformat(facts["next_on"]))
    return _("next: {0}").format(", ".join(filter(None, (facts.get("next", ""), day))))
