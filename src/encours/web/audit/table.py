"""The trail as a table: its columns, some of its records, all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse

from encours.i18n import _
from encours.web.audit.filters import Sought
from encours.web.audit.labels import said, subject_of
from encours.web.tables import Column, Order
from encours.web.tables import Kind as Shown
from encours.web.workflow.trail.models import LABELS, Event, Kind

ORDERS = {"number": "number", "at": "number", "email": "email", "kind": "kind"}
LONG = "audit/long.html"  # keys and addresses have no blank to break at
BAD = (Kind.DENIED, Kind.SIGN_IN_FAILED)


def columns() -> list[Column]:
    """What the list says of a record."""
    return [
        Column("number", _("No."), Shown.TEXT, href=_url),
        Column("at", _("When"), Shown.MOMENT),
        Column("email", _("Person")),
        Column("kind", _("Kind"), Shown.TAG, value=lambda e: _(LABELS.get(e.kind, e.kind)), tone=_tone),
        Column("what", _("Page or act"), value=lambda e: said(e.what), sortable=False),
        Column("subject", _("Subject"), value=lambda e: subject_of(e.subject), template=LONG, sortable=False),
        Column("path", _("Address of the page"), template=LONG, sortable=False),
        Column("ip", _("From"), sortable=False),
        Column("agent", _("Browser"), sortable=False, hidden=True),
        Column("via", _("API key"), sortable=False, hidden=True),
        Column("before", _("Before"), sortable=False, hidden=True),
        Column("after", _("After"), sortable=False, hidden=True),
        Column("previous_hash", _("Hash before"), sortable=False, hidden=True),
        Column("hash", _("Hash"), sortable=False, hidden=True),
    ]


def fetch(
    within: Q, wanted: Sought, order: Order | None, limit: int, offset: int, search: str
) -> tuple[Sequence[Event], int, Mapping[str, Any]]:
    """The records of a page, how many there are; nothing to add up."""
    found = wanted.events(within, search)
    return list(found.order_by(*_order(order))[offset : offset + limit]), found.count(), {}


def stream(within: Q, wanted: Sought, order: Order | None, search: str) -> Iterable[Event]:
    """All of them, in little memory."""
    found: Iterable[Event] = wanted.events(within, search).order_by(*_order(order)).iterator(chunk_size=2_000)
    return found


def _order(order: Order | None) -> tuple[str, ...]:
    """The newest first among equals."""
    if order is None:
        return ("-number",)
    sign = "-" if order.descending else ""
    return (sign + ORDERS[order.key], "-number")


def _url(event: Event) -> str:
    return reverse("audit_event", args=[event.pk])


def _tone(event: Event) -> str:
    return "bad" if event.kind in BAD else ""
