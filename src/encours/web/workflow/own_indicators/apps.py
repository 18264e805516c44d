"""Own indicators, as the framework loads them."""

from __future__ import annotations

from django.apps import AppConfig


class OwnIndicators(AppConfig):
    """Its tables keep the label they were made under."""

    name = "encours.web.workflow.own_indicators"
    label = "indicators"
