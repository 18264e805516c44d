"""What makes the database itself refuse that a record of the trail be changed or removed."""

from __future__ import annotations

from typing import Any

from encours.web.workflow.trail.append_only import forget, refuse_changes
from encours.web.workflow.trail.chain import HEAD

__all__ = ["begin", "forget", "refuse"]
NO_EMPTYING = (
    "CREATE TRIGGER audit_event_no_emptying BEFORE TRUNCATE ON audit_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
)


def begin(apps: Any, schema_editor: Any) -> None:
    """The row of the head, before the first record."""
    apps.get_model("audit", "Head").objects.using(schema_editor.connection.alias).get_or_create(pk=HEAD)


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers on the table of records."""
    refuse_changes(schema_editor, "audit_event", "audit_refuse", "the audit trail is only ever added to")
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(NO_EMPTYING)
