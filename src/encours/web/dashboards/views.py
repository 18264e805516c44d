"""The list of dashboards, one of them, and what is done with a whole one."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from encours.errors import UsageError
from encours.i18n import _
from encours.web.access.roles import LABELS, Right, Role
from encours.web.cards.page import Slots, show
from encours.web.dashboards.blocks import stored
from encours.web.dashboards.models import Dashboard
from encours.web.dashboards.paper import pdf_of
from encours.web.dashboards.parts import cards, cells, texts
from encours.web.dashboards.starters import STARTERS, offered, starter_blocks, starters
from encours.web.tables import files
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts, undoable
from encours.web.workflow.trail.record import record

LONGEST_TITLE = 80
MOST_DASHBOARDS = 100


@require_GET
def dashboards(request: HttpRequest) -> HttpResponse:
    """Mine, and those shared with my role."""
    return _listed(enter(request, Right.SEE))


@require_POST
def new_dashboard(request: HttpRequest) -> HttpResponse:
    """An empty one, or one of those to start from."""
    visit = enter(request, Right.OWN)
    start = request.POST.get("start", "")
    title = request.POST.get("title", "").strip() or (_(STARTERS[start].title) if start in STARTERS else "")
    if problem := refused(visit, title):
        return _listed(visit, {"title": title, "start": start, "problem": problem}, 422)
    made = Dashboard.objects.create(owner=visit.person, title=title, blocks=stored(starter_blocks(start)))
    record(request, acts.DASHBOARD_CREATED, subject=title)
    return redirect(visit.url("dashboard" if made.blocks else "edit_dashboard", made.pk))


@require_GET
def starter(request: HttpRequest, name: str) -> HttpResponseBase:
    """A dashboard to start from, on the figures of who looks at it; one button makes it theirs."""
    visit = enter(request, Right.OWN)
    if name not in STARTERS:
        raise Http404
    board = offered(name, visit.person)

    def page(slots: Slots) -> dict[str, object]:
        return {"board": board, "start": name, "current": "dashboards", "blocks": cells(visit, board, slots)}

    return show(visit, "dashboards/starter.html", cards(visit, board), page, texts(board))


@require_GET
def dashboard(request: HttpRequest, number: int) -> HttpResponseBase:
    """The page; or one of its blocks, which a script asks for; or the file of a block."""
    visit = enter(request, Right.SEE)
    board = undoable.opened(Dashboard, visit.person, number)
    page = partial(_page, visit, board)
    return show(visit, "dashboards/dashboard.html", cards(visit, board), page, texts(board))


@require_GET
def dashboard_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """The page as a document to hand over, made by the server."""
    visit = enter(request, Right.EXPORT)
    board = undoable.opened(Dashboard, visit.person, number)
    name = files.file_name(f"{board.title}-{visit.day}", "pdf")
    try:
        return files.document(request, name, partial(pdf_of, visit, board))
    except UsageError as error:  # what makes documents is not installed
        messages.error(request, str(error))
        return redirect(visit.url("dashboard", board.pk))


@require_POST
def duplicate_dashboard(request: HttpRequest, number: int) -> HttpResponse:
    """A copy of one's own of any dashboard one may open, shared with nobody."""
    visit = enter(request, Right.OWN)
    board = undoable.opened(Dashboard, visit.person, number)
    title = _("{0} (copy)").format(board.title[: LONGEST_TITLE - 12])
    if problem := refused(visit, title):
        messages.error(request, problem)
        return redirect(visit.url("dashboards"))
    made = Dashboard.objects.create(owner=visit.person, title=title, about=board.about, blocks=board.blocks)
    record(request, acts.DASHBOARD_CREATED, subject=title)
    messages.success(request, _("“{0}” is yours to change.").format(title))
    return redirect(visit.url("edit_dashboard", made.pk))


@require_POST
def delete_dashboard(request: HttpRequest, number: int) -> HttpResponse:
    """Out of the lists; it can be put back for a month."""
    visit = enter(request, Right.OWN)
    board = undoable.delete(request, Dashboard, visit.person, number)
    messages.success(request, _("“{0}” deleted. It can be put back below.").format(board.title))
    return redirect(visit.url("dashboards"))


@require_POST
def restore_dashboard(request: HttpRequest, number: int) -> HttpResponse:
    """Back in the lists."""
    visit = enter(request, Right.OWN)
    board = undoable.put_back(request, Dashboard, visit.person, number)
    messages.success(request, _("“{0}” is back.").format(board.title))
    return redirect(visit.url("dashboards"))


def refused(visit: Visit, title: str) -> str:
    """Why a dashboard cannot have this title; empty when it can."""
    if not title:
        return _("Give the dashboard a title.")
    if len(title) > LONGEST_TITLE or not title.isprintable():
        return _("A title has at most {0} letters, on one line.").format(LONGEST_TITLE)
    if undoable.standing(Dashboard, visit.person).count() >= MOST_DASHBOARDS:
        return _("You have {0} dashboards already: delete some first.").format(MOST_DASHBOARDS)
    return ""


def _listed(visit: Visit, typed: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    boards = undoable.open_to(Dashboard, visit.person)
    page = {
        "mine": [_line(one) for one in boards if one.owner_id == visit.person.pk],
        "shared": [_line(one) for one in boards if one.owner_id != visit.person.pk],
        "deleted": undoable.restorable(Dashboard, visit.person),
        "may_make": visit.may(Right.OWN),
        "starters": starters(),
        "typed": typed or {},
    }
    return render(visit.request, "dashboards/dashboards.html", page, status=status)


def _line(board: Dashboard) -> dict[str, object]:
    roles = ", ".join(_(LABELS[Role(role)]) for role in board.roles)
    return {"board": board, "roles": roles, "count": len(board.blocks)}


def _page(visit: Visit, board: Dashboard, slots: Slots) -> dict[str, object]:
    mine = board.owner_id == visit.person.pk
    return {
        "board": board,
        "current": "dashboards",
        "blocks": cells(visit, board, slots),
        "mine": mine and visit.may(Right.OWN),
        "may_copy": visit.may(Right.OWN),
        "roles": ", ".join(_(LABELS[Role(role)]) for role in board.roles) if mine else "",
    }
