"""The mappings remembered: how lists with the same headers, or the FEC of a company, are read; corrected or forgotten
here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.i18n import _
from encours.importers.headers import recognise
from encours.web.access.roles import Right
from encours.web.imports.labels import format_named
from encours.web.imports.models import Mapping
from encours.web.imports.permissions import hindrance, mappings_of
from encours.web.imports.uploads.fields import Choice, choices, columns_of, read_choices
from encours.web.imports.uploads.options_form import OptionsForm, initial
from encours.web.imports.views import forbidden
from encours.web.tables import Column, Empty, Frame, Kind, answer, of_rows
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.trail.record import record


@require_GET
def mappings(request: HttpRequest) -> HttpResponseBase:
    """All of them."""
    visit = enter(request, Right.SEE_IMPORTS)
    empty = Empty(
        _(
            "What is said of a list or a FEC is kept here by itself, and used for the next list with its headers, the "
            "next FEC of its company."
        ),
        visit.url("imports"),
        _("Bring a file"),
    )
    frame = Frame(_("Mappings"), sort="label", empty=empty)
    table = of_rows(
        request, "mappings", columns(visit), list(mappings_of(visit.person).select_related("person")), frame
    )
    return answer(request, "imports/mappings.html", {"visit": visit, "current": "imports"}, table)


def columns(visit: Visit) -> list[Column]:
    """A mapping on one line."""
    return [
        Column("label", _("Name"), href=lambda one: visit.url("import_mapping", one.pk)),
        Column("importer", _("Format"), Kind.TAG, value=lambda one: format_named(one.importer)),
        Column("headers", _("Headers"), value=lambda one: ", ".join(filter(None, one.headers))),
        Column("person", _("By"), value=lambda one: str(one.person or "")),
        Column("kept_at", _("Kept on"), Kind.MOMENT),
        Column("used_at", _("Last used"), Kind.MOMENT),
        Column("uses", _("Uses"), Kind.COUNT),
    ]


@require_http_methods(["GET", "POST"])
def mapping(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One of them, to correct."""
    writing = request.method == "POST"
    visit = enter(request, Right.IMPORT if writing else Right.SEE_IMPORTS)
    kept = get_object_or_404(mappings_of(visit.person), pk=pk)
    if not writing:
        return _page(request, visit, kept, OptionsForm(kept.importer, {}, initial=initial(kept.options)))
    if why := hindrance(visit.person):
        return forbidden(request, why)
    form = OptionsForm(kept.importer, {}, request.POST)
    choice = read_choices(_layout(kept), request.POST) if kept.importer == "flat" else Choice()
    if not form.is_valid() or choice.error:
        return _page(request, visit, kept, form, choice.error or _("Correct what is marked below."))
    _correct(request, visit, kept, form.options(), choice.mapping)
    messages.success(request, _("The mapping is corrected: the next file of this kind is read so."))
    return redirect(visit.url("import_mappings"))


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a mapping: the next file it would be used for is recognised afresh."""
    visit = enter(request, Right.IMPORT)
    if why := hindrance(visit.person):
        return forbidden(request, why)
    kept = get_object_or_404(mappings_of(visit.person), pk=pk)
    record(request, acts.MAPPING_FORGOTTEN, kept.label, before=kept.options)
    kept.delete()
    messages.success(request, _("The mapping is forgotten: its files are recognised afresh."))
    return redirect(visit.url("import_mappings"))


def _correct(
    request: HttpRequest, visit: Visit, kept: Mapping, options: dict[str, Any], mapping: dict[str, Any]
) -> None:
    before = kept.options
    said = before.get("mapping") or {}
    untouched = {name: said[name] for name in ("kinds", "statuses", "constants", "quote") if name in said}
    options.pop("snapshot", None)
    options["mapping"] = untouched | mapping | options.get("mapping", {})
    kept.label = request.POST.get("label", "").strip()[:200] or kept.label
    kept.options, kept.person, kept.kept_at = options, visit.person, timezone.now()
    kept.save()
    record(request, acts.MAPPING_CHANGED, kept.label, before=before, after=options)


def _page(
    request: HttpRequest, visit: Visit, kept: Mapping, form: OptionsForm, error: str = ""
) -> HttpResponse:
    form.fields.pop("snapshot", None)
    closed = hindrance(visit.person)
    said = {
        "visit": visit,
        "current": "imports",
        "kept": kept,
        "form": form,
        "error": error,
        "listed": kept.importer == "flat",
        "columns": columns_of(_layout(kept), kept.options.get("mapping") or {}, {}),
        "groups": choices(),
        "may_write": not closed,
        "closed": closed,
    }
    return render(request, "imports/mapping.html", said)


def _layout(kept: Mapping) -> dict[str, Any]:
    """As a file with these headers is laid out, without a line in it."""
    found = {index: name for name, index in recognise(kept.headers).items()}
    columns = [
        {"header": header, "samples": [], "field": found.get(index, "")}
        for index, header in enumerate(kept.headers)
    ]
    return {"columns": columns, "types": []}
