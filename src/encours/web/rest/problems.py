"""What went wrong with a call, as a sentence in JSON."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from encours.book.patience import TooSlow
from encours.errors import Damaged, DataError, UsageError, disk_full
from encours.i18n import _, mark
from encours.web.rest.caller import may_write
from encours.web.rest.exact import JSON
from encours.web.rest.invalid import said_of
from encours.web.rest.security import Key, TooMany, is_keyed
from encours.web.room import NO_ROOM
from encours.web.visit.damage import damage_told
from encours.web.workflow.records import Changed

SENTENCES = {
    AuthenticationError: (401, mark("Say who asks: Authorization: Bearer, then a key that is valid.")),
    PermissionDenied: (
        403,
        mark("This key, or the role of its person, does not give the right to ask this."),
    ),
    Http404: (404, mark("There is nothing here, or nothing that this key lets see.")),
    TooMany: (429, mark("Too many calls in this minute. Wait for the next one.")),
}


def tell(api: NinjaAPI) -> None:
    """Every error meant for the caller has its status; others are the server's."""
    for kind, (status, sentence) in SENTENCES.items():
        api.add_exception_handler(kind, _sentence(status, sentence))
    api.add_exception_handler(UsageError, lambda request, error: _problem(422, str(error)))
    api.add_exception_handler(Damaged, lambda request, error: _problem(503, damage_told(request.user, error)))
    api.add_exception_handler(DataError, lambda request, error: _problem(409, str(error)))
    api.add_exception_handler(TooSlow, lambda request, error: _problem(503, str(error)))
    api.add_exception_handler(Changed, lambda request, error: _problem(409, str(error)))
    api.add_exception_handler(DatabaseError, _unwritten)
    api.add_exception_handler(OSError, _unwritten)
    api.add_exception_handler(SuspiciousOperation, _too_much)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _unread)


@login_not_required
@csrf_exempt
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404, for addresses that are no operation, whatever is asked of them; 401 for a key that is none."""
    found: Exception = Http404()
    if is_keyed(request):
        try:
            found = found if Key()(request) else AuthenticationError()
        except TooMany as error:
            found = error
    told: HttpResponse = _sentence(*SENTENCES[type(found)])(request, found)
    return told


def _sentence(status: int, sentence: str) -> Any:
    def handler(request: HttpRequest, error: Exception) -> HttpResponse:
        response = _problem(status, _(sentence))
        if status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        if status == 429:
            response.headers["Retry-After"] = "60"
        return response

    return handler


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The parameters that are not what they should be, in one sentence; who may not ask is told so before."""
    if not may_write(request):
        return _problem(403, _(SENTENCES[PermissionDenied][1]))
    return _problem(422, "; ".join(map(said_of, error.errors)))


def _unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What cannot be read as JSON; a browser without its token."""
    if error.status_code == HTTPStatus.FORBIDDEN:
        return _problem(403, _("A browser that writes sends the CSRF token of its page as X-CSRFToken."))
    if error.status_code == HTTPStatus.BAD_REQUEST and not may_write(request):
        return _problem(403, _(SENTENCES[PermissionDenied][1]))
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return _problem(422, _("The body is not JSON."))
    return _problem(error.status_code, str(error))


def _too_much(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    """413: a body, or more files or fields, than are taken at once."""
    return _problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("Too much was sent at once: see the limits of imports.")
    )


def _unwritten(request: HttpRequest, error: Exception) -> HttpResponse:
    """507 when the disk takes no more; any other failure is the server's."""
    if not disk_full(error):
        raise error
    return _problem(HTTPStatus.INSUFFICIENT_STORAGE, _(NO_ROOM))


def _problem(status: int, detail: str) -> HttpResponse:
    # Said even when the time of the answer is over.
    return HttpResponse(json.dumps({"detail": detail}, ensure_ascii=False), content_type=JSON, status=status)
