"""Roles whose people must have a second factor: until they set one up, that page is all there is for them."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from encours.i18n import _
from encours.web.workflow.people.models import Person

Respond = Callable[[HttpRequest], HttpResponse]
OPEN = ("/compte/", "/static/", "/health/", "/jsi18n/")
PROVIDER = "socialaccount"  # who came by single sign-on showed the company's provider what it asks for


def require(respond: Respond) -> Respond:
    """Middleware. A key of the programming interface is a way in of its own, made after a factor was shown."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN) or not _lacking(request):
            return respond(request)
        messages.warning(request, _("Your role asks for a second factor: set one up to go on."))
        return redirect("mfa_index")

    return answer


def _lacking(request: HttpRequest) -> bool:
    person = request.user
    if not isinstance(person, Person) or person.role not in settings.FACTOR_ROLES or is_mfa_enabled(person):
        return False
    return not any(one.get("method") == PROVIDER for one in get_authentication_records(request, person))
