"""What surrounds every page: navigation, scope, date, language, theme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from encours.errors import EncoursError
from encours.i18n import _, language, mark
from encours.web.access.roles import Right
from encours.web.navigation import PAGES, Page
from encours.web.shell.scoping import months, outside, own, perimeter
from encours.web.tables.files import may_take
from encours.web.visit.scope import Scope, address
from encours.web.visit.visit import Visit
from encours.web.workflow.alerts.reading import calls
from encours.web.workflow.choices.chosen import quick_dates
from encours.web.workflow.people.models import Person

# Letters of one page alone, and the right without which they do nothing.
OF_A_CUSTOMER = (
    ("n", mark("Write a note, on the page of a customer"), Right.NOTE),
    ("a", mark("Log a call, on the page of a customer"), Right.RECORD),
    ("p", mark("Record a promise, on the page of a customer"), Right.RECORD),
    ("l", mark("Record a dispute, on the page of a customer"), Right.RECORD),
    ("h", mark("Record a hold, on the page of a customer"), Right.RECORD),
    ("s", mark("Start on a customer, in the list of the day"), Right.RECORD),
    ("d", mark("Done with a customer, in the list of the day"), Right.RECORD),
    ("z", mark("Put a customer off or give it, in the list of the day"), Right.RECORD),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every template: made once for all the cards of a page, unless its language changes meanwhile."""
    made = getattr(request, "framed", None)
    if made is None or made[0] != (language(), getattr(request, "visit", None) is None):
        made = request.framed = ((language(), getattr(request, "visit", None) is None), _frame(request))
    told: dict[str, Any] = made[1]
    return told


def _frame(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    visit: Visit | None = getattr(request, "visit", None)
    theme = request.COOKIES.get("theme", "")
    known = {
        "theme": theme if theme in ("light", "dark") else "",
        "lang": language(),
        "visit": visit,
        "here": getattr(getattr(request, "resolver_match", None), "url_name", ""),
    }
    if not isinstance(person, Person):
        return known
    scope = visit.scope if visit else Scope()
    return known | {
        "may_export": may_take(request),
        "sections": sections(person, scope),
        "customer_keys": [(key, _(label)) for key, label, right in OF_A_CUSTOMER if person.may(right)],
        "header": _header(visit),
        "calls": calls(person),
    }


def sections(person: Person, scope: Scope) -> list[tuple[str, list[dict[str, str]]]]:
    """The pages a person may open, by section, each keeping the scope."""
    links = [
        (page, _address(page, scope))
        for page in PAGES
        if person.may(page.right) and page.shown_to(person.role)
    ]
    return [
        (_(section) if section else "", [_link(page, url) for page, url in pages if url])
        for section, pages in groupby(links, key=lambda link: link[0].section)
    ]


def _link(page: Page, url: str) -> dict[str, str]:
    return {"name": page.url, "label": _(page.label), "icon": page.icon, "url": url, "key": page.key}


def _address(page: Page, scope: Scope) -> str:
    try:
        return address(reverse(page.url), scope, {})
    except NoReverseMatch:
        return ""


def _header(visit: Visit | None) -> dict[str, Any]:
    """The scope and date choosers; none where the page is about no book, or there is none yet."""
    if visit is None:
        return {}
    try:
        newest, day, currency = visit.allowed.data_date, visit.day, visit.currency
    except EncoursError:
        return {}
    kept = [(n, v) for n, vs in visit.request.GET.lists() for v in vs if n not in SCOPE]
    before, after = months(visit, day, newest)
    near = [(_("Previous month-end"), before), (_("Next month-end"), after)]
    return {
        "newest": newest,
        "beyond": newest if day > newest else None,
        "day": day,
        "currency": currency,
        "kept": kept,
        "scope": visit.scope,
        "perimeter": perimeter(visit),
        "own": own(visit.person),
        "outside": outside(visit),
        "before": _with(visit, date=before.isoformat()) if before else "",
        "before_day": before,
        "after": _with(visit, date=after.isoformat()) if after else "",
        "after_day": after,
        "quick_dates": [
            (label, _with(visit, date=day.isoformat()))
            for day, label in _once([*near, *quick_dates(newest)]).items()
        ],
        "now": _with(visit, known=""),
    }


def _once(named: Iterable[tuple[str, date | None]]) -> dict[date, str]:
    """Each day under its first name."""
    found: dict[date, str] = {}
    for label, day in named:
        if day is not None:
            found.setdefault(day, label)
    return found


def _with(visit: Visit, **changes: str) -> str:
    """The same page with another part of its scope."""
    query = visit.request.GET.copy()
    for name in ("page", *changes):
        query.pop(name, None)
    for name, value in changes.items():
        if value:
            query[name] = value
    return f"{visit.request.path}?{query.urlencode()}"


SCOPE = ("date", "entity", "portfolio", "currency", "known", "page")
