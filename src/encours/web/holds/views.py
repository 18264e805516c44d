"""The list of holds, and lifting one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET, require_POST

from encours.api.holds import sought
from encours.api.holds import sums as sums_of
from encours.web.access.roles import Right
from encours.web.holds.form import HOLD
from encours.web.holds.query import NONE, WORDS, choices, states, wanted
from encours.web.holds.table import first, holds_table
from encours.web.records import pages
from encours.web.records.opened import opened
from encours.web.tables import answer
from encours.web.visit.visit import enter
from encours.web.workflow import acts
from encours.web.workflow.holds import making


@require_GET
def holds(request: HttpRequest) -> HttpResponseBase:
    """Holds by state, reason, author and last day."""
    visit = enter(request, Right.SEE)
    asked = wanted(visit)
    cells = sums_of(visit.book, sought(visit.day, until=visit.until), WORDS)
    records = visit.url("choose_hold") if visit.may(Right.RECORD) else ""
    said = {
        "visit": visit,
        "wanted": asked,
        "states": states(asked),
        "none": NONE,
        "choices": choices(asked, cells),
        "records": records,
        "sums": [],
    }
    return answer(
        request, "holds/holds.html", said, holds_table(visit, asked, None if cells else first(records))
    )


@require_POST
def lift(request: HttpRequest, record: str) -> HttpResponse:
    """A customer, or an item, is chased again from a day on."""
    of = opened(request, Right.RECORD, HOLD, record)
    return pages.ended(of, acts.HOLD_LIFTED, making.lift)
