"""One page for each figure: value, definition, formula, parameters, history, splits, comparison."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from encours.i18n import _
from encours.indicators.record import Cost, Shape, Unit
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.cards.cards import Card
from encours.web.cards.page import Slots, show
from encours.web.filters import conditions
from encours.web.indicators import splits
from encours.web.indicators.detail import detail
from encours.web.indicators.explanation import Reckoned, reckoned
from encours.web.indicators.families import FEW_CUSTOMERS
from encours.web.indicators.over_time import comparison, kept, series
from encours.web.indicators.subject import Subject, subject
from encours.web.items.query import measures
from encours.web.tables import Table
from encours.web.visit.visit import Visit, enter


@require_GET
def indicator(request: HttpRequest, name: str) -> HttpResponseBase:
    """The page; or one of its cards, which a script asks for; or the split as a file."""
    visit = enter(request, Right.SEE)
    about = subject(visit, name)
    page = partial(_page, about)
    return show(visit, "indicators/indicator.html", cards(about), page, _at_once(request, about))


def cards(about: Subject) -> list[Card]:
    """Those that load themselves."""
    titles = {
        Shape.MONTHS: (_("Months of sales covered"), "walk"),
        Shape.SHARES: (_("The largest"), "largest"),
    }

    def card(name: str, label: str, template: str, made: Any, height: str, table: Any = None) -> Card:
        return Card(name, label, f"indicators/{template}.html", partial(_of, about, made), height, table)

    found = [
        card("figure", _("Value"), "figure", _figure, "low"),
        card("series", _("History"), "series", series, "tall"),
        card("comparison", _("Comparison"), "comparison", comparison, "low"),
        card(splits.KEY, _("Split"), "split", splits.split, "tall", partial(_split_table, about)),
    ]
    if about.of.shape in titles:
        found.append(card("detail", *titles[about.of.shape], detail, "low"))
    return found


def _of(about: Subject, made: Any, _visit: Visit) -> dict[str, Any]:
    return {"about": about, **made(about)}


def _at_once(request: HttpRequest, about: Subject) -> set[str]:
    """Cards that come with the page besides the one it is about."""
    slow = about.of.cost is Cost.ACCOUNTS and about.visit.book.about.customers > FEW_CUSTOMERS
    return ({"comparison"} if request.GET.get("versus") else set()) | (set() if slow else {"figure"})


def _split_table(about: Subject, _visit: Visit) -> Table:
    by = splits.chosen(about)
    return splits.split_table(about, by, splits.split_rows(about, by))


def _page(about: Subject, slots: Slots) -> dict[str, Any]:
    """What the page shows besides its cards."""
    visit = about.visit
    chips = conditions.chips(about.where, visit.book.about.custom, lambda where: about.url(where=where))
    return {
        "about": about,
        "chips": chips,
        "cleared": about.url(where=[]),
        "has_detail": "detail" in slots,
        "kept": kept(about, *(choice.name for choice in about.choices)),
        "usual": visit.url("indicator", about.name, where=about.where),
        "current": "indicators",
    }


def _figure(about: Subject) -> dict[str, Any]:
    """The value and how it is reckoned."""
    figure = reckoned(about)
    goal = about.visit.target(about.name)
    return {
        "figure": figure,
        "value": typography.number_and_unit(
            typography.shown(figure.value, about.unit, about.currency, "short")
        ),
        "exact": _exact(figure, about.unit),
        "target": "" if goal is None else typography.shown(goal, about.unit, about.currency),
        "rows_href": _rows_href(about),
    }


def _exact(figure: Reckoned, unit: Unit) -> str:
    """The value with a digit more than above, for who divides again."""
    if figure.value is None or not figure.above:
        return ""
    return typography.divided(figure.value, unit)


def _rows_href(about: Subject) -> str:
    if about.name not in measures():
        return ""
    return about.visit.rows_url(about.name, about.where, window=about.period or None)
