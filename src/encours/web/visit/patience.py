"""No page and no answer to a program holds the server for long: what takes longer is ended, and says so."""

from __future__ import annotations

import os
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from encours.book.patience import patient
from encours.web.visit import connections

Respond = Callable[[HttpRequest], HttpResponse]
READING = ("GET", "HEAD")
USUAL = 20.0
FILES = 10  # times as long: a file holds the whole of a list, and is waited for


def seconds() -> float:
    """ENCOURS_ANSWER_SECONDS, or the usual."""
    try:
        said = float(os.environ.get("ENCOURS_ANSWER_SECONDS", ""))
    except ValueError:
        return USUAL
    return said if 0 < said < float("inf") else USUAL


def bound(respond: Respond) -> Respond:
    """Middleware: what is read is answered within that time, files within some more; acts and jobs take theirs."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return respond(request)
        file = any(name.endswith("format") for name in request.GET)
        with patient(seconds() * (FILES if file else 1)) as patience:
            response = respond(request)
        if patience.ended:
            connections.forget()  # what was being laid in them may be half there
        return response

    return answer
