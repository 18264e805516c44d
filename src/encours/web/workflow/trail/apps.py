"""The audit trail as the framework loads it."""

from __future__ import annotations

from django.apps import AppConfig


class Trail(AppConfig):
    """Listens to sign-ins from the start; its tables keep the label they were made under."""

    name = "encours.web.workflow.trail"
    label = "audit"

    def ready(self) -> None:
        from encours.web.workflow.trail.signing import listen

        listen()
