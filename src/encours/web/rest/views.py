"""The keys: their list, making one, revoking one; and the operations they open, in words."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from ninja.openapi.schema import OpenAPISchema

from encours.api.entities import dimension_values
from encours.errors import EncoursError
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.people.signing import confirm_again
from encours.web.rest.describing import operations
from encours.web.rest.form import Choices, KeyForm
from encours.web.rest.interface import api
from encours.web.rest.table import columns
from encours.web.tables import Empty, Frame, answer, of_rows
from encours.web.visit.reach import reach
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.keys.keys import make, revoke
from encours.web.workflow.keys.models import ApiKey
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.record import record


@require_GET
def keys(request: HttpRequest) -> HttpResponseBase:
    """One's own keys; those of everyone within reach for who administers people."""
    visit = enter(request, Right.KEYS)
    empty = Empty(
        _("No key yet. A key lets a program ask for figures in your name, within your rights."),
        reverse("new_key"),
        _("Make a key"),
    )
    frame = Frame(_("API keys"), sort="-made_at", empty=empty)
    table = of_rows(request, "keys", columns(), list(_seen(visit.person)), frame)
    return answer(request, "rest/keys.html", {"visit": visit}, table)


@require_http_methods(["GET", "POST"])
def new_key(request: HttpRequest) -> HttpResponse:
    """Make a key. Its secret is on the answer of this one request, and nowhere else."""
    visit = enter(request, Right.KEYS)
    given = request.POST if request.method == "POST" else None
    form = KeyForm(given, person=visit.person, choices=_choices(visit))
    said: dict[str, Any] = {"visit": visit, "form": form, "current": "keys"}
    if not form.is_valid():
        return render(request, "rest/new.html", said, status=422 if form.is_bound else 200)
    confirm_again(request)
    key, secret = make(visit.person, **form.key())
    record(request, acts.KEY_MADE, subject=f"{key.name} ({key.prefix})", after=_told(key))
    return render(request, "rest/made.html", {**said, "key": key, "secret": secret})


@require_http_methods(["GET", "POST"])
def revocation(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then revoke: a key does not come back."""
    visit = enter(request, Right.KEYS)
    key = _seen(visit.person).filter(pk=number, revoked_at=None).first()
    if key is None:
        raise Http404
    if request.method == "GET":
        return render(request, "rest/revocation.html", {"visit": visit, "key": key, "current": "keys"})
    revoke(key)
    record(request, acts.KEY_REVOKED, subject=f"{key.name} ({key.prefix})", before=_told(key))
    messages.success(request, _("The key {0} is revoked: it opens nothing any more.").format(key.name))
    return redirect("keys")


@require_GET
def document(request: HttpRequest) -> HttpResponse:
    """What programs may ask, read from the OpenAPI document."""
    visit = enter(request, Right.SEE)
    said = {"visit": visit, "operations": operations(_schema()), "current": "keys"}
    return render(request, "rest/document.html", said)


@cache
def _schema() -> OpenAPISchema:
    """The document, in English: long to make, and always the same."""
    return api.get_openapi_schema(path_prefix="/api/v1/")


def _seen(person: Person) -> QuerySet:
    held = ApiKey.objects.select_related("person")
    if not person.may(Right.PEOPLE):
        return held.filter(person=person)
    return held.filter(person__in=reach(person).accounts())


def _choices(visit: Visit) -> dict[str, Choices]:
    """What the person sees of the book; nothing while there is no book."""
    try:
        values = {part: dimension_values(visit.allowed, name) for part, name in PARTS}
    except EncoursError:
        return {part: () for part, _name in PARTS}
    return {
        part: [
            (one.value, one.value if one.label == one.value else f"{one.value} · {one.label}")
            for one in found
        ]
        for part, found in values.items()
    }


PARTS = (("entities", "entity"), ("portfolios", "portfolio"))


def _told(key: ApiKey) -> dict[str, Any]:
    """The key for the trail: all but what opens."""
    names = ("name", "scopes", "entities", "portfolios", "expires_on")
    return {"person": key.person.email, **{name: getattr(key, name) for name in names}}
