"""The page of one item: all that is known of it, and its life up to the date of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from encours.api import words
from encours.api.movements import ItemCard
from encours.api.movements import item as item_card
from encours.api.recorded import Sought, every
from encours.book.records import ITEMS
from encours.cube import buckets
from encours.cube.actions import ACTIONS
from encours.cube.promises import PROMISES
from encours.cube.recorded import Recorded
from encours.cube.standing import ARBITRATION, HELD
from encours.i18n import _, mark
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.items.columns import shade
from encours.web.items.events import Fact, events
from encours.web.items.life import drawn, spans
from encours.web.labels import fields
from encours.web.visit.visit import Visit, enter

EDGES = buckets.edges(buckets.DEFAULT)
DAY = re.compile(r"\d{4}-(?:0\d|1[0-2])-(?:[01]\d|2[0-8])")
# What people record about an item, or about those ticked in a list: the name of the kind, its word, its icon.
RECORDED = (
    ("action", mark("Call"), "phone"),
    ("promise", mark("Promise"), "handshake"),
    ("dispute", mark("Dispute"), "message-square-warning"),
    ("hold", mark("Hold"), "circle-pause"),
)
HOLDING = (HELD, ARBITRATION)
HEADED = ("entity", "customer", "item", "kind", "amount", "currency", "due_date")


@require_GET
def item(request: HttpRequest, entity: str, item: str) -> HttpResponse:
    """One item as of the date of the page; 404 when it is not posted by then or not open to this person."""
    visit = enter(request, Right.SEE)
    found = item_card(visit.allowed, entity, item, visit.day)
    if found is None:
        raise Http404
    columns = found.columns
    steps = spans(columns, found.allocations)
    promises = _recorded(visit, PROMISES, entity, item)
    actions = _recorded(visit, ACTIONS, entity, item)
    blocking = found.columns["blocking_cause"]
    said = {
        "visit": visit,
        "current": "items",
        "columns": columns,
        "title": columns["document"] or columns["item"],
        "kind": words.kind(columns["kind"]),
        "late": _days_late(columns, visit.day),
        "shade": _shade(columns, visit.day),
        "reporting": _reporting(visit, columns),
        "facts": _facts(columns),
        "events": events(visit, found, promises, actions),
        "promised": next((one for one in promises if one["state"] == "awaited"), None),
        "recordings": _recordings(visit, columns),
        "spans": list(reversed(steps)),
        "chart": drawn(steps, columns["currency"], _("Open amount"), _("Day")),
        "disputed": _disputed(found),
        "held": words.standing("blocking_cause", blocking) if blocking in HOLDING else "",
    }
    return render(request, "items/item.html", said)


def _recorded(visit: Visit, of: Recorded, entity: str, item: str) -> list[dict[str, Any]]:
    """What people recorded of a kind about the item."""
    asked = Sought(visit.day, visit.until, {"entity": [entity], "item": [item]})
    return list(every(visit.allowed, of, asked))


def _recordings(visit: Visit, columns: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What may be recorded of what is still to be paid, by who may: address, word, icon."""
    if not visit.may(Right.RECORD) or columns["open"] <= 0:
        return []
    return [
        (
            visit.url(f"new_{name}", columns["entity"], columns["customer"], item=columns["item"]),
            _(label),
            icon,
        )
        for name, label, icon in RECORDED
    ]


def _days_late(columns: Mapping[str, Any], day: date) -> int | None:
    """Days past the due date, for what is still to be paid."""
    return (day - columns["due_date"]).days if columns["open"] > 0 else None


def _shade(columns: Mapping[str, Any], day: date) -> str:
    late = _days_late(columns, day)
    if late is None:
        return ""
    passed = sum(late > edge for edge in EDGES)
    return shade(buckets.labels(EDGES)[0 if late <= 0 else 1 + passed], EDGES)


def _reporting(visit: Visit, columns: Mapping[str, Any]) -> dict[str, Any] | None:
    """The same amounts in the currency of the page, at the rate of its date; nothing when it is that of the item."""
    converter = visit.book.converter(visit.currency)
    factor = converter.factor(columns["currency"], visit.day)
    if columns["currency"] == visit.currency:
        return None
    if factor is None:
        return {"currency": visit.currency, "amount": None, "open": None}
    with localcontext(prec=40):
        return {"currency": visit.currency, **{name: columns[name] * factor for name in ("amount", "open")}}


def _facts(columns: Mapping[str, Any]) -> list[Fact]:
    """Every other column that says something, in the order of the book, then the fields of one's own."""
    told = [
        Fact(_label(name), _shown(name, columns[name], columns["currency"]))
        for name in ITEMS.names
        if name not in HEADED
    ]
    own = [Fact(words.field(name), _own(name, value)) for name, value in sorted(columns["custom"].items())]
    return [fact for fact in (*told, *own) if fact.text]


def _own(name: str, value: str) -> str:
    """A field of one's own; what its source wrote as a date is one."""
    return typography.day(date.fromisoformat(value)) if DAY.fullmatch(value) else fields.value(name, value)


def _label(name: str) -> str:
    return _("Amount excl. VAT") if name == "amount_excl_vat" else words.field(name)


def _shown(name: str, value: Any, currency: str) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, Decimal):
        return typography.money(value, currency, "cents") if name.startswith("amount") else str(value)
    if isinstance(value, date):
        return typography.day(value)
    return _("yes") if value is True else fields.value(name, str(value))


def _disputed(found: ItemCard) -> str:
    """The cause of the dispute that holds the item today, or nothing."""
    return next((one["cause"] or _("Dispute") for one in found.disputes if one["closed_on"] is None), "")
