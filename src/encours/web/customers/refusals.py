"""What makes the database itself refuse that a note be changed or removed."""

from __future__ import annotations

from typing import Any

SQLITE = (
    "CREATE TRIGGER customers_note_no_{0} BEFORE {0} ON customers_note "
    "BEGIN SELECT RAISE(ABORT, 'notes are only ever added'); END"
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION notes_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION 'notes are only ever added'; END$$",
    "CREATE TRIGGER customers_note_no_change BEFORE UPDATE OR DELETE ON customers_note "
    "FOR EACH ROW EXECUTE FUNCTION notes_refuse()",
)


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers on the table of notes."""
    if schema_editor.connection.vendor == "sqlite":
        statements: tuple[str, ...] = tuple(SQLITE.format(verb) for verb in ("UPDATE", "DELETE"))
    else:
        statements = POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def forget(apps: Any, schema_editor: Any) -> None:
    """The triggers go with their table; the function that PostgreSQL has for them is harmless."""
