"""Keys of programs, as the framework loads them."""

from __future__ import annotations

from django.apps import AppConfig


class Keys(AppConfig):
    """Its tables keep the label they were made under."""

    name = "encours.web.workflow.keys"
    label = "rest"
