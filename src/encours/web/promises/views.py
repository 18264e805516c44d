"""The list of promises and of plans, and cancelling a promise."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET, require_POST

from encours.api.promises import sought
from encours.api.promises import sums as sums_of
from encours.web.access.roles import Right
from encours.web.promises.calendar import calendar
from encours.web.promises.form import PROMISE
from encours.web.promises.months import KEY as MONTHS
from encours.web.promises.months import by_month
from encours.web.promises.plan_table import KEY as PLANS
from encours.web.promises.plan_table import plans_table
from encours.web.promises.plan_table import states as plan_states
from encours.web.promises.query import states, wanted
from encours.web.promises.table import KEY, first, promises_table, sums
from encours.web.promises.tiles import tiles
from encours.web.records import pages
from encours.web.records.opened import opened
from encours.web.tables import answer
from encours.web.visit.visit import enter
from encours.web.workflow import acts
from encours.web.workflow.promises import making


@require_GET
def promises(request: HttpRequest) -> HttpResponseBase:
    """Promises by state and date, what they come to, and when they are due."""
    visit = enter(request, Right.SEE)
    asked = wanted(visit)
    everything = sought(visit.day, until=visit.until)
    collectors = {cell["collector"] for cell in sums_of(visit.book, everything, ["collector"])}
    records = visit.url("choose_promise") if visit.may(Right.RECORD) else ""
    table = promises_table(visit, asked, None if collectors else first(records))
    target = request.headers.get("HX-Target")
    alone = target in (KEY, PLANS, MONTHS) or not collectors
    planned = plans_table(visit) if target != KEY and collectors else None
    months = by_month(visit) if target not in (KEY, PLANS) and collectors else None
    said = {
        "visit": visit,
        "wanted": asked,
        "states": states(asked),
        "collectors": sorted(collectors - {None}),
        "sums": sums(table.totals),
        "records": records,
        "plans": visit.url("choose_plan") if records else "",
        "planned": planned,
        "plan_states": plan_states(visit),
        "months": months,
        **({} if alone else {"tiles": tiles(visit), "calendar": calendar(visit)}),
    }
    return answer(request, "promises/promises.html", said, table, *filter(None, (planned, months)))


@require_POST
def cancel(request: HttpRequest, record: str) -> HttpResponse:
    """A promise no longer stands from a day on."""
    of = opened(request, Right.RECORD, PROMISE, record)
    return pages.ended(of, acts.PROMISE_CANCELLED, making.cancel)
