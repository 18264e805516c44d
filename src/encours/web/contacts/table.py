"""Contacts as a table: the list of all of them, and those of one customer on its page."""

from __future__ import annotations

from encours.api import words
from encours.cube.contacts import CONTACTS
from encours.i18n import _
from encours.web import typography
from encours.web.contacts.query import NAMES, Wanted
from encours.web.labels import work
from encours.web.records.table import day, recorded_table
from encours.web.tables import Column, Empty, Frame, Kind, Table
from encours.web.visit.visit import Visit

KEY = "contacts"
SIZE = 25


def contacts_table(visit: Visit, wanted: Wanted, empty: Empty | None = None) -> Table:
    """The contacts asked for, a page at a time; `empty` says what to do when there is none at all."""
    return recorded_table(
        visit,
        KEY,
        CONTACTS,
        own_columns(visit),
        lambda search: wanted.sought(visit, search),
        _frame(visit, wanted, empty),
    )


def first(records: str) -> Empty:
    """What to do when nobody is known yet; `records` is where a contact is recorded, by who may."""
    said = _("No contact yet. Record whom to call and write to at a customer, and what they accept.")
    return Empty(said, records, _("Record a contact") if records else "")


def own_columns(visit: Visit) -> list[Column]:
    """What is said of someone, whoever the customer is."""
    return [
        Column("name", words.field("name"), href=lambda row: visit.url("contact", row["contact"])),
        Column(
            "role",
            words.field("role"),
            value=lambda row: typography.capital(work.said("role", row["role"] or "")),
        ),
        Column(
            "state",
            words.field("state"),
            Kind.TAG,
            value=lambda row: work.contact(row["state"]),
            tone=lambda row: "" if row["state"] == "here" else "flat",
            hidden=True,
        ),
        Column("phone", words.field("phone"), href=lambda row: work.calls(row["phone"])),
        Column("email", words.field("email"), href=lambda row: work.writes(row["email"])),
        Column(
            "accepts", words.field("accepts"), value=lambda row: work.said("accepts", row["accepts"] or "")
        ),
        Column("main", words.field("main"), Kind.FLAG),
        Column(
            "language",
            words.field("language"),
            value=lambda row: work.said("language", row["language"] or ""),
        ),
        day("left_on", hidden=True),
        Column("contact", _("Key"), hidden=True),
    ]


def _frame(visit: Visit, wanted: Wanted, empty: Empty | None) -> Frame:
    return Frame(
        _("Contacts"),
        sort="customer_name",
        size=SIZE,
        filters="records/choices.html",
        filter_names=NAMES,
        placeholder=_("Customer, name, address, telephone…"),
        empty=empty
        or Empty(_("No contact answers these filters."), visit.url("contacts"), _("All contacts")),
    )
