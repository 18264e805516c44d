"""A one-time link that opens nothing: used, too old, replaced by another or made up, all are answered alike."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def ended(request: HttpRequest) -> HttpResponse:
    """404, with what to do."""
    return render(request, "people/ended.html", status=404)
