"""The words for people's work: what was done and how, what a promise has come to."""

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


def told(facts: Mapping[str, Any]) -> str:
    """What the time line tells of an act, on one line: its amount, the day it is for, what was said.

    >>> told({"amount": "120.5", "currency": "EUR", "for_day": "2026-12-04", "text": "By transfer"})
    '€120.50 for 4 Dec 2026 · By transfer'
    >>> told({"for_day": "2026-12-04", "text": "Voice mail"})
    '4 Dec 2026 · Voice mail'
    """
    said = (
        typography.money(Decimal(facts["amount"]), facts["currency"], "cents") if facts.get("amount") else ""
    )
    if facts.get("for_day"):
        day = typography.day(date.fromisoformat(facts["for_day"]))
        said = _("{0} for {1}").format(said, day) if said else day
    return " · ".join(filter(None, (said, facts.get("text", ""))))
