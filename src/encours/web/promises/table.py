"""Promises as a table: the list of all of them, and those of one customer on its page."""

from __future__ import annotations

from collections.abc import Mapping

from encours.api import words
from encours.cube.promises import PROMISES
from encours.i18n import _
from encours.web import typography
from encours.web.labels import work
from encours.web.promises.query import NAMES, Wanted
from encours.web.records.table import about, day, money, recorded_table
from encours.web.tables import Column, Empty, Frame, Kind, Table
from encours.web.visit.visit import Visit

KEY = "promises"
SIZE = 25
# Kinds of promises whose next days matter more than their last ones.
COMING = ("awaited",)


def promises_table(visit: Visit, wanted: Wanted, empty: Empty | None = None) -> Table:
    """The promises asked for, a page at a time; `empty` says what to do when there is none at all."""
    return recorded_table(
        visit,
        KEY,
        PROMISES,
        own_columns(visit),
        lambda search: wanted.sought(visit, search),
        _frame(visit, wanted, empty),
    )


def first(records: str) -> Empty:
    """What to do when nobody promised anything yet; `records` is where one is recorded, by who may."""
    said = _(
        "No promise yet. Record what a customer says: receipts then tell by themselves whether it was kept."
    )
    return Empty(said, records, _("Record a promise") if records else "")


def own_columns(visit: Visit) -> list[Column]:
    """What is said of a promise, whoever made it."""
    return [
        about(visit),
        day("due_on"),
        Column(
            "state",
            words.field("state"),
            Kind.TAG,
            value=lambda row: work.promise(row["state"]),
            href=lambda row: visit.url("promise", row["promise"]),
            tone=lambda row: work.promise_tone(row["state"]),
        ),
        money("amount"),
        money("received"),
        day("made_on"),
        Column(
            "collector",
            words.field("collector"),
            beside={
                words.field("channel"): lambda row: work.channel(row["channel"]),
                words.field("promised_by"): lambda row: row["promised_by"] or "",
                words.field("comment"): lambda row: row["custom"].get("comment", ""),
            },
        ),
        day("ends_on", hidden=True),
        day("cancelled_on", hidden=True),
        day("renegotiated_on", hidden=True),
        Column(
            "plan",
            words.field("plan"),
            value=lambda row: _("See the plan") if row["plan"] else "",
            href=lambda row: (
                visit.url("plan", row["entity"], row["customer"], row["plan"]) if row["plan"] else ""
            ),
            beside={_("Key of the plan"): lambda row: row["plan"] or ""},
            hidden=True,
        ),
        Column("promise", _("Key"), hidden=True),
    ]


def sums(totals: Mapping[str, Mapping[str, object]]) -> list[str]:
    """What is promised and received in each currency, in words."""
    return [
        _("{0} promised, {1} received").format(
            *(typography.money(of[name], currency, "short") for name in ("amount", "received"))  # type: ignore[arg-type]
        )
        for currency, of in sorted(totals.items())
    ]


def _frame(visit: Visit, wanted: Wanted, empty: Empty | None) -> Frame:
    return Frame(
        _("Promises"),
        sort="due_on" if wanted.state in COMING else "-due_on",
        size=SIZE,
        filters="promises/filters.html",
        filter_names=NAMES,
        placeholder=_("Customer, number, collector…"),
        empty=empty
        or Empty(_("No promise answers these filters."), visit.url("promises"), _("All promises")),
    )
