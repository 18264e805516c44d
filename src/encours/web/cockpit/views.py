"""The cockpit: where the receivables stand."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.cards.cards import Part, content_of, fragment_asked, laid_out, without_part
from encours.web.cockpit import charts
from encours.web.cockpit.disputes import disputes
from encours.web.cockpit.heading import heading
from encours.web.cockpit.table import KEY, late, late_table
from encours.web.cockpit.tiles import LABELS, tiles, with_trend
from encours.web.tables import answer
from encours.web.visit.visit import Visit, enter


@require_GET
def cockpit(request: HttpRequest) -> HttpResponseBase:
    """The page; or one of its charts, which a script asks for; or the file of its table."""
    visit = enter(request, Right.SEE)
    parts = all_parts()
    alone, inline = fragment_asked(request, parts), inline_asked(request)
    without_part(request)
    if request.GET.get(f"{KEY}-format"):
        return answer(request, "cockpit/alone.html", {}, late_table(visit))
    if alone:
        response = HttpResponse(content_of(visit, parts[alone]))
    else:
        response = render(request, "cockpit/cockpit.html", whole(visit, parts, inline))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def all_parts() -> dict[str, Part]:
    """The cards that load themselves, by name."""
    trends = [
        Part(f"trend-{name}", _(label), "cockpit/trend.html", partial(_trend, name=name))
        for name, label in LABELS.items()
    ]
    found = (
        Part("aged", _("Aged balance"), "cockpit/aged.html", charts.aged, "tall"),
        Part("dso", _("DSO"), "cockpit/dso.html", charts.dso, "tall"),
        Part("split", _("Overdue and not due"), "cockpit/split.html", charts.split, "middling"),
        Part("disputes", _("Open disputes"), "cockpit/disputes.html", disputes, "middling"),
        Part(KEY, _("Customers most overdue"), "cockpit/late.html", late, "long"),
    )
    return {part.name: part for part in (*trends, *found)}


def inline_asked(request: HttpRequest) -> frozenset[str]:
    """Parts that come with the page: one named in the address, and the table that the address is about."""
    named = {request.GET.get("part", "")} - {""}
    sorted_or_sought = any(name.startswith(f"{KEY}-") or name == "habit" for name in request.GET)
    return frozenset(named | ({KEY} if sorted_or_sought else set()))


def whole(visit: Visit, parts: dict[str, Part], inline: frozenset[str]) -> dict[str, Any]:
    """What the page shows."""
    shown = laid_out(visit, list(parts.values()), inline)
    figures = [(tile, shown[f"trend-{tile.name}"]) for tile in tiles(visit)]
    return {"heading": heading(visit), "tiles": figures, "parts": shown}


def _trend(visit: Visit, name: str) -> dict[str, Any]:
    return {"tile": with_trend(visit, name)}
