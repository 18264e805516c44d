"""The list of disputes, closing one and opening it again."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET, require_POST

from encours.api.disputes import sought
from encours.api.disputes import sums as sums_of
from encours.web.access.roles import Right
from encours.web.disputes.causes import pareto
from encours.web.disputes.form import DISPUTE
from encours.web.disputes.query import WORDS, ages, choices, states, wanted
from encours.web.disputes.recurrence import KEY as AGAIN
from encours.web.disputes.recurrence import recurrence
from encours.web.disputes.table import KEY, disputes_table, first, sums
from encours.web.disputes.tiles import tiles
from encours.web.records import pages
from encours.web.records.opened import opened
from encours.web.tables import answer
from encours.web.visit.visit import enter
from encours.web.workflow import acts
from encours.web.workflow.disputes import making


@require_GET
def disputes(request: HttpRequest) -> HttpResponseBase:
    """Disputes by state, cause, age and owner, what they contest, and the causes that weigh most."""
    visit = enter(request, Right.SEE)
    asked = wanted(visit)
    cells = sums_of(visit.book, sought(visit.day, until=visit.until), WORDS)
    records = visit.url("choose_dispute") if visit.may(Right.RECORD) else ""
    table = disputes_table(visit, asked, None if cells else first(records))
    alone = request.headers.get("HX-Target") == KEY or not cells
    target = request.headers.get("HX-Target")
    weighed = None if alone or target == AGAIN else pareto(visit)
    again, why_not = recurrence(visit) if cells and target in (None, "", AGAIN) else (None, "")
    said = {
        "visit": visit,
        "wanted": asked,
        "states": states(asked),
        "ages": ages(asked),
        "choices": choices(asked, cells),
        "sums": sums(table.totals),
        "records": records,
        **({} if alone else {"tiles": tiles(visit), "pareto": weighed}),
        "again": again,
        "why_not": why_not,
    }
    tables = [table, *([weighed.table] if weighed else []), *([again] if again else [])]
    return answer(request, "disputes/disputes.html", said, *tables)


@require_POST
def close(request: HttpRequest, record: str) -> HttpResponse:
    """It has ended, on a day, in some way."""
    of = opened(request, Right.RECORD, DISPUTE, record)
    if of.found.row and of.found.said.closed_on:
        return pages.nothing_new(of)
    typed, outcome = request.POST.get("on", ""), request.POST.get("outcome", "").replace("\0", "")
    day, wrong = pages.day_typed(
        typed, lambda day: making.faults(replace(of.found.said, closed_on=day)).get("closed_on")
    )
    if day is None:
        return pages.shown(of, 400, typed=typed, wrong=wrong, outcome=outcome)
    person, seen = of.visit.person, pages.seen(request)
    return pages.acted(
        of,
        acts.DISPUTE_CLOSED,
        lambda said: making.close(
            request, person, record, seen, said, day, outcome[: making.LONGEST_OUTCOME]
        ),
    )


@require_POST
def reopen(request: HttpRequest, record: str) -> HttpResponse:
    """It had not ended."""
    of = opened(request, Right.RECORD, DISPUTE, record)
    if of.found.row and not of.found.said.closed_on:
        return pages.nothing_new(of)
    person, seen = of.visit.person, pages.seen(request)
    return pages.acted(
        of, acts.DISPUTE_REOPENED, lambda said: making.reopen(request, person, record, seen, said)
    )
