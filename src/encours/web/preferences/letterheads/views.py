"""The letterheads: those of the entities a person sees, and the form of one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from encours.api.entities import dimension_values
from encours.errors import EncoursError
from encours.i18n import _
from encours.reports.statement.bank import grouped
from encours.reports.statement.file import file_of
from encours.web.access.perimeter import whole_entities
from encours.web.access.roles import Right
from encours.web.preferences.letterheads.form import LetterheadForm
from encours.web.preferences.letterheads.sample import sample
from encours.web.tables.files import KEPT_NOWHERE
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.letterheads.kept import change
from encours.web.workflow.letterheads.kept import letterhead as kept_one
from encours.web.workflow.letterheads.models import EntityPaper

TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
# A drawing opened by itself runs nothing and fetches nothing.
ALONE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}


@require_GET
def letterheads(request: HttpRequest) -> HttpResponse:
    """What each entity writes on, as far as it was set."""
    visit = enter(request, Right.SEE_SETTINGS)
    entities = _entities(visit)
    held = {one.entity: one for one in EntityPaper.objects.filter(entity__in=entities).defer("logo")}
    lines = [
        {
            "entity": entity,
            "label": label,
            "url": visit.url("letterhead", entity),
            "name": held[entity].name if entity in held else "",
            "iban": grouped(held[entity].iban) if entity in held else "",
            "logo": entity in held and held[entity].logo_kind,
        }
        for entity, label in entities.items()
    ]
    return render(request, "preferences/letterheads.html", {"visit": visit, "lines": lines})


def letterhead(request: HttpRequest, entity: str) -> HttpResponse:
    """That of one entity, read by who sees the settings, changed by who steers all of it."""
    visit = enter(request, Right.STEER if request.method == "POST" else Right.SEE_SETTINGS)
    label = _label(visit, entity)
    may_write = visit.may(Right.STEER) and whole_entities(visit.person, [entity])
    held = kept_one(entity)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    if given and not may_write:
        raise PermissionDenied
    form = LetterheadForm(*given, held=held, entity=label, closed=not may_write)
    if given and form.is_valid():
        if change(request, visit.person, entity, form.said):
            messages.success(
                request, _("Saved. The statements of this entity are written on it from now on.")
            )
        return redirect(visit.url("letterhead", entity))
    said = {
        "visit": visit,
        "current": "letterheads",
        "form": form,
        "label": label,
        "entity": entity,
        "held": held,
        "may_write": may_write,
    }
    return render(request, "preferences/letterhead.html", said)


@require_GET
def logo(request: HttpRequest, entity: str) -> HttpResponse:
    """The picture of a letterhead."""
    visit = enter(request, Right.SEE_SETTINGS)
    _label(visit, entity)
    held = kept_one(entity)
    if not held.logo:
        raise Http404
    return HttpResponse(held.logo, TYPES[held.logo_kind], headers=KEPT_NOWHERE | ALONE)


@require_GET
def example(request: HttpRequest, entity: str) -> HttpResponse:
    """A statement of made-up items on this letterhead, to be looked at."""
    visit = enter(request, Right.SEE_SETTINGS)
    label = _label(visit, entity)
    document = file_of(sample(kept_one(entity), entity, label), "pdf")
    return HttpResponse(document, "application/pdf", headers=KEPT_NOWHERE)


def _entities(visit: Visit) -> dict[str, str]:
    try:
        return {one.value: one.label for one in dimension_values(visit.allowed, "entity")}
    except EncoursError:
        return {}  # nothing imported yet


def _label(visit: Visit, entity: str) -> str:
    """What an entity is called; Http404 for one that is not open to the person."""
    found = _entities(visit)
    if entity not in found:
        raise Http404
    return found[entity]
