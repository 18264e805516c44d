"""Questions that have no answer: said on a page, with what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from encours.errors import DataError, EncoursError
from encours.i18n import _
from encours.web.place import home

Respond = Callable[[HttpRequest], HttpResponse]


class Mistakes:
    """Middleware: an error meant for the reader becomes a page; any other is the server's."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, EncoursError):
            return None
        if isinstance(error, DataError) and not (home() / "serving" / "current").exists():
            return render(request, "shell/empty.html", status=200)
        said = {"title": _("This question has no answer"), "message": str(error)}
        return render(request, "shell/mistake.html", said, status=400)


def tell(respond: Respond) -> Mistakes:
    return Mistakes(respond)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    said = {
        "title": _("This page is not open to you"),
        "message": _("Your role does not give this right. An administrator can change it."),
    }
    return render(request, "shell/mistake.html", said, status=403)


def unknown(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    said = {
        "title": _("There is nothing here"),
        "message": _("The address is wrong, or what it named is gone or not open to you."),
    }
    return render(request, "shell/mistake.html", said, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: the frame may be what broke, so this page has none."""
    return render(request, "shell/broken.html", status=500)
