"""What a browser may load and run on our pages: our own files, nothing inline, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

Respond = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
METHODS = ("GET", "HEAD", "POST", "OPTIONS")  # no page has another; the programming interface says its own
INTERFACE = "/api/v1/"
UNUSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def protect(respond: Respond) -> Respond:
    """Middleware. Pages of figures are kept by no cache: who signs out leaves nothing behind."""

    def answer(request: HttpRequest) -> HttpResponse:
        answers = request.method in METHODS or request.path.startswith(INTERFACE)
        response = respond(request) if answers else HttpResponseNotAllowed(METHODS)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", UNUSED)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer
