"""One's own account: name, language, look, password, second factors, sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from encours.i18n import _, counted, speaking
from encours.web.address import whole
from encours.web.people.forms import ProfileForm
from encours.web.shell import language
from encours.web.workflow import acts
from encours.web.workflow.people.models import Person
from encours.web.workflow.people.sessions import end, end_all, sessions
from encours.web.workflow.trail import record
from encours.web.workflow.trail.models import Event, Kind

YEAR = 31_536_000  # seconds
OWN = ("name", "language", "shortcuts")


def profile(request: HttpRequest) -> HttpResponse:
    """The page `/compte/`."""
    person = whose(request)
    form = ProfileForm(request.POST or None, initial=_initial(request, person))
    if form.is_bound and form.is_valid():
        return _keep(request, person, form.cleaned_data)
    said = {
        "form": form,
        "person": person,
        "sessions": sessions(request, person),
        "factors": factors(person),
        "previous": previous_sign_in(person),
    }
    return render(request, "people/profile.html", said, status=422 if form.is_bound else 200)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """One other session, or all of them: this one ends by signing out."""
    person = whose(request)
    chosen = request.POST.get("session", "")
    if not chosen:
        ended = end_all(person, but=request.session.session_key)
    elif end(person, whole(chosen)):
        ended = 1
    else:
        raise Http404
    record.record(request, acts.SESSIONS_ENDED, subject=person.email, after={"sessions": ended})
    messages.success(request, counted("{0} session ended", "{0} sessions ended", ended).format(ended))
    return redirect("profile")


def whose(request: HttpRequest) -> Person:
    """Who asks: every account has these pages."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def factors(person: Person) -> dict[str, int]:
    """How many second factors of each kind: `totp`, `webauthn`, `recovery_codes`."""
    kinds = list(Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True))
    return {kind: kinds.count(kind) for kind in kinds}


def previous_sign_in(person: Person) -> datetime | None:
    """The one before the present: if it was not theirs, people should see it."""
    signed_in = Event.objects.filter(person_id=person.pk, kind=Kind.SIGNED_IN).order_by("-number")
    instants: list[datetime] = list(signed_in.values_list("at", flat=True)[1:2])
    return instants[0] if instants else None


def _initial(request: HttpRequest, person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in OWN} | {"theme": request.COOKIES.get("theme", "")}


def _keep(request: HttpRequest, person: Person, said: dict[str, Any]) -> HttpResponse:
    before = {name: getattr(person, name) for name in OWN}
    for name in OWN:
        setattr(person, name, said[name])
    person.save(update_fields=OWN)
    after = {name: getattr(person, name) for name in OWN}
    if after != before:
        record.record(request, acts.OWN_ACCOUNT_CHANGED, subject=person.email, before=before, after=after)
    with speaking(person.language or language.of_browser(request)):
        messages.success(request, _("Your account is saved."))
    response = redirect("profile")
    secure = request.is_secure()
    response.set_cookie("theme", said["theme"], max_age=YEAR, samesite="Lax", secure=secure)
    if person.language:
        response.set_cookie(language.COOKIE, person.language, max_age=YEAR, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(language.COOKIE, samesite="Lax")
    return response
