"""The page of the aged balance, and the check of the ledger behind it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from encours.api import words
from encours.api.entities import untied
from encours.api.words import inside
from encours.cube import buckets
from encours.i18n import _
from encours.web.access.perimeter import whole
from encours.web.access.roles import Right
from encours.web.aged import by_page, in_memory
from encours.web.aged.chart import drawn
from encours.web.aged.columns import columns
from encours.web.aged.query import SHOWN, Aged, aged, dimensions
from encours.web.aged.tie import tie_out
from encours.web.filters import conditions
from encours.web.filters.panel import chosen, panel
from encours.web.tables import Empty, Frame, answer
from encours.web.visit.visit import enter
from encours.web.workflow.choices.bucket_sets import CHOICE, added, why_not
from encours.web.workflow.choices.changing import alone, choose
from encours.web.workflow.choices.chosen import bucket_sets


@require_GET
def balance(request: HttpRequest) -> HttpResponseBase:
    """The aged balance at the date of the page; a form of filters sent here comes back as a plain address."""
    visit = enter(request, Right.SEE)
    asked = aged(visit)
    sent = chosen(request.GET, visit.book.about.custom)
    if sent is not None:
        more = {name: request.GET.get(name, "") for name in ("filters", "field") if "filters" in request.GET}
        return redirect(asked.url(where=conditions.read(sent, visit.book.about.custom), **more))
    found = None if asked.vast else in_memory.every_line(asked)
    total = in_memory.whole(asked) if found is None else in_memory.total(asked, found)
    shown, frame = columns(asked, total), _frame(asked)
    table = (
        by_page.table(asked, shown, total, frame)
        if found is None
        else in_memory.table(asked, shown, found, frame)
    )
    said = {"chart": drawn(asked, found, total), "tie": tie_out(asked, total), "total": total}
    return answer(request, "aged/aged.html", {**_said(asked), **said}, table)


@require_GET
def control(request: HttpRequest) -> HttpResponse:
    """Whether the ledger ties on the date: positions against items less allocations."""
    visit = enter(request, Right.SEE)
    aged(visit)
    said = {"visit": visit, "current": "aged", "untied": untied(visit.allowed, visit.day)}
    return render(request, "aged/control.html", said)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The edges of the page become a set of the company's."""
    visit = enter(request, Right.STEER)
    if not whole(visit.person):
        raise PermissionDenied  # they are everybody's
    asked = aged(visit)
    name = request.POST.get("name", "").strip()
    with alone():
        problem = why_not(name)
        if not problem:
            choose(request, visit.person, CHOICE, added(name, asked.edges))
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("The edges {0} are saved as “{1}”.").format(asked.edges, name))
    return redirect(asked.url())


def _frame(asked: Aged) -> Frame:
    names = " × ".join(inside(words.field(name)) for name in asked.by)
    empty = Empty(
        _("Nothing is open at this date under these filters."), asked.url(where=[]), _("Remove the filters")
    )
    return Frame(
        _("Aged balance by {0}").format(names),
        about=conditions.told(asked.where, asked.visit.book.about.custom, asked.base),
        sort="-gross",
        empty=empty if asked.where else None,
    )


def _said(asked: Aged) -> dict[str, Any]:
    visit = asked.visit
    held = [(name, value) for name, values in asked.pairs.items() for value in values]
    kept = [*visit.scope.pairs, *(("where", text) for text in asked.where)]
    return {
        "visit": visit,
        "asked": asked,
        "by": [*asked.by, ""][:2],
        "kept": [*kept, *(pair for pair in held if pair[0] in ("size", "columns"))],
        "dimensions": dimensions(visit),
        "sets": bucket_sets(),
        "set_links": [(one.name, one.edges, asked.url(edges=one.edges)) for one in bucket_sets()],
        "gross_url": asked.rows_url("gross"),
        "unapplied_url": asked.rows_url("unapplied"),
        "net_url": asked.rows_url("net"),
        "shown": [(name, _(label)) for name, label in SHOWN.items()],
        "against": visit.request.GET.get("against", ""),
        "may_save": visit.may(Right.STEER) and whole(visit.person),
        "save_url": asked.url(page="aged_keep"),
        "chips": conditions.chips(asked.where, visit.book.about.custom, asked.url, asked.base),
        "cleared": asked.url(where=[]),
        "opened": asked.url(filters="1"),
        "panel": _panel(asked) if "filters" in visit.request.GET else None,
        "control": visit.url("aged_control"),
    }


def _panel(asked: Aged) -> Any:
    kept: dict[str, list[str]] = {}
    for name, value in asked.visit.scope.pairs:
        kept.setdefault(name, []).append(value)
    return panel(asked.visit, asked.where, (*asked.labels, buckets.UNAPPLIED), {**kept, **asked.pairs})
