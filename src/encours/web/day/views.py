"""The page of the day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.web import typography
from encours.web.access.roles import Right
from encours.web.address import one_of
from encours.web.day.lines import ONLY, day_of
from encours.web.day.page import around
from encours.web.day.table import KEY, day_table
from encours.web.tables import answer
from encours.web.visit.visit import Visit, enter


@require_GET
def day(request: HttpRequest) -> HttpResponseBase:
    """Whom to work on first, why and what to do; how far the day is."""
    visit = enter(request, Right.SEE)
    found = day_of(visit)
    only = one_of(request.GET.get("only", ""), ONLY)
    writes = may_decide(visit)
    table = day_table(visit, found, only, writes)
    alone = request.headers.get("HX-Target") == KEY
    more = {"collectors": found.collectors, "collector": found.collector, "only": only}
    said = more if alone else around(visit, found, only, writes) | more
    here = {"visit": visit, "heading": typography.day(visit.until, "long"), "back": request.get_full_path()}
    return answer(request, "day/day.html", {**said, **here, "writes": writes}, table)


def may_decide(visit: Visit) -> bool:
    """Whether there is something to decide: a past day is looked at, not worked on."""
    return visit.may(Right.RECORD) and visit.scope.day is None and not visit.scope.known
