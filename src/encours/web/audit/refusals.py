"""What makes the database itself refuse that a record be changed or removed."""

from __future__ import annotations

from typing import Any

from encours.web.audit.chain import HEAD

SQLITE = (
    "CREATE TRIGGER audit_event_no_{0} BEFORE {0} ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END"
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION 'the audit trail is only ever added to'; END$$",
    "CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_event_no_emptying BEFORE TRUNCATE ON audit_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def begin(apps: Any, schema_editor: Any) -> None:
    """The row of the head, before the first record."""
    apps.get_model("audit", "Head").objects.get_or_create(pk=HEAD)


def refuse(apps: Any, schema_editor: Any) -> None:
    """Triggers on the table of records."""
    if schema_editor.connection.vendor == "sqlite":
        statements: tuple[str, ...] = tuple(SQLITE.format(verb) for verb in ("UPDATE", "DELETE"))
    else:
        statements = POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def forget(apps: Any, schema_editor: Any) -> None:
    """The triggers go with their table; the function that PostgreSQL has for them is harmless."""
