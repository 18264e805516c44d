"""Where a request comes from and what it asks, as the trail may keep it: nothing in it opens a door."""

from __future__ import annotations

import os
from urllib.parse import unquote

from django.http import HttpRequest

from encours.web.logs.access import shown

SECRETS = ("key", "token", "uidb36", "code")


def address(request: HttpRequest | None) -> str:
    """Path and query without secrets, readable."""
    if request is None:
        return ""
    path = request.path
    match = getattr(request, "resolver_match", None)
    for name in SECRETS:
        held = match.kwargs.get(name) if match else None
        if held and isinstance(held, str):
            path = path.replace(held, "…")
    return unquote(shown(path, request.META.get("QUERY_STRING", "")).replace("+", " "), errors="replace")


def ip(request: HttpRequest | None) -> str:
    """The client's address. Behind a proxy of ours (ENCOURS_PROXY=1), the last one that proxy added: those before it
    are what the client itself says."""
    if request is None:
        return ""
    if os.environ.get("ENCOURS_PROXY", "") == "1":
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if told:
            return str(told)
    return str(request.META.get("REMOTE_ADDR", ""))


def agent(request: HttpRequest | None) -> str:
    """The browser or program, as it names itself."""
    return str(request.META.get("HTTP_USER_AGENT", ""))[:150] if request is not None else ""
