"""Wrong answers slow down who goes on guessing, for an account whatever the addresses; the page says how long.

Nobody waits in here: an answer that comes too early is refused unheard.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from axes.handlers.proxy import AxesProxyHandler
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from encours import i18n
from encours.i18n import _
from encours.web.people.browsers import known
from encours.web.workflow import acts
from encours.web.workflow.people import tries
from encours.web.workflow.people.locking import account_tried, refused
from encours.web.workflow.people.models import Person
from encours.web.workflow.people.tries import PASSWORD, Step, Try
from encours.web.workflow.trail.guessing import tell_flood, tell_refused, tell_wrong


def begin_password(request: HttpRequest, credentials: dict[str, Any]) -> Try | None:
    """Count a password about to be tried; None where the lock of the address answers. ImmediateHttpResponse when this
    account is to wait."""
    account = account_tried(request, credentials)
    browser = known(request, account)
    if not AxesProxyHandler.is_allowed(request, credentials):
        tries.refused(PASSWORD, account, browser)
        return None
    trying = tries.begin(PASSWORD, account, browser)
    if trying.wait_seconds:
        tell_flood(request, account, trying.refused)
        raise ImmediateHttpResponse(_wait_for_password(request, trying.wait_seconds))
    return trying


def end_password(request: HttpRequest, credentials: dict[str, Any], trying: Try, right: bool) -> None:
    """What became of it."""
    account = account_tried(request, credentials)
    if right:
        tries.passed(PASSWORD, account, known(request, account))
        tell_refused(request, account, trying.refused)
    elif trying.closed_seconds:
        tell_wrong(request, acts.SIGN_IN_SLOWED, account, trying)


@contextmanager
def counted(request: HttpRequest, step: Step, person: Person) -> Iterator[None]:
    """A second factor is looked at inside: a ValidationError says that it was wrong. ImmediateHttpResponse when this
    account is to wait."""
    trying = tries.begin(step, person.email)
    if trying.wait_seconds:
        tell_flood(request, person.email, trying.refused, person)
        raise ImmediateHttpResponse(_wait_for_factor(request, trying.wait_seconds))
    try:
        yield
    except ValidationError:
        tell_wrong(request, acts.CODE_WRONG, person.email, trying, person)
        if trying.closed_seconds:
            tell_wrong(request, acts.SECOND_FACTOR_CLOSED, person.email, trying, person)
        raise
    tries.passed(step, person.email)
    tell_refused(request, person.email, trying.refused, person)


def _wait_for_password(request: HttpRequest, seconds: int) -> HttpResponse:
    message = _(
        "Too many wrong passwords were typed for this account. Try again in {0}. "
        "A browser in which you signed in before does not wait for the others."
    ).format(_long(seconds))
    return refused(request, {"title": _("Too many attempts"), "message": message}, seconds)


def _wait_for_factor(request: HttpRequest, seconds: int) -> HttpResponse:
    message = _(
        "The second factor of this account is closed after five wrong answers. Try again in {0}, "
        "or ask an administrator to open it."
    ).format(_long(seconds))
    return refused(request, {"title": _("Too many attempts"), "message": message}, seconds)


def _long(seconds: int) -> str:
    if seconds < 90:
        return i18n.counted("{0} second", "{0} seconds", seconds).format(seconds)
    minutes = -(-seconds // 60)
    return i18n.counted("{0} minute", "{0} minutes", minutes).format(minutes)
