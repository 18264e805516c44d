"""The cockpit: where the receivables stand."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.cards.cards import Card
from encours.web.cards.page import Slots, show
from encours.web.cockpit import charts
from encours.web.cockpit.disputes import disputes
from encours.web.cockpit.heading import heading
from encours.web.cockpit.table import KEY, late, late_table
from encours.web.cockpit.tiles import LABELS, tiles, with_trend
from encours.web.cockpit.today import today
from encours.web.visit.damage import damage_for, mends
from encours.web.visit.visit import Visit, enter


@require_GET
def cockpit(request: HttpRequest) -> HttpResponseBase:
    """The page; or one of its cards, which a script asks for; or the file of its table."""
    visit = enter(request, Right.SEE)
    at_once = {KEY} if "habit" in request.GET else ()
    return show(visit, "cockpit/cockpit.html", cards(), partial(_page, visit), at_once)


def cards() -> list[Card]:
    """Those that load themselves."""
    trends = [
        Card(f"trend-{name}", _(label), "cockpit/tile.html", partial(_trend, name=name), bare=True)
        for name, label in LABELS.items()
    ]
    return [
        *trends,
        Card("aged", _("Aged balance"), "cockpit/aged.html", charts.aged, "tall"),
        Card("dso", _("DSO"), "cockpit/dso.html", charts.dso, "tall"),
        Card("split", _("Overdue and not due"), "cockpit/split.html", charts.split, "middling"),
        Card("disputes", _("Open disputes"), "cockpit/disputes.html", disputes, "middling"),
        Card("today", _("To do today"), "cockpit/today.html", today, "middling"),
        Card(KEY, _("Customers most overdue"), "cockpit/late.html", late, "long", late_table),
    ]


def _page(visit: Visit, slots: Slots) -> dict[str, Any]:
    figures = [(tile, slots[f"trend-{tile.name}"]) for tile in tiles(visit)]
    damaged = mends(visit.person) and bool(damage_for(visit.person))
    return {"heading": heading(visit), "tiles": figures, "damaged": damaged}


def _trend(visit: Visit, name: str) -> dict[str, Any]:
    return {"tile": with_trend(visit, name)}
