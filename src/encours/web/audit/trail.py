"""The trail of what people saw and did."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]


def follow(respond: Respond) -> Respond:
    """Middleware."""
    return respond
