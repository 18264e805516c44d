"""Holds as a table: the list of all of them, and those of one customer on its page."""

from __future__ import annotations

from encours.api import words
from encours.cube.holds import HOLDS, IN_FORCE
from encours.i18n import _
from encours.web import typography
from encours.web.holds.query import NAMES, Wanted
from encours.web.labels import work
from encours.web.records.table import about, day, recorded_table
from encours.web.tables import Column, Empty, Frame, Kind, Table
from encours.web.visit.visit import Visit

KEY = "holds"
SIZE = 25


def holds_table(visit: Visit, wanted: Wanted, empty: Empty | None = None) -> Table:
    """The holds asked for, a page at a time; `empty` says what to do when there is none at all."""
    return recorded_table(
        visit,
        KEY,
        HOLDS,
        own_columns(visit),
        lambda search: wanted.sought(visit, search),
        _frame(visit, wanted, empty),
    )


def first(records: str) -> Empty:
    """What to do when nobody was ever held back; `records` is where a hold is recorded, by who may."""
    said = _(
        "No hold yet. Record whom not to chase, and until when: chasing resumes by itself the day after."
    )
    return Empty(said, records, _("Record a hold") if records else "")


def own_columns(visit: Visit) -> list[Column]:
    """What is said of a hold, whoever is held back."""
    return [
        about(visit),
        Column(
            "reason",
            words.field("reason"),
            value=lambda row: typography.capital(work.reason(row["reason"])),
            beside={words.field("comment"): lambda row: row["custom"].get("comment", "")},
        ),
        Column(
            "state",
            words.field("state"),
            Kind.TAG,
            value=lambda row: work.hold(row["state"]),
            href=lambda row: visit.url("hold", row["hold"]),
            tone=lambda row: work.hold_tone(row["state"]),
        ),
        day("from_date"),
        Column("until_date", words.field("until_date"), Kind.DATE, template="holds/until.html"),
        Column("author", words.field("author")),
        Column("cancelled_on", _("Lifted on"), Kind.DATE, hidden=True),
        Column("hold", _("Key"), hidden=True),
    ]


def _frame(visit: Visit, wanted: Wanted, empty: Empty | None) -> Frame:
    return Frame(
        _("Holds"),
        sort="until_date" if wanted.state == IN_FORCE else "-from_date",
        size=SIZE,
        filters="holds/filters.html",
        filter_names=NAMES,
        placeholder=_("Customer, number, reason…"),
        empty=empty or Empty(_("No hold answers these filters."), visit.url("holds"), _("All holds")),
    )
