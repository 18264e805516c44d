"""What a browser may load and run on our pages: our own files, nothing inline, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from encours.i18n import _, mark

Respond = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
METHODS = ("GET", "HEAD", "POST", "OPTIONS")  # no page has another; the programming interface says its own
INTERFACE = "/api/v1/"
IN_CLEAR = mark("Ask over https: this key has travelled in clear. Revoke it, and make another.")
UNUSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def protect(respond: Respond) -> Respond:
    """Middleware. Pages of figures are kept by no cache: who signs out leaves nothing behind."""

    def answer(request: HttpRequest) -> HttpResponse:
        interface = request.path.startswith(INTERFACE)
        if interface and settings.SECURE_SSL_REDIRECT and not request.is_secure():
            response: HttpResponse = JsonResponse({"detail": _(IN_CLEAR)}, status=403)
        elif interface or request.method in METHODS:
            response = respond(request)
        else:
            response = HttpResponseNotAllowed(METHODS)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", UNUSED)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer
