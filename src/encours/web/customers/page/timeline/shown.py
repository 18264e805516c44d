"""The time line on its page, in a file, and its first events beside the other tabs."""

from __future__ import annotations

from typing import Any

from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.address import whole
from encours.web.customers.models import LONGEST, Note
from encours.web.customers.page.account import Account
from encours.web.customers.page.content import Content
from encours.web.customers.page.files import frame
from encours.web.customers.page.timeline import merged
from encours.web.customers.page.timeline.event import Event
from encours.web.customers.page.timeline.merged import (
    LAST_PAGE,
    MOST_EXPORTED,
    SOURCES,
    events,
    kinds,
    newest,
)
from encours.web.tables import Column, Kind, Row, Table, of_rows

KEY = "timeline"
LATEST = 12


def timeline(account: Account) -> Content:
    """A page of the time line; as a table when a file of it is asked for."""
    query = account.visit.request.GET
    chosen = [kind for kind in SOURCES if kind in query.getlist("kind")]
    page = _page(query.get("page", ""))
    if query.get("format"):
        return Content(
            "customers/timeline.html", {}, (table(account, newest(account, chosen, MOST_EXPORTED)),)
        )
    found = events(account, chosen, page)
    said = {
        "events": found.events,
        "kinds": _chips(account, chosen),
        "older": account.url(tab=KEY, kind=chosen, page=str(page + 1)) if found.older else "",
        "newer": account.url(tab=KEY, kind=chosen, page=str(page - 1)) if page > 1 else "",
        "file": account.url(tab=KEY, kind=chosen, format="csv"),
        **writing(account),
    }
    return Content("customers/timeline.html", said)


def _chips(account: Account, chosen: list[str]) -> list[tuple[str, str, str, bool]]:
    """The kinds of events, each with the address that shows it besides the others chosen, or no longer: everything,
    where none is left."""
    named = [("", _("Everything"), account.url(tab=KEY), not chosen)]
    for name, label in kinds():
        others = [kind for kind in chosen if kind != name]
        wanted = others if name in chosen else [*chosen, name]
        named.append((name, label, account.url(tab=KEY, kind=wanted), name in chosen))
    return named


def latest(account: Account) -> dict[str, Any]:
    """The first events, for the side of the page."""
    found = merged.latest(account, LATEST)
    return {"events": found, "older": account.timeline_url, "writes": account.visit.may(Right.NOTE)}


def writing(account: Account, text: str = "", error: str = "", corrects: int = 0) -> dict[str, Any]:
    """What the note form holds: empty, or what was typed and why it was refused, or the note to correct."""
    if not account.visit.may(Right.NOTE):
        return {"writes": False}
    corrected = correctable(account, corrects or whole(account.visit.request.GET.get("correct", "")))
    return {
        "writes": True,
        "note_url": account.visit.url("customer_note", *account.key),
        "typed": text or (corrected.text if corrected else ""),
        "note_error": error,
        "corrects": corrected,
        "longest": LONGEST,
    }


def correctable(account: Account, number: int) -> Note | None:
    """A note of this customer that the person wrote and that nothing corrects yet."""
    mine = {"entity": account.entity, "customer": account.customer, "person": account.visit.person}
    return Note.objects.filter(pk=number, corrected_by=None, **mine).first() if number else None


def table(account: Account, found: list[Event]) -> Table:
    """The time line as rows, for a file."""
    names = dict(kinds())
    columns = [
        Column("day", _("Date"), Kind.DATE),
        Column("at", _("When"), Kind.MOMENT),
        Column("kind", _("Kind"), value=lambda event: names[event.kind]),
        Column("title", _("Event")),
        Column("text", _("Detail")),
        Column("who", _("By")),
        Column("corrected", _("Corrected"), Kind.FLAG, value=_corrected),
    ]
    return of_rows(account.visit.request, KEY, columns, found, frame(account, _("Time line"), search=False))


def _corrected(row: Row) -> bool:
    return bool(row.note and hasattr(row.note, "corrected_by"))


def _page(text: str) -> int:
    return max(whole(text, LAST_PAGE), 1)
