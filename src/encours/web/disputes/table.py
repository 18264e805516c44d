"""Disputes as a table: the list of all of them, and those of one customer on its page."""

from __future__ import annotations

from collections.abc import Mapping

from encours.api import words
from encours.cube.disputes import DISPUTES, PENDING
from encours.i18n import _
from encours.web import typography
from encours.web.disputes.query import NAMES, Wanted
from encours.web.labels import work
from encours.web.records.table import about, day, money, recorded_table
from encours.web.tables import Column, Empty, Frame, Kind, Table
from encours.web.visit.visit import Visit
from encours.web.workflow.disputes.causes import tree

KEY = "disputes"
SIZE = 25


def disputes_table(visit: Visit, wanted: Wanted, empty: Empty | None = None) -> Table:
    """The disputes asked for, a page at a time; `empty` says what to do when there is none at all."""
    return recorded_table(
        visit,
        KEY,
        DISPUTES,
        own_columns(visit),
        lambda search: wanted.sought(visit, search),
        _frame(visit, wanted, empty),
    )


def first(records: str) -> Empty:
    """What to do when nothing was contested yet; `records` is where a dispute is recorded, by who may."""
    said = _("No dispute yet. Record what a customer contests: it leaves at once what may be chased.")
    return Empty(said, records, _("Record a dispute") if records else "")


def own_columns(visit: Visit) -> list[Column]:
    """What is said of a dispute, whoever contests."""
    return [
        about(visit),
        _cause(),
        Column(
            "state",
            words.field("state"),
            Kind.TAG,
            value=lambda row: work.dispute(row["state"]),
            href=lambda row: visit.url("dispute", row["dispute"]),
            tone=lambda row: work.dispute_tone(row["state"]),
        ),
        money("disputed", "disputes/contested.html"),
        money("amount", "disputes/amount.html"),
        day("opened_on"),
        Column("open_days", words.field("open_days"), Kind.COUNT),
        Column("owner", words.field("owner")),
        day("answer_by"),
        *_answered(),
        Column("business_unit", words.field("business_unit"), hidden=True),
        day("closed_on", hidden=True),
        Column(
            "outcome", words.field("outcome"), value=lambda row: work.outcome(row["outcome"]), hidden=True
        ),
        Column("dispute", _("Key"), hidden=True),
    ]


def _cause() -> Column:
    """As people call it; its family goes into files."""
    causes = tree()
    return Column(
        "cause",
        words.field("cause"),
        value=lambda row: causes.label(row["cause"] or ""),
        beside={
            _("Family of causes"): lambda row: causes.label(causes.family(row["cause"] or "")),
            words.field("comment"): lambda row: row["custom"].get("comment", ""),
        },
    )


def _answered() -> list[Column]:
    """What came of it: the answer, the credit note that proposes to close it."""
    return [
        day("answered_on", hidden=True),
        Column(
            "answer",
            words.field("answer"),
            value=lambda row: work.answer(row["answer"]),
            beside={words.field("answer_note"): lambda row: row["answer_note"] or ""},
            hidden=True,
        ),
        Column(
            "credit",
            words.field("credit"),
            Kind.TAG,
            value=lambda row: work.credit(row["credit"]),
            tone=lambda row: "good" if row["credit"] == "whole" else "warn",
            hidden=True,
        ),
        money("credited", hidden=True),
    ]


def sums(totals: Mapping[str, Mapping[str, object]]) -> list[str]:
    """What is contested in each currency, in words."""
    return [
        _("{0} contested").format(typography.money(of["disputed"], currency, "short"))  # type: ignore[arg-type]
        for currency, of in sorted(totals.items())
    ]


def _frame(visit: Visit, wanted: Wanted, empty: Empty | None) -> Frame:
    awaited = bool(wanted.states) and set(wanted.states) <= {*PENDING}
    return Frame(
        _("Disputes"),
        sort="opened_on" if awaited else "-opened_on",
        size=SIZE,
        filters="disputes/filters.html",
        filter_names=NAMES,
        placeholder=_("Customer, number, cause, owner…"),
        empty=empty
        or Empty(_("No dispute answers these filters."), visit.url("disputes"), _("All disputes")),
    )
