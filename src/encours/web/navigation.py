"""The pages of the navigation, in their order. A page stands here once it works whole."""

from __future__ import annotations

from dataclasses import dataclass

from encours.i18n import mark
from encours.web.access.roles import Right, Role


@dataclass(frozen=True, slots=True)
class Page:
    """`url` is the name of its address, `key` the letter after `g`, `icon` a lucide name."""

    url: str
    label: str
    icon: str
    right: Right
    section: str = ""
    key: str = ""
    roles: tuple[
        Role, ...
    ] = ()  # to whom it is shown, where it is the page of some; all the others may still open it

    def shown_to(self, role: str) -> bool:
        """Whether it has a place in their navigation."""
        return not self.roles or role in self.roles


POSITION, STEERING, SETTINGS = mark("Position"), mark("Steering"), mark("Settings")

PAGES: tuple[Page, ...] = (
    Page("cockpit", mark("Cockpit"), "layout-dashboard", Right.SEE, "", "c"),
    Page("day", mark("My day"), "list-todo", Right.SEE, "", "y"),
    Page("customers", mark("Customers"), "users", Right.SEE, "", "l"),
    Page("contacts", mark("Contacts"), "contact", Right.SEE, "", "n"),
    Page(
        "my_customers",
        mark("My customers"),
        "briefcase",
        Right.SEE,
        "",
        "z",
        (Role.SALES, Role.ADMINISTRATOR),
    ),
    Page("aged", mark("Aged balance"), "chart-column-stacked", Right.SEE, POSITION, "b"),
    Page("items", mark("Receivables"), "receipt", Right.SEE, POSITION, "f"),
    Page("promises", mark("Promises"), "handshake", Right.SEE, STEERING, "r"),
    Page("disputes", mark("Disputes"), "message-square-warning", Right.SEE, STEERING, "t"),
    Page("team", mark("Team"), "users-round", Right.SEE, STEERING, "q"),
    Page("actions", mark("Actions"), "phone", Right.SEE, STEERING, "o"),
    Page("holds", mark("Holds"), "circle-pause", Right.SEE, STEERING, "v"),
    Page("alerts", mark("Alerts"), "bell", Right.SEE, STEERING, "w"),
    Page("indicators", mark("Indicators"), "activity", Right.SEE, STEERING, "i"),
    Page("group", mark("Group"), "building-2", Right.SEE, STEERING, "e"),
    Page("dashboards", mark("Dashboards"), "gauge", Right.SEE, STEERING, "d"),
    Page("imports", mark("Imports"), "file-input", Right.SEE_IMPORTS, SETTINGS, "m"),
    Page("portfolios", mark("Portfolios"), "folders", Right.SEE_SETTINGS, SETTINGS, "p"),
    Page("preferences", mark("Buckets and targets"), "sliders-horizontal", Right.SEE_SETTINGS, SETTINGS, "s"),
    Page("dispute_causes", mark("Dispute causes"), "list-tree", Right.SEE_SETTINGS, SETTINGS, "x"),
    Page("letterheads", mark("Letterheads"), "stamp", Right.SEE_SETTINGS, SETTINGS, "h"),
    Page("people", mark("Users and rights"), "user-cog", Right.SEE_PEOPLE, SETTINGS, "u"),
    Page("keys", mark("API keys"), "key-round", Right.KEYS, SETTINGS, "k"),
    Page("jobs", mark("Jobs"), "list-checks", Right.SEE_JOBS, SETTINGS, "j"),
    Page("audit", mark("Audit trail"), "scroll-text", Right.SEE_AUDIT, SETTINGS, "a"),
)

# What the palette begins, besides going to a page.
ACTIONS: tuple[Page, ...] = (
    Page("choose_promise", mark("Record a promise"), "handshake", Right.RECORD),
    Page("choose_dispute", mark("Record a dispute"), "message-square-warning", Right.RECORD),
    Page("choose_action", mark("Log a call"), "phone", Right.RECORD),
    Page("choose_hold", mark("Record a hold"), "circle-pause", Right.RECORD),
    Page("choose_contact", mark("Record a contact"), "contact", Right.RECORD),
    Page("bridge", mark("DSO bridge"), "activity", Right.SEE),
    Page("imports", mark("Import a file"), "file-input", Right.IMPORT),
    Page("choose_plan", mark("Make a payment plan"), "calendar-range", Right.RECORD),
    Page("new_dashboard", mark("Make a dashboard"), "gauge", Right.OWN),
    Page("new_own_indicator", mark("Make an indicator"), "activity", Right.OWN),
    Page("new_alert_rule", mark("Make an alert rule"), "bell", Right.OWN),
    Page("new_person", mark("Invite someone"), "user-cog", Right.PEOPLE),
    Page("new_key", mark("Make a key"), "key-round", Right.KEYS),
    Page("profile", mark("My account"), "user", Right.SEE),
)
