"""The list of actions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.api.actions import sought
from encours.api.actions import sums as sums_of
from encours.web.access.roles import Right
from encours.web.actions.query import NONE, WORDS, choices, periods, wanted
from encours.web.actions.table import actions_table, first
from encours.web.tables import answer
from encours.web.visit.visit import Visit, enter


@require_GET
def actions(request: HttpRequest) -> HttpResponseBase:
    """Actions by what was done, author, outcome and day."""
    visit = enter(request, Right.SEE)
    asked = wanted(visit)
    cells = sums_of(visit.book, asked.everything(visit), WORDS)
    records = visit.url("choose_action") if visit.may(Right.RECORD) else ""
    table = actions_table(visit, asked, None if cells or _ever(visit) else first(records))
    said = {
        "visit": visit,
        "wanted": asked,
        "none": NONE,
        "periods": periods(asked),
        "choices": choices(asked, cells),
        "records": records,
    }
    return answer(request, "actions/actions.html", said, table)


def _ever(visit: Visit) -> bool:
    """Whether anything was ever done."""
    return bool(sums_of(visit.book, sought(visit.day, until=visit.until), ()))
