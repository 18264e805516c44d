"""The list of contacts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.api.contacts import sought
from encours.api.contacts import sums as sums_of
from encours.web.access.roles import Right
from encours.web.contacts.query import NONE, WORDS, choices, states, wanted
from encours.web.contacts.table import contacts_table, first
from encours.web.tables import answer
from encours.web.visit.visit import enter


@require_GET
def contacts(request: HttpRequest) -> HttpResponseBase:
    """The people of customers by role, language and portfolio."""
    visit = enter(request, Right.SEE)
    asked = wanted(visit)
    cells = sums_of(visit.book, sought(visit.day, until=visit.until), WORDS)
    records = visit.url("choose_contact") if visit.may(Right.RECORD) else ""
    said = {
        "visit": visit,
        "wanted": asked,
        "states": states(asked),
        "none": NONE,
        "choices": choices(asked, cells),
        "records": records,
        "sums": [],
    }
    table = contacts_table(visit, asked, None if cells else first(records))
    return answer(request, "contacts/contacts.html", said, table)
