"""The page of the rows: where every figure lands, with the sum of what is shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from encours.api.entities import dimension_values
from encours.cube import buckets
from encours.cube.filters import equals, parse
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.filters import conditions
from encours.web.filters.panel import MOST_PICKED, Panel, chosen, panel
from encours.web.items.card import RECORDED
from encours.web.items.export_selection import ticked
from encours.web.items.query import TABLE, Asked, asked, measures
from encours.web.items.table import listed, perimeter
from encours.web.labels import fields
from encours.web.tables import answer
from encours.web.visit.visit import Visit, enter

COLLECTOR = "collector"
WINDOWS = ("1m", "3m", "6m", "12m", "24m")


@require_http_methods(["GET", "POST"])
def items(request: HttpRequest) -> HttpResponseBase:
    """The rows behind a measure; a form of filters sent here comes back as a plain address; ticked rows as a file."""
    visit = enter(request, Right.EXPORT if request.method == "POST" else Right.SEE)
    wanted = asked(visit)
    if request.method == "POST":
        return ticked(wanted)
    sent = chosen(request.GET, visit.book.about.custom)
    if sent is not None:
        more = {name: request.GET.get(name) for name in ("filters", "field") if "filters" in request.GET}
        return redirect(wanted.url(where=conditions.read(sent, visit.book.about.custom), **more))
    if "collector" in request.GET:
        return redirect(wanted.url(where=_followed_by(wanted, request.GET["collector"])))
    table = listed(wanted)
    return answer(request, "items/items.html", _said(wanted, table.totals[wanted.name]), table)


def _said(wanted: Asked, total: Any) -> dict[str, Any]:
    visit = wanted.visit
    chips = conditions.chips(wanted.where, visit.book.about.custom, wanted.url, wanted.base)
    return {
        "visit": visit,
        "asked": wanted,
        "heading": fields.measure_label(wanted.name),
        "about": _(wanted.of.definition),
        "perimeter": perimeter(wanted),
        "chips": chips,
        "cleared": wanted.url(where=[]),
        "total": total,
        "measures": [(name, fields.measure_label(name)) for name in measures()],
        "windows": _windows(wanted),
        "collectors": _collectors(visit),
        "collector": _collector(wanted),
        "kept": [pair for pair in _kept(wanted) if pair[0] not in ("measure", "window", "sort")],
        "panel": _panel(wanted) if "filters" in visit.request.GET else None,
        "opened": wanted.url(filters="1"),
        "together": _together(wanted),
    }


def _together(wanted: Asked) -> list[tuple[str, str, str]]:
    """What may be recorded of the rows ticked, by who may, of rows that are open items: address, word, icon."""
    if not wanted.visit.may(Right.RECORD) or not wanted.of.fact.balance:
        return []
    return [(wanted.recording_url(name), _(label), icon) for name, label, icon in RECORDED]


def _collectors(visit: Visit) -> list[tuple[str, str]]:
    """Whom one may look at the rows of; nobody to choose from where the book names none."""
    named = [one.value for one in dimension_values(visit.allowed, COLLECTOR, MOST_PICKED)]
    found = [(name, fields.value(COLLECTOR, name)) for name in named]
    return [("", _("All")), *found] if any(named) else []


def _collector(wanted: Asked) -> str:
    """The one collector the conditions ask for, if they ask for one."""
    custom = wanted.visit.book.about.custom
    asked = [one for one in (parse(text, custom) for text in wanted.where) if one.field == COLLECTOR]
    alone = len(asked) == 1 and asked[0].operator == "=" and len(asked[0].values) == 1
    return asked[0].values[0] if alone else ""


def _followed_by(wanted: Asked, collector: str) -> list[str]:
    """The conditions with this collector in place of those that were asked for."""
    custom = wanted.visit.book.about.custom
    rest = [text for text in wanted.where if parse(text, custom).field != COLLECTOR]
    return [*rest, equals(COLLECTOR, collector)] if collector else rest


def _windows(wanted: Asked) -> list[str]:
    """The periods offered for a flow, the one asked for among them."""
    if not wanted.of.flow:
        return []
    return [*WINDOWS, *([wanted.period] if wanted.period not in WINDOWS else [])]


def _kept(wanted: Asked) -> list[tuple[str, str]]:
    """All that the address says besides a form's own fields."""
    query = wanted.visit.request.GET
    table = [(name, value) for name in TABLE for value in query.getlist(name)]
    said = [("measure", wanted.name), *wanted.settings.items(), *(("where", text) for text in wanted.where)]
    return [*wanted.visit.scope.pairs, *table, *said]


def _panel(wanted: Asked) -> Panel:
    position = wanted.of.fact.balance
    kept: dict[str, list[str]] = {}
    for name, value in _kept(wanted):
        if name != "where":
            kept.setdefault(name, []).append(value)
    labels = (*buckets.labels(wanted.edges), buckets.UNAPPLIED)
    without = () if position else ("open", "bucket")
    return panel(wanted.visit, wanted.where, labels, kept, without, wanted.of.fact.carries)
