"""What makes the database itself refuse that a note be changed or removed."""

from __future__ import annotations

from typing import Any

from encours.web.workflow.trail.append_only import forget, refuse_changes

__all__ = ["forget", "refuse"]


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers on the table of notes."""
    refuse_changes(schema_editor, "customers_note", "notes_refuse", "notes are only ever added")
