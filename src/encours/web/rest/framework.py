"""What the framework refuses by itself, before an operation or after one broke, is said to programs in JSON too."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from encours.i18n import _, mark, speaking
from encours.web.rest.exact import answer

ROOT, PAGE = "/api", "/api/v1/"  # the page that lists the operations is for people
Respond = Callable[[HttpRequest], HttpResponse]
SENTENCES = {
    HTTPStatus.BAD_REQUEST: mark(
        "This request cannot be read: its host, its headers or its body are not valid."
    ),
    HTTPStatus.FORBIDDEN: mark("This key, or the role of its person, does not give the right to ask this."),
    HTTPStatus.NOT_FOUND: mark("There is no such address. The operations are listed at /api/v1/openapi.json"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: mark("Too much was sent at once: see the limits of imports."),
    HTTPStatus.INSUFFICIENT_STORAGE: mark("The disk has no room left: nothing was written."),
}
REFUSED = mark("This request was refused.")
BROKEN = mark("Something broke. The log of the server says what; the administrator can read it.")


def in_json(respond: Respond) -> Respond:
    """Middleware, the first of all: it sees the answers to what the others refuse."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        return _told(request, response) if _is_page_of_a_refusal(request, response) else response

    return answered


def _is_page_of_a_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    path = request.path
    for_programs = path == ROOT or (path.startswith(f"{ROOT}/") and path != PAGE)
    said = response.headers.get("Content-Type", "")
    return for_programs and response.status_code >= HTTPStatus.BAD_REQUEST and "json" not in said


def _told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    language = "en" if translation.get_language_from_request(request).startswith("en") else "fr"
    status = response.status_code
    sentence = SENTENCES.get(HTTPStatus(status), BROKEN if status >= 500 else REFUSED)
    with speaking(language):
        told = answer({"detail": _(sentence)}, status)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in response:
            told[name] = response[name]
    told["Content-Language"], told["Cache-Control"] = language, "no-store"
    return told
