"""One's own indicators: the list, making one, changing it, its past wordings, taking it away."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.i18n import _
from encours.indicators.formula_words import spoken
from encours.indicators.record import Unit
from encours.web.access.roles import LABELS, Right, Role
from encours.web.address import whole
from encours.web.indicators.form import UNITS, OwnForm
from encours.web.indicators.pieces import EXAMPLE, lengthened, pieces
from encours.web.indicators.preview import preview
from encours.web.tables import Column, Empty, Frame, Kind, answer, of_rows
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts, undoable
from encours.web.workflow.own_indicators.models import WORDED, CustomIndicator, Wording
from encours.web.workflow.own_indicators.own import usable
from encours.web.workflow.trail.record import record
from encours.web.workflow.undoable import EVERYONE


@require_GET
def own_indicators(request: HttpRequest) -> HttpResponseBase:
    """Those one made and those shared with one's role."""
    visit = enter(request, Right.SEE)
    empty = Empty(
        _("No own indicator yet. A formula over the measures makes one: {0}.").format(spoken(EXAMPLE)),
        reverse("new_own_indicator") if visit.may(Right.OWN) else "",
        _("Make an indicator"),
    )
    frame = Frame(_("Own indicators"), sort="label", empty=empty)
    table = of_rows(request, "own", _columns(visit), usable(visit.person), frame)
    deleted = undoable.restorable(CustomIndicator, visit.person)
    page = {"deleted": deleted, "may_own": visit.may(Right.OWN), "current": "indicators"}
    return answer(request, "indicators/mine.html", page, table)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make one; the same address tries a formula."""
    visit = enter(request, Right.OWN)
    return _written(visit, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one of one's own; what it was is kept."""
    visit = enter(request, Right.OWN)
    return _written(visit, undoable.own(CustomIndicator, visit.person, pk))


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one away, unless a shared dashboard shows it; it can be put back for a month."""
    visit = enter(request, Right.OWN)
    one = undoable.own(CustomIndicator, visit.person, pk)
    boards = shown_by(one.name)
    if boards:
        messages.error(
            request, _("{0} stays: shared dashboards show it: {1}.").format(one.label, ", ".join(boards))
        )
        return redirect(visit.url("own_indicator", one.pk))
    undoable.delete(request, CustomIndicator, visit.person, pk)
    messages.success(request, _("“{0}” deleted. It can be put back below.").format(one.label))
    return redirect(visit.url("own_indicators"))


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked by its name again, unless another has taken it."""
    visit = enter(request, Right.OWN)
    try:
        one = undoable.put_back(request, CustomIndicator, visit.person, pk)
    except IntegrityError:
        messages.error(request, _("Another indicator has its short name now: it cannot be put back."))
    else:
        messages.success(request, _("“{0}” is back.").format(one.label))
    return redirect(visit.url("own_indicators"))


def shown_by(name: str) -> list[str]:
    """The titles of the shared dashboards that show a figure."""
    boards = apps.get_model("dashboards", "Dashboard").objects.filter(deleted_at=None).exclude(roles=[])
    return [
        board.title
        for board in boards
        if any(
            figure.partition(":")[0] == name for block in board.blocks for figure in block.get("figures", ())
        )
    ]


def _written(visit: Visit, of: CustomIndicator | None) -> HttpResponse:
    request = visit.request
    if request.method == "GET":
        return _page(visit, OwnForm(visit=visit, of=of), of)
    form = OwnForm(request.POST, visit=visit, of=of)
    if request.POST.get("act") == "try":
        request.recorded = True  # nothing is done: each letter typed is not an act
        form = OwnForm(visit=visit, of=of, data=request.POST)
        return _page(visit, form, of, trying=True)
    if request.POST.get("act") == "add":
        request.recorded = True
        form = OwnForm(visit=visit, of=of, data=lengthened(request.POST))
        return _page(visit, form, of, trying=True)
    if not form.is_valid():
        return _page(visit, form, of, status=422)
    try:
        one = _changed(visit, form, of) if of else _made(visit, form)
    except IntegrityError:  # someone took the name meanwhile
        form.add_error("name", _("{0} is taken: choose another name.").format(form.cleaned_data["name"]))
        return _page(visit, form, of, status=422)
    if one is None:
        return _page(visit, form, of, status=409)
    messages.success(request, _("{0} is kept. It can be asked wherever indicators are.").format(one.label))
    return redirect(visit.url("indicator", one.name))


