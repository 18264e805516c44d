"""`Idempotency-Key`: a header by which any operation that writes is done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Header

from encours.i18n import mark
from encours.web.rest.caller import Caller
from encours.web.rest.exact import JSON, written
from encours.web.workflow.keys.once import Reply, once

Named = Annotated[
    str | None,
    Header(
        None,
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description=mark("A name of your own for this request: sent again under it, it is answered the same"),
    ),
]


def done(
    request: HttpRequest, caller: Caller, name: str | None, do: Callable[[], Any], status: int = 200
) -> HttpResponse:
    """The answer to an operation that writes: done once under the name its program gave it."""

    def reply() -> Reply:
        return Reply(status, written(do()))

    operation = f"{request.method} {request.path}"
    said = once(caller.person, name, operation, request.body, reply) if name else reply()
    return HttpResponse(said.content, content_type=JSON, status=said.status)
