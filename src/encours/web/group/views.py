"""The group: its entities side by side, in one currency."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.cards.cards import Part, content_of, fragment_asked, laid_out, without_part
from encours.web.cockpit.charts import ageing
from encours.web.group.figures import BY, by_asked, largest
from encours.web.group.freshness import freshness
from encours.web.group.table import group_table
from encours.web.tables import answer
from encours.web.visit.visit import Visit, enter

TOP = 10


@require_GET
def group(request: HttpRequest) -> HttpResponseBase:
    """The page; or one of its cards; or the file of its table."""
    visit = enter(request, Right.SEE)
    parts = all_parts()
    alone, named = fragment_asked(request, parts), frozenset({request.GET.get("part", "")} - {""})
    without_part(request)
    if alone:
        response: HttpResponseBase = HttpResponse(content_of(visit, parts[alone]))
    else:
        shown = laid_out(visit, list(parts.values()), named)
        context = {"heading": _heading(visit), "ways": _ways(visit), "parts": shown}
        response = answer(request, "group/group.html", context, group_table(visit))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def all_parts() -> dict[str, Part]:
    """The cards that load themselves, by name."""
    found = (
        Part("ageing", _("Overdue and not due by entity"), "group/ageing.html", _ageing, "middling"),
        Part("concentration", _("Concentration"), "group/concentration.html", concentration, "middling"),
        Part("freshness", _("Freshness and tie-out"), "group/freshness.html", freshness, "middling"),
    )
    return {part.name: part for part in found}


def concentration(visit: Visit) -> dict[str, Any]:
    """The largest companies by SIREN, all their accounts together, and their part of the whole."""
    found = largest(visit, "siren", TOP)
    rows = [(line, visit.rows_url("net", [line.condition])) for line in found]
    shares = [line.share for line in found if line.share is not None]
    return {"rows": rows, "share": sum(shares) if shares else None, "top": TOP, "currency": visit.currency}


def _ageing(visit: Visit) -> dict[str, Any]:
    chart, _count = ageing(visit, "entity")
    return {"chart": chart}


def _heading(visit: Visit) -> str:
    return " · ".join((typography.day(visit.day, "long"), _("amounts in {0}").format(visit.currency)))


def _ways(visit: Visit) -> list[dict[str, Any]]:
    """The ways to consolidate; going from one to another begins a new list."""
    chosen = by_asked(visit)
    return [
        {"label": _(label), "url": visit.url("group", by=name), "on": name == chosen}
        for name, label in BY.items()
    ]
