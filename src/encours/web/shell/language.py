"""The language of a page: the one the person chose, or chose in this browser, else that of the browser; the
interface's, as asked."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from encours.i18n import LANGUAGES, speaking

Respond = Callable[[HttpRequest], HttpResponse]
COOKIE = "language"
INTERFACE = "/api/v1/"  # its own page is one, what stands below it answers programs


def speak(respond: Respond) -> Respond:
    """Middleware: the library's sentences and the templates' in one language."""

    def answer(request: HttpRequest) -> HttpResponse:
        lang = _chosen(request)
        request.LANGUAGE_CODE = lang
        with speaking(lang), translation.override(lang):
            response = respond(request)
        response.headers.setdefault("Content-Language", lang)
        return response

    return answer


def _chosen(request: HttpRequest) -> str:
    asked_by_program = request.path.startswith(INTERFACE) and request.path != INTERFACE
    said = getattr(request.user, "language", "") or request.COOKIES.get(COOKIE, "")
    if said in LANGUAGES and not asked_by_program:
        return str(said)
    return of_browser(request)


def of_browser(request: HttpRequest) -> str:
    """The first of its languages that pages have."""
    return "en" if translation.get_language_from_request(request).startswith("en") else "fr"
