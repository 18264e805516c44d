"""Too many wrong passwords: said, with how long to wait."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from encours.i18n import _


def locked_out(request: HttpRequest, _credentials: dict[str, Any], *_more: Any, **_rest: Any) -> HttpResponse:
    """429."""
    said = {
        "title": _("Too many attempts"),
        "message": _("This account is closed for fifteen minutes after five wrong passwords. Try again later."),
    }
    return render(request, "shell/mistake.html", said, status=429)
