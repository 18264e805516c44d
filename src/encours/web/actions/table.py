"""Actions as a table: the list of all of them, and those of one customer on its page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from encours.api import words
from encours.cube.actions import ACTIONS
from encours.i18n import _, mark
from encours.web.actions.query import NAMES, Wanted
from encours.web.labels import work
from encours.web.records.table import about, day, recorded_table
from encours.web.tables import Column, Empty, Frame, Kind, Row, Table
from encours.web.visit.visit import Visit

KEY = "actions"
SIZE = 25
LABELS = {
    "kind": mark("What was done"),
    "outcome": mark("What came of it"),
    "contact": mark("With whom"),
    "comment": mark("Note"),
}


def actions_table(visit: Visit, wanted: Wanted, empty: Empty | None = None) -> Table:
    """The actions asked for, a page at a time; `empty` says what to do when there is none at all."""
    return recorded_table(
        visit,
        KEY,
        ACTIONS,
        own_columns(visit),
        lambda search: wanted.sought(visit, search),
        _frame(visit, empty),
    )


def first(records: str) -> Empty:
    """What to do when nothing was done yet; `records` is where an action is recorded, by who may."""
    said = _("No action yet. Record a call: what came of it and the next step stay with the customer.")
    return Empty(said, records, _("Record an action") if records else "")


def own_columns(visit: Visit) -> list[Column]:
    """What is said of an action, whoever did it."""
    return [
        Column("done_at", words.field("done_at"), Kind.MOMENT, value=done_at),
        Column(
            "kind",
            _("What was done"),
            Kind.TAG,
            value=lambda row: work.action(row["kind"]),
            href=lambda row: visit.url("action", row["action"]),
        ),
        Column("outcome", _("What came of it"), value=lambda row: work.outcome(row["outcome"])),
        Column("note", words.field("note"), template="actions/note.html"),
        Column("contact", _("With whom"), hidden=True),
        about(visit),
        Column("next_step", words.field("next_step"), hidden=True),
        day("next_on"),
        Column("author", words.field("author"), value=by),
        Column("minutes", words.field("minutes"), Kind.COUNT),
        Column(
            "channel", words.field("channel"), value=lambda row: work.channel(row["channel"]), hidden=True
        ),
        Column("level", words.field("level"), Kind.COUNT, hidden=True),
        Column("automatic", words.field("automatic"), Kind.FLAG, hidden=True),
        Column("action", _("Key"), hidden=True),
    ]


def done_at(row: Row) -> datetime:
    """The book keeps instants in UTC."""
    moment: datetime = row["done_at"]
    return moment.replace(tzinfo=UTC)


def by(row: Row) -> str:
    """Who did it, or that a rule did."""
    author: Any = row["author"]
    return author or (_("automatic") if row["automatic"] else "")


def _frame(visit: Visit, empty: Empty | None) -> Frame:
    return Frame(
        _("Actions"),
        sort="-done_at",
        size=SIZE,
        filters="actions/filters.html",
        filter_names=NAMES,
        placeholder=_("Customer, number, author, note…"),
        empty=empty
        or Empty(_("No action answers these filters."), visit.url("actions", over="all"), _("All actions")),
    )
