"""Small pages of the frame: search, choices of scope, theme."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from encours.web.access.roles import Right
from encours.web.shell.frame import sections
from encours.web.visit.visit import Visit, enter


@require_GET
def seek(request: HttpRequest) -> HttpResponse:
    """The palette's answers; a page of its own without JavaScript."""
    from encours.api.search import seek as look_for

    visit = enter(request, Right.SEE)
    text = request.GET.get("q", "").strip()
    found = look_for(visit.allowed, text) if len(text) > 1 else []
    lowered = text.lower()
    pages = [
        link
        for _section, links in sections(visit.person, visit.scope)
        for link in links
        if lowered in link["label"].lower()
    ]
    context = {"q": text, "found": [_link(visit, one) for one in found], "pages": pages[:8]}
    return render(request, "shell/seek.html", context)


def _link(visit: Visit, one: Any) -> dict[str, str]:
    url = (
        visit.url("item", one.entity, one.item)
        if one.item
        else visit.url("customer", one.entity, one.customer)
    )
    return {"url": url, "label": one.label, "sub": one.sub, "icon": "receipt" if one.item else "building-2"}


@require_GET
def choices(request: HttpRequest) -> HttpResponse:
    """The lists to choose the scope from: what the person may see."""
    from encours.api.entities import dimension_values

    visit = enter(request, Right.SEE)
    lists = {name: dimension_values(visit.allowed, name) for name in ("entity", "portfolio")}
    currencies = sorted({"EUR", *visit.allowed.currencies})
    return render(request, "shell/choices.html", {"lists": lists, "currencies": currencies})


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
