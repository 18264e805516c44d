"""What happened to an item, as a time line: posted, due, set against credits, contested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from encours.api import words
from encours.api.movements import ItemCard
from encours.i18n import _
from encours.web import typography
from encours.web.labels import fields, work
from encours.web.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """`href` leads to the other item, when it may be seen."""

    on: date
    icon: str
    tone: str
    title: str
    amount: str = ""
    text: str = ""
    other: str = ""
    href: str = ""


def events(
    visit: Visit,
    card: ItemCard,
    promises: Sequence[Mapping[str, Any]],
    actions: Sequence[Mapping[str, Any]],
) -> list[Event]:
    """The newest first; a due date still to come is the first of all."""
    columns = card.columns
    found = [_posted(columns), _due(columns, visit.day)]
    found += [_allocated(visit, columns, one) for one in card.allocations]
    for dispute in card.disputes:
        found += _disputed(visit, dispute)
    found += [_promised(visit, one) for one in promises]
    found += [_acted(visit, one) for one in actions]
    return sorted(found, key=lambda event: event.on, reverse=True)


def _posted(columns: Mapping[str, Any]) -> Event:
    issued = _("issued on {0}").format(typography.day(columns["issue_date"]))
    amount = typography.money(columns["amount"], columns["currency"], "cents")
    return Event(columns["posting_date"], "file-text", "", _("Posted"), amount, issued)


def _due(columns: Mapping[str, Any], day: date) -> Event:
    due: date = columns["due_date"]
    late = columns["open"] > 0 and due < day
    origin = "" if columns["due_read"] else _("no due date was given: the item is due at once")
    if columns["due_source"] == "computed":
        origin = _("computed from the terms of payment")
    return Event(due, "calendar-clock", "bad" if late else "", _("Due"), "", origin)


def _allocated(visit: Visit, columns: Mapping[str, Any], one: Mapping[str, Any]) -> Event:
    side = "credit" if one["debit_item"] == columns["item"] else "debit"
    name, kind = one[f"{side}_item"], one[f"{side}_kind"]
    title = (
        _("Set against: {0}").format(words.kind(kind)) if kind else _("Set against an item you may not see")
    )
    return Event(
        one["date"],
        "link",
        "good",
        title,
        typography.money(one["amount"], one["currency"], "cents"),
        " · ".join(_details(one, side)),
        (one[f"{side}_document"] or name) if name else "",
        visit.url("item", columns["entity"], name) if name else "",
    )


def _details(one: Mapping[str, Any], side: str) -> list[str]:
    said = []
    if side == "credit" and one["value_date"]:
        said.append(_("value date {0}").format(typography.day(one["value_date"])))
    if letters := fields.matching(one["matching_ref"]):
        said.append(_("matching {0}").format(letters))
    if one["other_customer"]:
        said.append(_("customer {0}").format(one["other_customer"]))
    return [*said, *([_("deduced")] if one["inferred"] else [])]


def _promised(visit: Visit, promise: Mapping[str, Any]) -> Event:
    """Told on the day it was made, with what it has come to."""
    state, amount = promise["state"], typography.money(promise["amount"], promise["currency"], "cents")
    return Event(
        promise["made_on"],
        "handshake",
        work.promise_tone(state),
        _("Promise of payment"),
        _("{0} for {1}").format(amount, typography.day(promise["due_on"])),
        promise["collector"] or "",
        work.promise(state),
        visit.url("promise", promise["promise"]),
    )


def _acted(visit: Visit, action: Mapping[str, Any]) -> Event:
    """Told on the day it was done, with what came of it."""
    level = _("level {0}").format(action["level"]) if action["level"] else ""
    return Event(
        action["done_on"],
        work.icon(action["kind"]),
        "",
        " ".join(filter(None, (work.action(action["kind"]), level))),
        "",
        " · ".join(filter(None, (action["author"], action["note"]))),
        work.outcome(action["outcome"]) or _("See it"),
        visit.url("action", action["action"]),
    )


def _disputed(visit: Visit, dispute: Mapping[str, Any]) -> list[Event]:
    amount = dispute["amount"]
    text = typography.money(amount, dispute["currency"], "cents") if amount is not None else ""
    owner = _("followed by {0}").format(dispute["owner"]) if dispute["owner"] else ""
    cause = dispute["cause"] or dispute["dispute"]
    opened = Event(
        dispute["opened_on"],
        "message-square-warning",
        "bad",
        _("Dispute opened: {0}").format(cause),
        text,
        owner,
        work.dispute("open" if dispute["closed_on"] is None else "closed"),
        visit.url("dispute", dispute["dispute"]),
    )
    if dispute["closed_on"] is None:
        return [opened]
    outcome = work.outcome(dispute["outcome"])
    return [
        opened,
        Event(
            dispute["closed_on"],
            "message-square",
            "good",
            _("Dispute closed: {0}").format(cause),
            "",
            outcome,
        ),
    ]
