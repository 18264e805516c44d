"""The list of promises, and the pages of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.api.promises import sought
from encours.api.promises import sums as sums_of
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.promises.calendar import calendar
from encours.web.promises.form import PROMISE
from encours.web.promises.query import states, wanted
from encours.web.promises.table import KEY, first, promises_table, sums
from encours.web.promises.tiles import tiles
from encours.web.records import pages
from encours.web.records.opened import opened
from encours.web.tables import answer
from encours.web.visit.visit import enter
from encours.web.workflow import acts
from encours.web.workflow.promises import making

FORM = ["GET", "POST"]


@require_GET
def promises(request: HttpRequest) -> HttpResponseBase:
    """Promises by state and date, what they come to, and when they are due."""
    visit = enter(request, Right.SEE)
    asked = wanted(visit)
    everything = sought(visit.day, until=visit.until)
    collectors = {cell["collector"] for cell in sums_of(visit.book, everything, ["collector"])}
    records = visit.url("choose_promise") if visit.may(Right.RECORD) else ""
    table = promises_table(visit, asked, None if collectors else first(records))
    alone = request.headers.get("HX-Target") == KEY or not collectors
    said = {
        "visit": visit,
        "wanted": asked,
        "states": states(asked),
        "collectors": sorted(collectors - {None}),
        "sums": sums(table.totals),
        "records": records,
        **({} if alone else {"tiles": tiles(visit), "calendar": calendar(visit)}),
    }
    return answer(request, "promises/promises.html", said, table)


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Which customer promised."""
    return pages.choose(request, PROMISE)


@require_http_methods(FORM)
def new(request: HttpRequest, entity: str, customer: str) -> HttpResponse:
    """Record a promise of a customer."""
    return pages.new(request, PROMISE, entity, customer)


@require_GET
def one(request: HttpRequest, promise: str) -> HttpResponse:
    """A promise and its history."""
    return pages.one(request, PROMISE, promise)


@require_http_methods(FORM)
def correct(request: HttpRequest, promise: str) -> HttpResponse:
    """A promise as it should have been written."""
    return pages.correct(request, PROMISE, promise)


@require_POST
def withdraw(request: HttpRequest, promise: str) -> HttpResponse:
    """A promise that was never made."""
    return pages.withdraw(request, PROMISE, promise)


@require_POST
def cancel(request: HttpRequest, promise: str) -> HttpResponse:
    """A promise no longer stands from a day on."""
    of = opened(request, Right.RECORD, PROMISE, promise)
    if of.found.row and of.found.said.cancelled_on:
        return pages.nothing_new(of)
    typed = request.POST.get("on", "")
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return pages.shown(of, 400, typed=typed, wrong=_("Write a day such as 2025-06-30."))
    wrong = making.faults(replace(of.found.said, cancelled_on=day)).get("cancelled_on")
    if wrong:
        return pages.shown(of, 400, typed=typed, wrong=wrong)
    person, seen = of.visit.person, pages.seen(request)
    return pages.acted(
        of, acts.PROMISE_CANCELLED, lambda said: making.cancel(request, person, promise, seen, said, day)
    )
