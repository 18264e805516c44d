"""A page opened on the view a person chose for it, when its address asks for nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from encours.web.saved.keeping import PAGES_KEPT, address_of
from encours.web.saved.models import Landing
from encours.web.saved.shared import may_open
from encours.web.visit.scope import NAMES
from encours.web.workflow.people.models import Person

Respond = Callable[[HttpRequest], HttpResponse]


class Opening:
    """Middleware. Only the bare address is led elsewhere: a link that says what it shows is left alone."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        match, person = request.resolver_match, request.user
        if match is None or match.url_name not in PAGES_KEPT or request.method != "GET":
            return None
        if not isinstance(person, Person) or "HX-Request" in request.headers or set(request.GET) - set(NAMES):
            return None
        chosen = Landing.objects.select_related("view__owner").filter(person=person, page=match.url_name)
        landing = chosen.first()
        if landing is None or match.kwargs or not may_open(person, landing.view):
            return None
        scope = [(name, value) for name in NAMES for value in request.GET.getlist(name) if value]
        address = address_of(landing.view, scope)
        return redirect(address) if address else None


def land(respond: Respond) -> Opening:
    return Opening(respond)
