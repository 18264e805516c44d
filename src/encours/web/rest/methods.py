"""The methods an address of the programming interface answers: a read is asked by GET or HEAD and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from encours.i18n import _
from encours.web.rest.exact import answer

View = Callable[..., HttpResponse]


def by_method(view: View, *allowed: str) -> View:
    """The view for the methods it allows, those it refuses by 405 itself when none is named.

    HEAD is answered as GET (the server leaves out the body), OPTIONS by the list of methods, any other by 405 in JSON:
    before anything is asked of who calls, since it says nothing of the book. What a form needs against forgery is
    checked by who lets a session write (`security.Session`).
    """

    def answered(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        if allowed and request.method not in allowed:
            response: HttpResponse = HttpResponseNotAllowed(allowed)
        else:
            response = view(request, *arguments, **named)
        request.method = asked
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        return _told(asked or "", response["Allow"])

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    answered.login_required = False  # type: ignore[attr-defined]
    return answered


def _told(asked: str, allowed: str) -> HttpResponse:
    """What may be asked there: the answer of OPTIONS, the reason of a refusal."""
    names = {name.strip() for name in allowed.split(",")}
    listed = ", ".join(sorted(names | {"OPTIONS"} | ({"HEAD"} if "GET" in names else set())))
    if asked == "OPTIONS":
        response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    else:
        sentence = _("This address is not asked by {0}, but by: {1}").format(asked, listed)
        response = answer({"detail": sentence}, HTTPStatus.METHOD_NOT_ALLOWED)
    response["Allow"] = listed
    return response
