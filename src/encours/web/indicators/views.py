"""One page for each figure: value, definition, formula, parameters, history, splits, comparison."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from encours.i18n import _
from encours.indicators.record import Indicator, Shape
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.cards.cards import Part, content_of, fragment_asked, laid_out, without_part
from encours.web.filters import conditions
from encours.web.indicators import splits
from encours.web.indicators.detail import detail
from encours.web.indicators.explanation import Reckoned, reckoned
from encours.web.indicators.families import FEW_CUSTOMERS, weighs_all
from encours.web.indicators.over_time import comparison, kept, series
from encours.web.indicators.subject import Subject, subject
from encours.web.items.query import measures
from encours.web.labels.payers import number_and_unit
from encours.web.tables import answer
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.choices.chosen import target


@require_GET
def indicator(request: HttpRequest, name: str) -> HttpResponseBase:
    """The page; or one of its cards, which a script asks for; or the split as a file."""
    visit = enter(request, Right.SEE)
    about = subject(visit, name)
    if request.GET.get(f"{splits.KEY}-format"):
        return _file(visit, about)
    parts = all_parts(about)
    alone, inline = fragment_asked(request, parts), _inline(request, about)
    without_part(request)
    if alone:
        response = HttpResponse(content_of(visit, parts[alone]))
    else:
        response = render(request, "indicators/indicator.html", whole(visit, about, parts, inline))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def all_parts(about: Subject) -> dict[str, Part]:
    """The cards that load themselves, by name."""
    titles = {
        Shape.MONTHS: (_("Months of sales covered"), "indicators/walk.html"),
        Shape.SHARES: (_("The largest"), "indicators/largest.html"),
    }
    shape = about.of.shape if isinstance(about.of, Indicator) else Shape.SUMS
    found = [
        Part("figure", _("Value"), "indicators/figure.html", partial(_of, about, _figure), "low"),
        Part("series", _("History"), "indicators/series.html", partial(_of, about, series), "tall"),
        Part(
            "comparison",
            _("Comparison"),
            "indicators/comparison.html",
            partial(_of, about, comparison),
            "low",
        ),
        Part(splits.KEY, _("Split"), "indicators/split.html", partial(_of, about, splits.split), "tall"),
    ]
    if shape in titles:
        label, template = titles[shape]
        found.append(Part("detail", label, template, partial(_of, about, detail), "low"))
    return {part.name: part for part in found}


def _of(about: Subject, made: Any, _visit: Visit) -> dict[str, Any]:
    return {"about": about, **made(about)}


def _inline(request: HttpRequest, about: Subject) -> frozenset[str]:
    """Cards that come with the page: the one named, and the table the address is about."""
    named = {request.GET.get("part", "")} - {""}
    asked = any(name.startswith(f"{splits.KEY}-") for name in request.GET)
    versus = {"comparison"} if request.GET.get("versus") else set()
    slow = weighs_all(about.of) and about.visit.book.about.customers > FEW_CUSTOMERS
    quick = set() if slow else {"figure"}
    return frozenset(named | versus | quick | ({splits.KEY} if asked else set()))


def _file(visit: Visit, about: Subject) -> HttpResponseBase:
    by = splits.chosen(about)
    table = splits.split_table(about, by, splits.split_rows(about, by))
    return answer(visit.request, "indicators/alone.html", {"title": table.frame.title}, table)


def whole(visit: Visit, about: Subject, parts: dict[str, Part], inline: frozenset[str]) -> dict[str, Any]:
    """What the page shows."""
    chips = conditions.chips(about.where, visit.book.about.custom, lambda where: about.url(where=where))
    return {
        "about": about,
        "chips": chips,
        "cleared": about.url(where=[]),
        "parts": laid_out(visit, list(parts.values()), inline),
        "has_detail": "detail" in parts,
        "all_url": laid_out(visit, list(parts.values()), frozenset())["series"].all_url,
        "kept": kept(about, *(choice.name for choice in about.choices)),
        "usual": visit.url("indicator", about.name, where=about.where),
        "current": "indicators",
    }


def _figure(about: Subject) -> dict[str, Any]:
    """The value and how it is reckoned."""
    figure = reckoned(about)
    goal = target(about.name, about.visit.scope.entities)
    return {
        "figure": figure,
        "value": number_and_unit(typography.shown(figure.value, about.unit, about.currency, "short")),
        "exact": _exact(figure),
        "target": "" if goal is None else typography.shown(goal, about.unit, about.currency),
        "rows_href": _rows_href(about),
    }


def _exact(figure: Reckoned) -> str:
    """The value with the digits a reader finds who divides again; amounts are exact as they are."""
    if figure.value is None or not figure.above:
        return ""
    return typography.number(figure.value, 6)


def _rows_href(about: Subject) -> str:
    if isinstance(about.of, Indicator) or about.name not in measures():
        return ""
    return about.visit.rows_url(about.name, about.where, window=about.period or None)
