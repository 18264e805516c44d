"""Keeping a view, changing it, sharing it, taking it away: each act is a form of its own."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.errors import UsageError
from encours.i18n import _
from encours.web.access.roles import LABELS, Right
from encours.web.address import whole
from encours.web.saved.keeping import LONGEST, Kept, address_of, kept
from encours.web.saved.models import Landing, SavedView
from encours.web.saved.shared import known_roles, opened, views_of
from encours.web.saved.table import listed
from encours.web.tables import answer
from encours.web.visit.scope import NAMES
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts, undoable
from encours.web.workflow.trail.record import record

LONGEST_LABEL = 80
MOST_VIEWS = 200


@require_GET
def views(request: HttpRequest) -> HttpResponseBase:
    """All of them: mine, and those shared with me."""
    visit = enter(request, Right.SEE)
    table = listed(visit, views_of(visit.person))
    deleted = undoable.restorable(SavedView, visit.person)
    page = {"deleted": deleted, "may_keep": visit.may(Right.OWN), "views": ""}
    return answer(request, "saved/views.html", page, table)


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """What a page shows, under a name; refused, the form comes back with the reason."""
    visit = enter(request, Right.OWN)
    address, dated = request.POST.get("address", ""), "dated" in request.POST
    label = request.POST.get("label", "").strip()
    problem, what = _kept(address, dated)
    problem = problem or _refused(visit, label, what.page)
    if problem:
        typed = {"label": label, "address": address, "dated": dated, "problem": problem}
        return render(request, "saved/new.html", typed, status=422)
    position = SavedView.objects.filter(owner=visit.person, page=what.page).count()
    view = SavedView.objects.create(owner=visit.person, label=label, position=position, **asdict(what))
    record(request, acts.VIEW_KEPT, subject=label, after=view.told())
    messages.success(request, _("View “{0}” kept.").format(label))
    return _to_view(visit, view)


@require_http_methods(["GET", "POST"])
def view(request: HttpRequest, number: int) -> HttpResponse:
    """Its name, and the roles it is shared with."""
    visit = enter(request, Right.OWN)
    mine = undoable.own(SavedView, visit.person, number)
    if request.method == "GET":
        return render(request, "saved/view.html", _form(visit, mine, mine.label, mine.roles))
    label = request.POST.get("label", "").strip()
    roles = known_roles(request.POST.getlist("roles")) if visit.may(Right.SHARE) else mine.roles
    if problem := _refused(visit, label, mine.page, but=mine.pk):
        return render(request, "saved/view.html", _form(visit, mine, label, roles, problem), status=422)
    version = whole(request.POST.get("version", ""))
    if not undoable.amend(request, acts.VIEW_CHANGED, mine, version, label=label, roles=roles):
        page = _form(visit, mine, label, roles, undoable.conflict())
        return render(request, "saved/view.html", page, status=409)
    messages.success(request, _("Saved."))
    return redirect(visit.url("views"))


@require_POST
def update_view(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what is shown now in its place, whatever that was; the date stays kept if it was."""
    visit = enter(request, Right.OWN)
    mine = undoable.own(SavedView, visit.person, number)
    problem, what = _kept(request.POST.get("address", ""), "date=" in mine.query)
    if problem or (what.page, what.arguments) != (mine.page, mine.arguments):
        messages.error(request, problem or _("This view is of another page."))
        return redirect(visit.url("views"))
    if undoable.amend(request, acts.VIEW_CHANGED, mine, mine.version, query=what.query):
        messages.success(request, _("View “{0}” now keeps what is shown.").format(mine.label))
    return _to_view(visit, mine)


@require_POST
def move_view(request: HttpRequest, number: int) -> HttpResponse:
    """One place up among those of its page."""
    visit = enter(request, Right.OWN)
    mine = undoable.own(SavedView, visit.person, number)
    others = list(undoable.standing(SavedView, visit.person).filter(page=mine.page))
    at = others.index(mine)
    others.insert(max(at - 1, 0), others.pop(at))
    for position, one in enumerate(others):
        SavedView.objects.filter(pk=one.pk).update(position=position)
    return redirect(visit.url("views"))


@require_POST
def delete_view(request: HttpRequest, number: int) -> HttpResponse:
    """Out of the lists; it can be put back for a month."""
    visit = enter(request, Right.OWN)
    mine = undoable.delete(request, SavedView, visit.person, number)
    messages.success(request, _("View “{0}” deleted. It can be put back below.").format(mine.label))
    return redirect(visit.url("views"))


@require_POST
def restore_view(request: HttpRequest, number: int) -> HttpResponse:
    """Back in the lists."""
    visit = enter(request, Right.OWN)
    mine = undoable.put_back(request, SavedView, visit.person, number)
    messages.success(request, _("View “{0}” is back.").format(mine.label))
    return redirect(visit.url("views"))


@require_POST
def land_on_view(request: HttpRequest, number: int) -> HttpResponse:
    """The page opens on it for this person; asked again, no longer."""
    visit = enter(request, Right.OWN)
    chosen = opened(visit.person, number)
    if chosen.arguments:
        raise PermissionDenied  # one customer or one indicator: there is no page to open on it
    landing = Landing.objects.filter(person=visit.person, page=chosen.page)
    if landing.filter(view=chosen).exists():
        landing.delete()
        messages.success(request, _("The page opens without a view again."))
    else:
        landing.delete()
        Landing.objects.create(person=visit.person, page=chosen.page, view=chosen)
        messages.success(request, _("The page opens on “{0}” from now on.").format(chosen.label))
    return _to_view(visit, chosen)


def _kept(address: str, dated: bool) -> tuple[str, Kept]:
    try:
        return "", kept(address, dated)
    except (UsageError, ValueError) as error:
        known = isinstance(error, UsageError)
        return str(error) if known else _("This page cannot be kept as a view."), Kept("")


def _refused(visit: Visit, label: str, page: str, but: int | None = None) -> str:
    """Why a name cannot be that of a view of this page; empty when it can."""
    mine = undoable.standing(SavedView, visit.person).exclude(pk=but)
    if not label:
        return _("Give the view a name.")
    if len(label) > LONGEST_LABEL or not label.isprintable():
        return _("A name has at most {0} letters, on one line.").format(LONGEST_LABEL)
    if mine.filter(page=page, label=label).exists():
        return _("You have a view of this name on this page already: choose another.")
    return (
        _("You keep {0} views already: delete some first.").format(MOST_VIEWS)
        if mine.count() >= MOST_VIEWS
        else ""
    )


def _form(visit: Visit, mine: SavedView, label: str, roles: list[str], problem: str = "") -> dict[str, Any]:
    choices = [(role.value, _(name), role.value in roles) for role, name in LABELS.items()]
    share = visit.may(Right.SHARE)
    return {"view": mine, "label": label, "problem": problem, "roles": choices, "may_share": share}


def _to_view(visit: Visit, chosen: SavedView) -> HttpResponse:
    """The view itself, at the date and in the currency of the page the form was on."""
    query = urlsplit(visit.request.POST.get("address", "")).query[:LONGEST]
    scope = [pair for pair in parse_qsl(query) if pair[0] in NAMES]
    return redirect(address_of(chosen, scope) or visit.url("views"))
