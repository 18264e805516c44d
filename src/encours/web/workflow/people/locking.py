"""Wrong passwords: counted by account and address of origin, closed at five, opened again by time or by someone.

What is counted by account alone, whatever the address, stands in `tries`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from encours.i18n import _
from encours.web.workflow.people import tries
from encours.web.workflow.people.models import Person


def locked_out(request: HttpRequest, _credentials: dict[str, Any], *_more: Any, **_rest: Any) -> HttpResponse:
    """429."""
    said = {
        "title": _("Too many attempts"),
        "message": _(
            "This account is closed for fifteen minutes after five wrong passwords. "
            "Try again later, or ask an administrator to open it."
        ),
    }
    return refused(request, said, round(settings.AXES_COOLOFF_TIME * 3600))


def refused(request: HttpRequest, said: dict[str, Any], seconds: int) -> HttpResponse:
    """429: `title` and `message`, and how long to wait."""
    answer = render(request, "people/locked.html", said, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def account_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address a sign-in is for, in one form: capitals make no second account."""
    said = credentials or {}
    tried = said.get("email") or said.get(settings.AXES_USERNAME_FORM_FIELD) or request.POST.get("login", "")
    return str(tried).strip().lower()[:255]


def is_locked(person: Person) -> bool:
    """Whether the account is closed now: to one address at least, or for one question."""
    if tries.is_closed(person.email):
        return True
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(username=person.email, attempt_time__gte=since)
    failures = tried.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return failures.filter(failures__gte=settings.AXES_FAILURE_LIMIT).exists()


def unlock(person: Person) -> dict[str, int]:
    """Open the account again from everywhere; what is forgotten: `wrong` answers, and those `refused` unheard."""
    AccessAttempt.objects.filter(username=person.email).delete()
    wrong, refused_unheard = tries.open_again(person.email)
    return {"wrong": wrong, "refused": refused_unheard}
