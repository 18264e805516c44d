"""Records that are only ever added: the model refuses to change or remove them, and so does the database itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from django.db import models

SQLITE = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{reason}'); END"
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION '{reason}'; END$$",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION {function}()",
)


class Unchangeable(TypeError):
    """Someone programmed a change of what was said."""

    def __init__(self) -> None:
        super().__init__("such records are only ever added: a correction is a record of its own")


class AppendOnly(models.QuerySet):
    """Records that are added and read."""

    def update(self, **_values: Any) -> NoReturn:
        raise Unchangeable

    def delete(self) -> NoReturn:
        raise Unchangeable

    def bulk_update(self, *_objects: Any, **_more: Any) -> NoReturn:
        raise Unchangeable


class Record(models.Model):
    """A model of such records; its first migration calls `refuse_changes`, for whoever goes around it."""

    objects = AppendOnly.as_manager()

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **more: Any) -> None:
        if not self._state.adding:
            raise Unchangeable
        super().save(*arguments, **{**more, "force_insert": True})

    def delete(self, *_arguments: Any, **_more: Any) -> NoReturn:
        raise Unchangeable


def refuse_changes(schema_editor: Any, table: str, function: str, reason: str) -> None:
    """Triggers on a table that raise `reason`; PostgreSQL has them call a `function` of that name."""
    if schema_editor.connection.vendor == "sqlite":
        statements = tuple(
            SQLITE.format(table=table, verb=verb, reason=reason) for verb in ("UPDATE", "DELETE")
        )
    else:
        statements = tuple(text.format(table=table, function=function, reason=reason) for text in POSTGRESQL)
    for statement in statements:
        schema_editor.execute(statement)


def forget(apps: Any, schema_editor: Any) -> None:
    """The triggers go with their table; the function that PostgreSQL has for them is harmless."""


def still_only_added(table: str) -> tuple[Callable[[Any, Any], None], Callable[[Any, Any], None]]:
    """The same after a change of the columns of a table: SQLite may have made the table anew, without its triggers."""

    def refuse(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
            only_added(table)[0](apps, schema_editor)

    return refuse, forget


def only_added(table: str) -> tuple[Callable[[Any, Any], None], Callable[[Any, Any], None]]:
    """For a migration, `RunPython(*only_added(TABLE))`: the database itself refuses that rows be changed or removed."""

    def refuse(_apps: Any, schema_editor: Any) -> None:
        refuse_changes(schema_editor, table, f"{table}_refuse", f"rows of {table} are only ever added")

    return refuse, forget
