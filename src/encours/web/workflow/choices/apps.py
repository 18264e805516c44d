"""The company's choices, as the framework loads them."""

from __future__ import annotations

from django.apps import AppConfig


class Choices(AppConfig):
    """Its tables keep the label they were made under."""

    name = "encours.web.workflow.choices"
    label = "preferences"
