"""The pages every kind of record has: choosing a customer, a new one, one of them, correcting it, taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.api.search import SHORTEST, seek
from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.labels import work
from encours.web.records.about import About, about
from encours.web.records.following import carried
from encours.web.records.form import RecordForm
from encours.web.records.history import history
from encours.web.records.kind import Kind, Line
from encours.web.records.opened import Opened, newest, opened
from encours.web.visit.visit import Visit
from encours.web.workflow.acts import Act
from encours.web.workflow.day.leases import give_up
from encours.web.workflow.recording import correct as record_correction
from encours.web.workflow.recording import make
from encours.web.workflow.recording import withdraw as record_withdrawal
from encours.web.workflow.records import BookRecord, Changed

MOST_FOUND = 20
FORM = ["GET", "POST"]


@require_GET
def choose(request: HttpRequest, kind: Kind, name: str = "", title: str = "") -> HttpResponse:
    """The customers that answer to some words, each with the way to the form about it: that of the kind, unless another
    is named."""
    visit = newest(request, Right.RECORD)
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = seek(visit.allowed, text, MOST_FOUND)
    customers = [
        (visit.url(f"new_{name or kind.name}", one.entity, one.customer), one.label, one.sub)
        for one in found
        if not one.item
    ]
    said = {"q": text, "customers": customers, "looked": len(text) >= SHORTEST}
    named = {"kind_title": _(title)} if title else {}
    return render(request, "records/choose.html", _around(visit, kind) | named | said)


@require_http_methods(FORM)
def new(request: HttpRequest, kind: Kind, entity: str, customer: str) -> HttpResponse:
    """The form about an account, and what it records; what cannot be recorded comes back as it was typed."""
    visit = newest(request, Right.RECORD)
    of = about(visit.allowed, entity, customer, visit.day)
    if of is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    first = _begun(visit, kind, of)
    form = kind.form(data, faults=kind.faults, of=of, before=first, person=visit.person)
    if form.is_valid():
        key = form.new_key
        try:
            written = make(request, visit.person, kind.model, form.said(), key)
        except Changed as changed:
            # One form sent twice is one record; nobody else's key can be used.
            if changed.latest is None or changed.latest.person != visit.person:
                raise Http404 from None
            messages.info(request, _("This was recorded already: here it is."))
            return redirect(visit.url(kind.name, key))
        return _done(visit, kind, kind.model.MADE, written, _next(visit, kind, written))
    back = visit.url("customer", entity, customer)
    said = {"form": form, "of": of, "title": _(kind.title), "back": back, "leads": kind.leads}
    return _form(visit, kind, said, form)


def _begun(visit: Visit, kind: Kind, of: About) -> Any:
    """What the form of a new one opens on: what the record said from which one comes straight on, if one does."""
    query = visit.request.GET
    first = kind.blank(visit.person, of, query.get("item", ""))
    return replace(first, **carried(kind, of, visit.person, query.get("after", "")[:200]))


def _next(visit: Visit, kind: Kind, written: BookRecord) -> str:
    """Where one goes from a new record: on to the form that was asked for, else back to the customer."""
    account, then = (written.entity, written.customer), visit.request.POST.get("then", "")
    if then in dict(kind.leads):
        return visit.url(f"new_{then}", *account, item=written.item or None, after=written.key)
    if (
        visit.request.GET.get("then") == "day"
    ):  # one comes from the list of the day, and has done with the customer
        give_up(visit.person, account)
        return visit.url("day")
    return visit.url("customer", *account, tab="follow-up")


@require_GET
def one(request: HttpRequest, kind: Kind, record: str) -> HttpResponse:
    """One record as it stands, its history, what can be done with it."""
    return shown(opened(request, Right.SEE, kind, record))


def shown(of: Opened, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one; `more` is what an act on it has to say when it is refused."""
    visit, found = of.visit, of.found
    said = {
        "found": found,
        "lines": _lines(of),
        "title": found.kind.headline(found.said),
        "history": history(found),
        "writes": visit.may(Right.RECORD) and found.row is not None,
        "correction": visit.url(f"correct_{found.kind.name}", found.key),
        "withdrawal": visit.url(f"withdraw_{found.kind.name}", found.key),
        "customer": visit.url("customer", found.of.entity, found.of.customer),
        "today": timezone.localdate(),
        "today_iso": timezone.localdate().isoformat(),
        **found.kind.acting(),
        **found.kind.telling(visit, found.key),
    }
    around = _around(visit, found.kind)
    return render(visit.request, "records/record.html", around | said | more, status=status)


