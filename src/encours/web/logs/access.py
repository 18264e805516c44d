"""The access log: who asked for which page, what was answered, in how long."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from encours.web.logs.logs import request_id, veiled

Respond = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("encours.access")
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
# A path segment only chance can have written; the key of what people recorded opens nothing.
DRAWN = re.compile(r"(?<=/)(?!web-[0-9a-f]{32}(?:/|$))(?:(?=[A-Za-z_:-]*\d)[\w:-]{20,}|[\w:-]{32,})(?=/|$)")


def access(respond: Respond) -> Respond:
    """Middleware, the first of all. The number a proxy gave the request is kept, and told in the answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
        before = request_id.set(number)
        since = time.perf_counter()
        try:
            response = respond(request)
            response.headers.setdefault("X-Request-ID", number)
            _tell(request, response.status_code, since)
            return response
        except BaseException:
            _tell(request, 500, since)
            raise
        finally:
            request_id.reset(before)

    return answer


def shown(path: str, query: str) -> str:
    """An address as it may be logged.

    >>> shown("/reset/MQ-c8x1pz-5f2e0aa90bd1e7/", "next=/items/&token=abc")
    '/reset/…/?next=/items/&token=…'
    >>> shown("/promesses/web-0123456789abcdef0123456789abcdef/correction/", "")
    '/promesses/web-0123456789abcdef0123456789abcdef/correction/'
    """
    return DRAWN.sub("…", veiled(path)) + (veiled(f"?{query}") if query else "")


def _tell(request: HttpRequest, status: int, since: float) -> None:
    person = getattr(request, "user", None)
    facts = {
        "method": request.method,
        "path": shown(request.path, request.META.get("QUERY_STRING", "")),
        "status": status,
        "duration_ms": round((time.perf_counter() - since) * 1000, 1),
        "person": getattr(person, "pk", None),
    }
    level = logging.ERROR if status >= 500 else logging.INFO
    logger.log(level, "request", extra=facts)
