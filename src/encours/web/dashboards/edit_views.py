"""Changing a dashboard: its title and sharing, the order and size of its blocks, each block by its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from encours.cube.filters import canonical
from encours.i18n import _
from encours.web.access.roles import LABELS, Right
from encours.web.address import whole
from encours.web.dashboards import arranging
from encours.web.dashboards.blocks import (
    KIND_LABELS,
    MOST_BLOCKS,
    Block,
    Kind,
    block_of,
    blocks_of,
    new,
    stored,
)
from encours.web.dashboards.checking import problems
from encours.web.dashboards.forms import context, read
from encours.web.dashboards.models import Dashboard
from encours.web.dashboards.parts import arranged, previewed, title_of
from encours.web.dashboards.views import LONGEST_TITLE
from encours.web.saved.shared import known_roles
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts, undoable
from encours.web.workflow.own_indicators.own import indicators_of
from encours.web.workflow.trail.record import record
from encours.web.workflow.undoable import change, conflict

STEPS: dict[str, Callable[[list[Block], str], list[Block]]] = {
    "before": lambda blocks, name: arranging.moved(blocks, name, -1),
    "after": lambda blocks, name: arranging.moved(blocks, name, 1),
    "wider": lambda blocks, name: arranging.sized(blocks, name, wider=1),
    "narrower": lambda blocks, name: arranging.sized(blocks, name, wider=-1),
    "taller": lambda blocks, name: arranging.sized(blocks, name, taller=1),
    "shorter": lambda blocks, name: arranging.sized(blocks, name, taller=-1),
    "double": arranging.doubled,
}
LONGEST_ABOUT = 200


@require_http_methods(["GET", "POST"])
def edit_dashboard(request: HttpRequest, number: int) -> HttpResponse:
    """The dashboard with a handle and buttons on every block; each act is a form."""
    visit = enter(request, Right.OWN)
    board = undoable.own(Dashboard, visit.person, number)
    if request.method == "GET":
        return render(request, "dashboards/edit.html", _page(visit, board))
    act, version = request.POST.get("act", ""), whole(request.POST.get("version", ""))
    if act == "about":
        return _about(visit, board, version)
    if act == "order":
        return _order(visit, board, version)
    return _arranged(visit, board, act, version)


@require_http_methods(["GET", "POST"])
def edit_block(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """The form of one block; `name` is that of a block, or a kind for a new one."""
    visit = enter(request, Right.OWN)
    board = undoable.own(Dashboard, visit.person, number)
    block = _named(board, name, request.POST.get("kind", ""))
    if request.method == "GET":
        return _form(visit, board, block, board.version)
    typed = read(request.POST, block)
    wrong = problems(typed, visit.allowed, indicators_of(visit.person))
    typed = typed if "where" in wrong else _in_canonical_words(visit, typed)
    if request.POST.get("act") == "preview":
        request.recorded = True  # nothing is done: each choice is not an act
        return _form(visit, board, typed, whole(request.POST.get("version", "")), wrong)
    if wrong:
        return _form(visit, board, typed, whole(request.POST.get("version", "")), wrong, 422)
    blocks = arranging.put(blocks_of(board.blocks), typed)
    if len(blocks) > MOST_BLOCKS:
        full = _("A dashboard has at most {0} blocks.").format(MOST_BLOCKS)
        return _form(visit, board, typed, board.version, {"kind": full}, 422)
    if not change(board, whole(request.POST.get("version", "")), blocks=stored(blocks)):
        return _form(visit, board, typed, board.version, {"version": conflict()}, 409)
    record(request, acts.DASHBOARD_CHANGED, subject=board.title, before=block.stored(), after=typed.stored())
    messages.success(request, _("Block “{0}” saved.").format(title_of(visit, typed)))
    return _to(visit, board, typed.id)


def _in_canonical_words(visit: Visit, block: Block) -> Block:
    """Conditions as they are kept, whatever words they were typed in."""
    custom = visit.allowed.about.custom
    return replace(block, where=tuple(canonical(text, custom) for text in block.where))


def overtaken() -> str:
    """What is said instead of `conflict` to who moved or removed a block: there is nothing typed to keep."""
    return _(
        "This dashboard was changed in another window since you opened it: here is its newest version, do it again."
    )


def _named(board: Dashboard, name: str, kind: str) -> Block:
    """A new block for the name of a kind; one taken away elsewhere while its form was open comes back as typed."""
    if name in set(Kind):
        return new(Kind(name))
    block = next((one for one in blocks_of(board.blocks) if one.id == name), None)
    if block is None and kind in set(Kind):
        return new(Kind(kind))
    if block is None:
        raise Http404
    return block


def _form(
    visit: Visit,
    board: Dashboard,
    block: Block,
    version: int,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {**context(visit, block, wrong or {}), "board": board, "version": version, "current": "dashboards"}
    page["shown"] = _shown(visit, block, wrong)
    known = any(one.id == block.id for one in blocks_of(board.blocks))
    name = block.id if known else Kind(block.kind).value
    address = visit.url("edit_block", board.pk, name)
    return render(visit.request, "dashboards/block_form.html", {**page, "address": address}, status=status)


def _shown(visit: Visit, block: Block, wrong: dict[str, str] | None) -> dict[str, Any]:
    """The block as it would stand on its dashboard; or what is missing, in the words of its fields."""
    found = problems(block, visit.allowed, indicators_of(visit.person)) if wrong is None else wrong
    stopped = {name: text for name, text in found.items() if name != "version"}
    if stopped:
        return {"why": [] if wrong is None else list(stopped.values())}
    return {"title": title_of(visit, block), "content": previewed(visit, block)}


def _about(visit: Visit, board: Dashboard, version: int) -> HttpResponse:
    """The title, what it is for, and the roles it is shared with."""
    title, about = (visit.request.POST.get(name, "").strip() for name in ("title", "about"))
    roles = known_roles(visit.request.POST.getlist("roles")) if visit.may(Right.SHARE) else board.roles
    wrong = ""
    if (
        not title
        or len(title) > LONGEST_TITLE
        or len(about) > LONGEST_ABOUT
        or not (title + about).isprintable()
    ):
        wrong = _("Give a title of at most {0} letters, and say what it is for in {1}.").format(
            LONGEST_TITLE, LONGEST_ABOUT
        )
    typed = {"title": title, "about": about, "roles": roles}
    if wrong or not undoable.amend(visit.request, acts.DASHBOARD_CHANGED, board, version, **typed):
        page = _page(visit, board) | {"typed": typed, "problem": wrong or conflict(), "roles": _roles(roles)}
        return render(visit.request, "dashboards/edit.html", page, status=422 if wrong else 409)
    messages.success(visit.request, _("Saved."))
    return redirect(visit.url("edit_dashboard", board.pk))


def _order(visit: Visit, board: Dashboard, version: int) -> HttpResponse:
    """All the blocks in an order and of sizes, as a script arranged them: `name:width:height`, commas between."""
    blocks = blocks_of(board.blocks)
    parts = [part.split(":") for part in visit.request.POST.get("order", "")[:4_000].split(",")]
    for name, width, height in (part for part in parts if len(part) == 3):
        old = next((block for block in blocks if block.id == name), None)
        if old:
            blocks = arranging.sized(blocks, name, whole(width) - old.width, whole(height) - old.height)
    blocks = arranging.in_order(blocks, [part[0] for part in parts])
    if not change(board, version, blocks=stored(blocks)):
        return JsonResponse({"problem": overtaken()}, status=409)
    record(
        visit.request,
        acts.DASHBOARD_CHANGED,
        subject=board.title,
        after={"order": [one.id for one in blocks]},
    )
    return JsonResponse({"version": board.version})


def _arranged(visit: Visit, board: Dashboard, act: str, version: int) -> HttpResponse:
    """One step of one block; or one taken away, which stays at hand until the next is."""
    name, blocks, removed = visit.request.POST.get("block", ""), blocks_of(board.blocks), board.removed
    try:
        if act == "remove":
            at = arranging.place(blocks, name)
            removed, blocks = {"block": blocks[at].stored(), "at": at}, arranging.without(blocks, name)
        elif act == "restore" and removed:
            blocks = arranging.back(blocks, block_of(removed["block"]), removed["at"])
            name, removed = removed["block"]["id"], None
        elif act in STEPS:
            blocks = STEPS[act](blocks, name)
        else:
            raise Http404
    except LookupError:
        messages.error(visit.request, _("This block is no longer there."))
        return _to(visit, board)
    if len(blocks) > MOST_BLOCKS:
        messages.error(visit.request, _("A dashboard has at most {0} blocks.").format(MOST_BLOCKS))
    elif not change(board, version, blocks=stored(blocks), removed=removed):
        messages.error(visit.request, overtaken())
    else:
        record(visit.request, acts.DASHBOARD_CHANGED, subject=board.title, after={"act": act, "block": name})
    return _to(visit, board, name)


def _page(visit: Visit, board: Dashboard) -> dict[str, Any]:
    removed = block_of(board.removed["block"]) if board.removed else None
    return {
        "board": board,
        "current": "dashboards",
        "blocks": arranged(visit, board),
        "kinds": [(kind.value, _(label)) for kind, label in KIND_LABELS.items()],
        "roles": _roles(board.roles),
        "may_share": visit.may(Right.SHARE),
        "removed": title_of(visit, removed) if removed else "",
        "typed": {"title": board.title, "about": board.about},
        "full": len(board.blocks) >= MOST_BLOCKS,
    }


def _roles(chosen: list[str]) -> list[tuple[str, str, bool]]:
    return [(role.value, _(label), role.value in chosen) for role, label in LABELS.items()]


def _to(visit: Visit, board: Dashboard, name: str = "") -> HttpResponse:
    return redirect(visit.url("edit_dashboard", board.pk) + (f"#block-{name}" if name else ""))