@require_http_methods(FORM)
def correct(request: HttpRequest, kind: Kind, record: str) -> HttpResponse:
    """The form on what the record says. When another version came meanwhile, nothing is overwritten: the form comes
    back as it was typed, beside what the other wrote. One taken back is corrected no more."""
    of = opened(request, Right.RECORD, kind, record)
    visit, found = of.visit, of.found
    if found.row is None and request.method != "POST":
        return taken_back(of)
    account = about(visit.allowed, found.of.entity, found.of.customer, visit.day) or found.of
    data = request.POST if request.method == "POST" else None
    form = kind.form(data, faults=kind.faults, of=account, before=found.said, person=visit.person)
    title = _("Correct: {0}").format(found.kind.headline(found.said))
    said = {"form": form, "of": account, "title": title, "back": of.url, "seen": found.seen}
    if found.row is None:
        return _form(visit, kind, said | _meanwhile(of, Changed(found.versions[-1])), form)
    if form.is_valid():
        if form.said() == found.said and seen(request) == found.seen:
            return nothing_new(of)
        try:
            written = record_correction(
                request, visit.person, kind.model, record, seen(request), form.said(), found.said
            )
        except Changed as changed:
            latest = opened(request, Right.RECORD, kind, record)
            return _form(visit, kind, said | _meanwhile(latest, changed), form)
        return _done(visit, kind, kind.model.CORRECTED, written, of.url)
    return _form(visit, kind, said, form)


@require_POST
def withdraw(request: HttpRequest, kind: Kind, record: str) -> HttpResponse:
    """It was never so."""
    of = opened(request, Right.RECORD, kind, record)
    person = of.visit.person
    return acted(
        of,
        kind.model.WITHDRAWN,
        lambda said: record_withdrawal(request, person, kind.model, record, seen(request), said),
    )


def acted(of: Opened, what: Act, act: Callable[[Any], BookRecord]) -> HttpResponse:
    """An act on a record as it stands: done and told, or refused because another version came, and by whom."""
    if of.found.row is None:
        return taken_back(of)
    try:
        written = act(of.found.said)
    except Changed as changed:
        return shown(
            opened(of.visit.request, Right.RECORD, of.found.kind, of.found.key), 409, error=str(changed)
        )
    return _done(of.visit, of.found.kind, what, written, of.url)


def ended(of: Opened, what: Act, end: Callable[..., BookRecord]) -> HttpResponse:
    """It no longer stands from the day typed, its `cancelled_on`; refused with why, the day still in its field."""
    if of.found.row and of.found.said.cancelled_on:
        return nothing_new(of)
    request, typed = of.visit.request, of.visit.request.POST.get("on", "")
    faults = of.found.kind.faults
    day, wrong = day_typed(
        typed, lambda day: faults(replace(of.found.said, cancelled_on=day)).get("cancelled_on")
    )
    if day is None:
        return shown(of, 400, typed=typed, wrong=wrong)
    person, version = of.visit.person, seen(request)
    return acted(of, what, lambda said: end(request, person, of.found.key, version, said, day))


def day_typed(typed: str, wrong: Callable[[date], str | None]) -> tuple[date | None, str]:
    """The day someone typed for an act, or None and why it is refused; `wrong` says what a day is wrong for."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None, _("Write a day such as 2025-06-30.")
    fault = wrong(day)
    return (None, fault) if fault else (day, "")


def nothing_new(of: Opened) -> HttpResponse:
    """What would be written is what the record says already."""
    messages.info(of.visit.request, _("It says so already: nothing was written."))
    return redirect(of.url)


def taken_back(of: Opened) -> HttpResponse:
    """Nothing more can be done with a record that somebody took back: who did, and when."""
    return shown(of, 409, error=str(Changed(of.found.versions[-1])))


def seen(request: HttpRequest) -> int:
    """The version someone looked at, as the form says it; none there is when it says nothing of the kind."""
    text = request.POST.get("seen", "")
    return int(text[:18]) if text.isascii() and text.isdigit() else -1


def _done(visit: Visit, kind: Kind, what: Act, written: BookRecord, to: str) -> HttpResponse:
    """A message on the page one comes back to, with the way to the record when that is another page."""
    said = f"{typography.capital(str(what))} · {work.told(written.facts)}"
    there = visit.url(kind.name, written.key)
    link = format_html(' <a class="link" href="{}">{}</a>', there, _("See it")) if there != to else ""
    messages.success(visit.request, format_html("{}{}", said, link))
    return redirect(to)


def _form(visit: Visit, kind: Kind, said: dict[str, Any], form: RecordForm) -> HttpResponse:
    status = 409 if "changed" in said else 400 if form.is_bound else 200
    return render(visit.request, "records/form.html", _around(visit, kind) | said, status=status)


def _meanwhile(latest: Opened, changed: Changed) -> dict[str, Any]:
    """What the form says of the version that came before it: `again` is where what was typed may be recorded anew, when
    the record was taken back."""
    found = latest.found
    account = (found.of.entity, found.of.customer)
    again = "" if found.row else latest.visit.url(f"new_{found.kind.name}", *account)
    return {"changed": str(changed), "seen": found.seen, "lines": _lines(latest), "again": again}


def _lines(of: Opened) -> list[Line]:
    found = of.found
    return [line for line in found.kind.lines(of.visit, found.row) if line[1]] if found.row else []


def _around(visit: Visit, kind: Kind) -> dict[str, Any]:
    return {
        "visit": visit,
        "kind": kind,
        "kind_label": _(kind.label),
        "kind_title": _(kind.title),
        "list": visit.url(kind.listing),
        "current": kind.listing,
    }
