"""The group: its entities side by side, in one currency."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.cards.cards import Card
from encours.web.cards.page import show
from encours.web.cockpit.charts import ageing
from encours.web.group.figures import BY, by_asked, largest
from encours.web.group.freshness import freshness
from encours.web.group.table import group_table
from encours.web.visit.visit import Visit, enter

TOP = 10


@require_GET
def group(request: HttpRequest) -> HttpResponseBase:
    """The page; or one of its cards; or the file of its table."""
    visit = enter(request, Right.SEE)
    return show(
        visit,
        "group/group.html",
        cards(),
        lambda _slots: {"heading": _heading(visit), "ways": _ways(visit)},
        tables=lambda: (group_table(visit),),
    )


def cards() -> list[Card]:
    """Those that load themselves."""
    return [
        Card("ageing", _("Overdue and not due by entity"), "group/ageing.html", _ageing, "middling"),
        Card("concentration", _("Concentration"), "group/concentration.html", concentration, "middling"),
        Card("freshness", _("Freshness and tie-out"), "group/freshness.html", freshness, "middling"),
    ]


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
