"""The workflow database as text, one file a table: taken out while people work, put back on any database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

# Who was signed in, by which cookie, and which worker lived: it opens doors, and does not come back.
EPHEMERAL = {"sessions.session", "usersessions.usersession", "jobs.beat"}
MIGRATIONS = "migrations.json"
BATCH = 1000


def dump(folder: Path) -> None:
    """Write every table as it stands at one instant."""
    from django.db import connection, transaction
    from django.db.migrations.loader import MigrationLoader

    _one_instant(connection)
    with transaction.atomic():
        loader = MigrationLoader(connection)
        applied = set(loader.applied_migrations) & set(loader.graph.nodes)
        (folder / MIGRATIONS).write_text(json.dumps(sorted(applied)), encoding="utf-8")
        for model in _tables(loader.project_state(_last(loader.graph, applied)).apps):
            with (folder / f"{model._meta.label_lower}.jsonl").open("w", encoding="utf-8") as file:
                for record in model._base_manager.order_by("pk").iterator(BATCH):
                    file.write(json.dumps(_said(record), ensure_ascii=False, default=str) + "\n")


def load(folder: Path) -> None:
    """Fill an empty database, of the same version or of a later one, on SQLite or PostgreSQL alike.

    Raises DataError when the database is not empty, or the tables come from a later version.
    """
    from django.core.management import call_command
    from django.db import connection, transaction

    _refuse_inhabited(connection)
    state = _as_it_was(connection, folder)
    with transaction.atomic():
        models = _tables(state.apps)
        for model in models:
            model._base_manager.all()._raw_delete(connection.alias)  # what migrations themselves wrote
        for model in models:
            _fill(model, folder / f"{model._meta.label_lower}.jsonl")
        _count_on(connection, models)
    call_command("migrate", interactive=False, verbosity=0)


def main() -> None:
    """`dump FOLDER` or `load FOLDER`, on the database of the environment."""
    from encours.errors import EncoursError
    from encours.web.serving.prepare import ready

    ready()
    try:
        {"dump": dump, "load": load}[sys.argv[1]](Path(sys.argv[2]))
    except EncoursError as error:
        print(f"encours: {error}", file=sys.stderr)
        sys.exit(1)


def _one_instant(connection: Any) -> None:
    """Let the transaction to come see one state of the database, and hold up nobody who writes."""
    if connection.vendor == "postgresql":
        from psycopg import IsolationLevel

        connection.settings_dict["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ
    else:
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connection.close()


def _tables(apps: Any) -> list[Any]:
    """The models with a table of their own, those behind many-to-many links among them."""
    models = apps.get_models(include_auto_created=True)
    return [
        m for m in models if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in EPHEMERAL
    ]


def _said(record: Any) -> dict[str, Any]:
    """A record as JSON holds it: numbers, flags, nulls and JSON as they are, the rest as text."""
    return {
        field.attname: value
        if isinstance(value := field.value_from_object(record), str | int | float | bool | None | list | dict)
        else field.value_to_string(record)
        for field in record._meta.concrete_fields
    }


def _refuse_inhabited(connection: Any) -> None:
    from encours.errors import DataError
    from encours.i18n import _

    if connection.introspection.table_names():
        raise DataError(_("The database is not empty. Restore into a new one."))


def _as_it_was(connection: Any, folder: Path) -> Any:
    """Migrate to the state the tables were taken in; that state."""
    from django.db.migrations.executor import MigrationExecutor

    from encours.errors import DataError
    from encours.i18n import _

    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    applied = {tuple(one) for one in json.loads((folder / MIGRATIONS).read_text(encoding="utf-8"))}
    if applied - set(graph.nodes):
        raise DataError(
            _("This backup was made by another version of Encours. Restore it with that version.")
        )
    last = _last(graph, applied)
    executor.migrate(last)
    return executor.loader.project_state(last)


def _last(graph: Any, applied: set[Any]) -> list[Any]:
    """Of each part, the migration that no other of the same part follows."""
    return [
        one
        for one in sorted(applied)
        if not any(child.key[0] == one[0] and child.key in applied for child in graph.node_map[one].children)
    ]


def _fill(model: Any, path: Path) -> None:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        while batch := list(_read(model, islice(file, BATCH))):
            model._base_manager.bulk_create(batch)


def _read(model: Any, lines: Iterable[str]) -> Iterator[Any]:
    for line in lines:
        said = json.loads(line)
        yield model(**{f.attname: _value(f, said[f.attname]) for f in model._meta.concrete_fields})


def _value(field: Any, said: Any) -> Any:
    """JSON fields hold what JSON says; a link holds the key it points to; the others read their own text."""
    if said is None or field.get_internal_type() == "JSONField":
        return said
    return (field.target_field if field.is_relation else field).to_python(said)


def _count_on(connection: Any, models: list[Any]) -> None:
    """New records get numbers after those put back."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


if __name__ == "__main__":
    main()
