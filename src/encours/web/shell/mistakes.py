"""Questions that have no answer: said on a page, with what happened and what to do."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from encours.book.patience import TooSlow
from encours.errors import Damaged, DataError, EncoursError, disk_full
from encours.i18n import _
from encours.web.place import home
from encours.web.room import NO_ROOM, NO_ROOM_AT_THE_DOOR
from encours.web.visit.damage import damage_told

logger = logging.getLogger(__name__)
Respond = Callable[[HttpRequest], HttpResponse]


class Mistakes:
    """Middleware: an error meant for the reader becomes a page; any other is the server's."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.respond(request)
        read = request.method in ("GET", "HEAD")
        return by_form_alone(request, answer["Allow"]) if read and _is_bare_refusal(answer) else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, EncoursError):
            return None
        if isinstance(error, Damaged):
            said = {"title": _("A file of the book is damaged"), "message": damage_told(request.user, error)}
            return render(request, "shell/mistake.html", said, status=503)
        if isinstance(error, DataError) and not (home() / "serving" / "current").exists():
            return render(request, "shell/empty.html", status=200)
        if isinstance(error, TooSlow):
            said = {"title": _("This answer takes too long"), "message": str(error)}
            return render(request, "shell/mistake.html", said, status=503)
        said = {"title": _("This question has no answer"), "message": str(error)}
        return render(request, "shell/mistake.html", said, status=400)


def tell(respond: Respond) -> Mistakes:
    return Mistakes(respond)


def by_form_alone(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: an address that only a form sends to, come to by a link, as after signing in again."""
    said = {
        "title": _("This address answers a form"),
        "message": _("What was typed was not sent: open the page of the form again and send it from there."),
    }
    answer = render(request, "shell/mistake.html", said, status=405)
    answer["Allow"] = allowed
    return answer


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
    """500: the frame may be what broke, so this page has none. 507 when the disk takes no more."""
    if disk_full(sys.exception()):
        return _full(request)
    return _bare(HTTPStatus.INTERNAL_SERVER_ERROR)


def _full(request: HttpRequest) -> HttpResponse:
    """507, in the frame, which writes nothing; without it when even that fails."""
    try:
        said = _of_no_room(request)
        return render(request, "shell/mistake.html", said, status=HTTPStatus.INSUFFICIENT_STORAGE)
    except Exception:
        logger.exception("frame not drawn on a full disk")
        return _bare(HTTPStatus.INSUFFICIENT_STORAGE, _(NO_ROOM))


def _bare(status: HTTPStatus, full: str = "") -> HttpResponse:
    """Without the request, of which the context of every template reads who asks and what calls on them."""
    return HttpResponse(render_to_string("shell/broken.html", {"full": full}), status=status)


def _of_no_room(request: HttpRequest) -> dict[str, str]:
    """To who is signed in figures stay open; anybody else goes back to the page they asked for."""
    title = _("There is no room left")
    if request.user.is_authenticated:
        return {"title": title, "message": _(NO_ROOM)}
    back = {"back": request.get_full_path(), "back_label": _("Back to the page asked for")}
    return {"title": title, "message": _(NO_ROOM_AT_THE_DOOR), **back}


def _is_bare_refusal(answer: HttpResponse) -> bool:
    """A method refused without a word; the programming interface says its own."""
    return answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not answer.content
