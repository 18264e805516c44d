"""Alerts, as the framework loads them."""

from __future__ import annotations

from django.apps import AppConfig


class Alerts(AppConfig):
    """Beside the folder of its pages, which bears the same name."""

    name = "encours.web.workflow.alerts"
    label = "alerts"
