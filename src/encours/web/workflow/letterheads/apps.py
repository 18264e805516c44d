"""Letterheads, as the framework loads them."""

from __future__ import annotations

from django.apps import AppConfig


class Letterheads(AppConfig):
    """Its table keeps the label it was made under."""

    name = "encours.web.workflow.letterheads"
    label = "letterheads"
