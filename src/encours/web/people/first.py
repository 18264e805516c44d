"""The very first administrator, let in by a link that only the server's own screen shows."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from encours.i18n import _
from encours.web.access.roles import Role
from encours.web.people.ended import ended
from encours.web.people.forms import FirstForm
from encours.web.workflow import acts
from encours.web.workflow.people.creating import create
from encours.web.workflow.people.links import FIRST_LASTS, draw, opened, use
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail import record


def token_link(base_url: str) -> str | None:
    """The address where the first administrator is made, good for an hour; None once anybody exists."""
    if Person.objects.exists():
        return None
    return base_url.rstrip("/") + reverse("first", args=[draw(None, FIRST_LASTS)])


@login_not_required
def first(request: HttpRequest, token: str) -> HttpResponse:
    """The page of that link: a name, an address, a password."""
    link = opened(token)
    if link is None or link.person_id is not None or Person.objects.exists():
        return ended(request)
    form = FirstForm(request.POST or None)
    if not form.is_valid():
        return render(request, "people/first.html", {"form": form}, status=200 if not form.is_bound else 422)
    said = form.cleaned_data
    with transaction.atomic():
        if Person.objects.exists() or not use(link):
            return ended(request)
        person = create(said["email"], said["name"], Role.ADMINISTRATOR, said["password"])
        record.record(request, acts.FIRST_ADMINISTRATOR_CREATED, subject=person.email, person=person)
    messages.success(request, _("Account created: sign in."))
    return redirect("account_login")
