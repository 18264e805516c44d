"""One's own indicators: the list, making one, changing it, its past wordings, taking it away."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.cube.measures import BY_NAME as MEASURES
from encours.cube.measures import PUBLISHED
from encours.i18n import _
from encours.indicators.record import Unit
from encours.web.access.roles import LABELS, Right, Role
from encours.web.indicators.form import UNITS, OwnForm
from encours.web.indicators.preview import preview
from encours.web.tables import Column, Empty, Frame, Kind, answer, of_rows
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.own_indicators.models import EVERYONE, CustomIndicator, Wording
from encours.web.workflow.own_indicators.own import usable
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record

WORDED = ("label", "formula", "unit", "definition")


@require_GET
def own_indicators(request: HttpRequest) -> HttpResponseBase:
    """Those one made and those shared with one's role."""
    visit = enter(request, Right.SEE)
    empty = Empty(
        _("No own indicator yet. A formula over the measures makes one: overdue / gross * 100."),
        reverse("new_own_indicator") if visit.may(Right.OWN) else "",
        _("Make an indicator"),
    )
    frame = Frame(_("Own indicators"), sort="label", empty=empty, file="encours-own-indicators")
    table = of_rows(request, "own", _columns(visit), usable(visit.person), frame)
    said = {"may_own": visit.may(Right.OWN), "current": "indicators"}
    return answer(request, "indicators/mine.html", said, table)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make one; the same address tries a formula."""
    visit = enter(request, Right.OWN)
    return _written(visit, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one of one's own; what it was is kept."""
    visit = enter(request, Right.OWN)
    return _written(visit, _mine(visit.person, pk))


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one away, unless a shared dashboard shows it."""
    visit = enter(request, Right.OWN)
    one = _mine(visit.person, pk)
    boards = shown_by(one.name)
    if boards:
        messages.error(
            request, _("{0} stays: shared dashboards show it: {1}.").format(one.label, ", ".join(boards))
        )
        return redirect(visit.url("own_indicator", one.pk))
    record(request, acts.OWN_INDICATOR_REMOVED, subject=one.name, before=_told(one))
    one.delete()
    messages.success(request, _("{0} is removed.").format(one.label))
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


def _mine(person: Person, pk: int) -> CustomIndicator:
    one = CustomIndicator.objects.filter(pk=pk, owner=person).first()
    if one is None:
        raise Http404
    return one


def _written(visit: Visit, of: CustomIndicator | None) -> HttpResponse:
    request = visit.request
    if request.method == "GET":
        return _page(visit, OwnForm(visit=visit, of=of), of)
    form = OwnForm(request.POST, visit=visit, of=of)
    if request.POST.get("act") == "try":
        request.recorded = True  # nothing is done: each letter typed is not an act
        form = OwnForm(visit=visit, of=of, data=request.POST)
        return _page(visit, form, of, trying=True)
    if not form.is_valid():
        return _page(visit, form, of, status=422)
    try:
        one = _saved(visit, form, of)
    except IntegrityError:  # someone took the name meanwhile
        form.add_error("name", _("{0} is taken: choose another name.").format(form.cleaned_data["name"]))
        return _page(visit, form, of, status=422)
    messages.success(request, _("{0} is kept. It can be asked wherever indicators are.").format(one.label))
    return redirect(visit.url("indicator", one.name))


def _page(
    visit: Visit, form: OwnForm, of: CustomIndicator | None, status: int = 200, trying: bool = False
) -> HttpResponse:
    text, unit = (str(form[name].value() or "") for name in ("formula", "unit"))
    context: dict[str, Any] = {
        "form": form,
        "of": of,
        "tried": preview(visit, text, unit),
        "quiet": trying,  # fields not filled in yet are no mistakes while a formula is tried
        "boards": shown_by(of.name) if of else [],
        "history": _history(of) if of else [],
        "measures": [(name, _(MEASURES[name].definition), MEASURES[name].flow) for name in PUBLISHED],
        "current": "indicators",
    }
    return render(visit.request, "indicators/write.html", context, status=status)


@transaction.atomic
def _saved(visit: Visit, form: OwnForm, of: CustomIndicator | None) -> CustomIndicator:
    """Kept with its wording; one that changes nothing leaves no trace in the past ones."""
    before = _told(of) if of else None
    given = {name: form.cleaned_data[name] for name in WORDED}
    one = of or CustomIndicator(name=form.cleaned_data["name"], owner=visit.person)
    changed = of is None or any(getattr(of, name) != value for name, value in given.items())
    for name, value in {**given, "shared": form.shared}.items():
        setattr(one, name, value)
    one.save()
    if changed:
        Wording.objects.create(indicator=one, person=visit.person, **given)
    what = acts.OWN_INDICATOR_CHANGED if of else acts.OWN_INDICATOR_MADE
    record(visit.request, what, subject=one.name, before=before, after=_told(one))
    return one


def _told(one: CustomIndicator) -> dict[str, Any]:
    return {name: getattr(one, name) for name in (*WORDED, "shared")}


def _history(of: CustomIndicator) -> list[dict[str, Any]]:
    """Every wording, the newest first."""
    return [
        {
            **{name: getattr(past, name) for name in ("at", "person", "label", "formula")},
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
        Column("formula", _("Formula")),
        Column("unit", _("Unit"), value=lambda one: _(UNITS[Unit(one.unit)])),
        Column("owner", _("Made by"), value=lambda one: str(one.owner)),
        Column("shared", _("Shared with"), value=lambda one: shared_with(one.shared)),
        Column("changed_at", _("Changed"), Kind.MOMENT),
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