def _page(
    visit: Visit, form: OwnForm, of: CustomIndicator | None, status: int = 200, trying: bool = False
) -> HttpResponse:
    text, unit = (str(form[name].value() or "") for name in ("formula", "unit"))
    context: dict[str, Any] = {
        "form": form,
        "of": of,
        "conflict": undoable.conflict() if status == 409 else "",
        "tried": preview(visit, text, unit),
        "quiet": trying,  # fields not filled in yet are no mistakes while a formula is tried
        "boards": shown_by(of.name) if of else [],
        "history": _history(of) if of else [],
        "pieces": pieces(),
        "current": "indicators",
    }
    return render(visit.request, "indicators/write.html", context, status=status)


@transaction.atomic
def _made(visit: Visit, form: OwnForm) -> CustomIndicator:
    given = {name: form.cleaned_data[name] for name in WORDED}
    one = CustomIndicator.objects.create(
        owner=visit.person, name=form.cleaned_data["name"], roles=form.shared_roles, **given
    )
    Wording.objects.create(indicator=one, person=visit.person, **given)
    record(visit.request, acts.OWN_INDICATOR_MADE, subject=one.name, after=one.told())
    return one


@transaction.atomic
def _changed(visit: Visit, form: OwnForm, of: CustomIndicator) -> CustomIndicator | None:
    """None when someone changed it meanwhile. A change that leaves the words as they are is no wording."""
    given = {name: form.cleaned_data[name] for name in WORDED}
    reworded = any(getattr(of, name) != value for name, value in given.items())
    version = whole(visit.request.POST.get("version", ""))
    values = {**given, "roles": form.shared_roles}
    if not undoable.amend(visit.request, acts.OWN_INDICATOR_CHANGED, of, version, **values):
        return None
    if reworded:
        Wording.objects.create(indicator=of, person=visit.person, **given)
    return of


def _history(of: CustomIndicator) -> list[dict[str, Any]]:
    """Every wording, the newest first."""
    return [
        {
            **{name: getattr(past, name) for name in ("at", "person", "label")},
            "formula": spoken(past.formula),
            "unit": _(UNITS[Unit(past.unit)]),
        }
        for past in Wording.objects.filter(indicator=of).select_related("person")
    ]


def _columns(visit: Visit) -> list[Column]:
    return [
        Column(
            "label",
            _("Indicator"),
            Kind.WHO,
            href=lambda one: visit.url("indicator", one.name),
            second=lambda one: one.name,
            second_label=_("Short name"),
        ),
        Column("formula", _("Formula"), value=lambda one: spoken(one.formula)),
        Column("unit", _("Unit"), value=lambda one: _(UNITS[Unit(one.unit)])),
        Column("owner", _("Made by"), value=lambda one: str(one.owner)),
        Column("shared", _("Shared with"), value=lambda one: shared_with(one.roles)),
        Column("changed_at", _("Last change"), Kind.MOMENT),
        Column(
            "edit",
            _("Actions"),
            value=lambda one: (
                _("Change it") if one.owner_id == visit.person.pk and visit.may(Right.OWN) else ""
            ),
            href=lambda one: visit.url("own_indicator", one.pk),
            sortable=False,
            exported=False,
        ),
    ]


def shared_with(roles: list[str]) -> str:
    """Who may use it besides its owner, in words."""
    if EVERYONE in roles:
        return _("Everyone")
    return ", ".join(_(LABELS[Role(role)]) for role in roles if role in LABELS) or _("Nobody")
