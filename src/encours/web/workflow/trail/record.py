"""The trail of what people saw and did."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from encours.errors import disk_full
from encours.said import keep
from encours.web.sentences import written
from encours.web.workflow.acts import Act
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail import origin
from encours.web.workflow.trail.chain import Entry, append
from encours.web.workflow.trail.models import PART, Kind
from encours.web.workflow.trail.waiting import waiting

Respond = Callable[[HttpRequest], HttpResponse]
SAFE = ("GET", "HEAD", "OPTIONS")
SILENT = frozenset({"health", "jsi18n"})
FOLLOWED = frozenset({"job"})  # the page asks again every second: its first showing is enough


def record(
    request: HttpRequest | None,
    act: Act,
    subject: str = "",
    before: Any = None,
    after: Any = None,
    *,
    kind: str = Kind.DONE,
    person: Person | None = None,
    email: str = "",
) -> None:
    """Tell an act: `record(request, acts.PORTFOLIO_CHANGED, "P1", before={…}, after={…})`.

    `before` and `after` are what JSON can say, never a password nor a key; sentences in them, and that of the subject,
    are kept to be told in the language of each reader. Work done for someone without a request (an import by the
    worker) names its `person`.
    """
    append(_entry(request, act.words, written(subject), kind, person, email, _text(before), _text(after)))
    if request is not None:
        request.recorded = True


def follow(respond: Respond) -> Respond:
    """Middleware: every page, answer and file that someone signed in received, and what they were refused.

    An act that its page did not tell is told by the name of the page: nothing is left out. What a page loads by itself
    once it is there is told as a part of it. On a full disk pages are read all the same, and told once it has room.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if kind := _kind(request, response):
            part = getattr(request, "part", "") if kind == Kind.SEEN else ""
            subject = f"{PART}{part}" if part else ""
            entry = _entry(request, request.resolver_match.view_name or request.path, subject, kind)
            try:
                waiting.write()
                append(entry)
            except DatabaseError as error:
                if not disk_full(error) or kind not in (Kind.SEEN, Kind.DENIED):
                    _let_go(response)
                    raise
                waiting.keep(entry)
        return response

    return answer


def _let_go(response: HttpResponse) -> None:
    """Close the files of an answer that is not sent. Its own `close` says that the request is over, which closes the
    database under the page that tells why."""
    for close in response._resource_closers:
        with suppress(Exception):
            close()
    response._resource_closers.clear()


def _entry(
    request: HttpRequest | None,
    what: str,
    subject: str,
    kind: str,
    person: Person | None = None,
    email: str = "",
    before: str = "",
    after: str = "",
) -> Entry:
    return Entry(
        kind,
        what,
        person or _signed_in(request),
        email,
        origin.address(request),
        subject,
        before,
        after,
        origin.ip(request),
        origin.agent(request),
        getattr(request, "via", ""),
    )


def _kind(request: HttpRequest, response: HttpResponse) -> str:
    """What the answer makes of the request for the trail, empty when it is not to be told."""
    match = request.resolver_match
    if match is None or match.url_name in SILENT or _signed_in(request) is None:
        return ""
    status = response.status_code
    if status in (403, 404):
        # Beyond a person's perimeter things do not exist: looking for them is told too.
        return Kind.DENIED
    if request.method not in SAFE:
        return Kind.DONE if status < 400 and not getattr(request, "recorded", False) else ""
    if status >= 300 or (match.url_name in FOLLOWED and request.headers.get("HX-Request")):
        return ""
    taken = response.headers.get("Content-Disposition", "").startswith("attachment")
    return Kind.EXPORTED if taken else Kind.SEEN


def _signed_in(request: HttpRequest | None) -> Person | None:
    person = getattr(request, "user", None)
    return person if isinstance(person, Person) else None


def _text(value: Any) -> str:
    """Keys in order: the same content gives the same record."""
    return (
        ""
        if value is None
        else json.dumps(keep(value), cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    )
