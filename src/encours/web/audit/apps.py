"""The audit trail as the framework loads it."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Listens to sign-ins from the start."""

    name = "encours.web.audit"

    def ready(self) -> None:
        from encours.web.audit.signing import listen

        listen()
