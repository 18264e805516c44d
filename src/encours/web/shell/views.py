"""Small pages of the frame: search, choices of scope, theme."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from encours.api import words
from encours.errors import UsageError
from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.labels import fields
from encours.web.navigation import ACTIONS
from encours.web.shell.frame import sections
from encours.web.tables.memory import folded
from encours.web.visit.scope import address
from encours.web.visit.visit import Visit, enter

MOST_PAGES = 14
MOST_OFFERED = 50  # values of a field, under what is typed
SUGGESTED = ("customers", "aged", "items", "imports")  # before anything is typed, with what may be begun


@require_GET
def seek(request: HttpRequest) -> HttpResponse:
    """The palette's answers; a page of its own without JavaScript."""
    from encours.api import search

    visit = enter(request, Right.SEE)
    text, anywhere = request.GET.get("q", "").strip(), "anywhere" in request.GET
    found = search.seek(visit.allowed, text, anywhere=anywhere) if len(text) > 1 else []
    beside = not anywhere and search.is_part(text) and not any(one.item for one in found)
    pages = [*_pages(visit, text), *_actions(visit, text), *_indicators(visit, text)]
    context = {
        "q": text,
        "found": [_link(visit, one) for one in found],
        "pages": pages[:MOST_PAGES],
        "more": beside and not search.reads_parts(visit.allowed),
        "anywhere": anywhere,
    }
    return render(request, "shell/seek.html", context)


def _pages(visit: Visit, text: str) -> list[dict[str, str]]:
    """Those the person may open whose name has all the words, accents and capitals aside."""
    if not text:
        return [link for link in _links(visit) if link["name"] in SUGGESTED]
    return [link for link in _links(visit) if _has(link["label"], text)]


def _links(visit: Visit) -> list[dict[str, str]]:
    listed = [link for _section, links in sections(visit.person, visit.scope) for link in links]
    return [{**link, "sub": _("Page")} for link in listed]


def _actions(visit: Visit, text: str) -> list[dict[str, str]]:
    """What the person may begin from anywhere."""
    return [
        {
            "url": address(reverse(one.url), visit.scope, {}),
            "label": _(one.label),
            "icon": one.icon,
            "sub": _("Action"),
        }
        for one in ACTIONS
        if visit.may(one.right) and _has(_(one.label), text)
    ]


def _indicators(visit: Visit, text: str) -> list[dict[str, str]]:
    """The indicators whose name or label has all the words."""
    from encours.indicators.catalogue import CATALOGUE

    return [
        {
            "url": visit.url("indicator", one.name),
            "label": _(one.label),
            "icon": "activity",
            "sub": _("Indicator"),
        }
        for one in CATALOGUE
        if len(text) > 1 and _has(f"{_(one.label)} {one.name} {one.name.replace('_', ' ')}", text)
    ]


def _has(label: str, text: str) -> bool:
    return all(word in folded(label) for word in folded(text).split())


def _link(visit: Visit, one: Any) -> dict[str, str]:
    url = (
        visit.url("item", one.entity, one.item)
        if one.item
        else visit.url("customer", one.entity, one.customer)
    )
    sub = " · ".join([one.sub, *_what(one)])
    return {"url": url, "label": one.label, "sub": sub, "icon": "receipt" if one.item else "building-2"}


def _what(one: Any) -> list[str]:
    """What an item is, its amount and when it is due: many bear a like number."""
    if not one.item:
        return []
    day = typography.day(one.due_date) if one.due_date else ""
    due = [_("due on {0}").format(day) if one.amount > 0 else day] if day else []
    return [words.kind(one.kind), typography.money(one.amount, one.currency, "cents"), *due]


@require_GET
def choices(request: HttpRequest) -> HttpResponse:
    """The lists to choose the scope from: what the person may see."""
    from encours.api.entities import dimension_values

    visit = enter(request, Right.SEE)
    lists = {name: dimension_values(visit.allowed, name) for name in ("entity", "portfolio")}
    currencies = sorted({"EUR", *visit.allowed.currencies})
    return render(request, "shell/choices.html", {"lists": lists, "currencies": currencies})


@require_GET
def offered(request: HttpRequest) -> HttpResponse:
    """Values of a field (`other-field`) that hold what is typed (`other-value`), to be chosen from as it is typed; none
    of a field without a list."""
    from encours.api.entities import dimension_values

    visit = enter(request, Right.SEE)
    name, typed = (request.GET.get(f"other-{part}", "").strip() for part in ("field", "value"))
    try:
        found = dimension_values(visit.allowed, name, MOST_OFFERED, typed)
    except UsageError:
        found = []
    values = [
        (one.value, one.label if one.label != one.value else fields.value(name, one.value)) for one in found
    ]
    return render(request, "shell/offered.html", {"values": values})


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, as the system says: the next one, kept in a cookie."""
    following = {"": "dark", "dark": "light", "light": ""}
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if safe else "/")
    response.set_cookie(
        "theme",
        following.get(request.COOKIES.get("theme", ""), ""),
        max_age=31_536_000,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response
