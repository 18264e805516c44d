"""What people wrote under an older version of the product is found again after its tables were migrated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

OLD = "old"
BEFORE = [("customers", "0001_initial"), ("timeline", "0001_initial")]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Any]:
    """A workflow database of its own, empty."""
    from django.db import connections

    settings = {**connections.settings["default"], "NAME": str(tmp_path / "old.sqlite3")}
    if "sqlite3" not in settings["ENGINE"]:
        pytest.skip("the tables are made in a file of their own")
    connections.settings[OLD] = settings
    yield connections[OLD]
    connections[OLD].close()
    del connections[OLD], connections.settings[OLD]


def migrated(connection: Any, targets: list[tuple[str, str]]) -> Any:
    """The models as they are once these migrations are applied."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return executor.migrate(targets or executor.loader.graph.leaf_nodes()).apps


def test_notes_written_before_there_was_a_time_line_are_on_it(connection: Any) -> None:
    from encours.web.workflow.acts import NOTE_CORRECTED, NOTE_WRITTEN
    from encours.web.workflow.timeline.reading import of_customer

    apps = migrated(connection, BEFORE)
    person = apps.get_model("people", "Person").objects.using(OLD).create(email="c@example.test")
    notes = apps.get_model("customers", "Note").objects.using(OLD)
    about = {"entity": "F1", "customer": "A", "person": person}
    evening, night = datetime(2025, 6, 30, 21, 59, tzinfo=UTC), datetime(2025, 6, 30, 22, 0, tzinfo=UTC)
    first = notes.create(text="Called", at=evening, **about)
    second = notes.create(text="Called twice", at=night, corrects=first, **about)
    notes.create(text="Other", **{**about, "customer": "B"})

    migrated(connection, [])
    told = [
        (one.key, one.act, one.facts, one.day, one.at, one.person.email)
        for one in of_customer("F1", "A", "note").using(OLD)
    ]
    assert told == [  # the newest first; midnight is that of the company, not of London
        (
            str(second.pk),
            NOTE_CORRECTED.words,
            {"text": "Called twice"},
            date(2025, 7, 1),
            night,
            person.email,
        ),
        (str(first.pk), NOTE_WRITTEN.words, {"text": "Called"}, date(2025, 6, 30), evening, person.email),
    ]
    assert [one.facts["text"] for one in of_customer("F1", "B", "note").using(OLD)] == ["Other"]


def test_an_own_indicator_made_before_it_could_be_put_back_is_shared_as_it_was(connection: Any) -> None:
    from encours.web.workflow.own_indicators.models import CustomIndicator

    apps = migrated(connection, [("indicators", "0001_initial"), ("people", "0002_onetimelink")])
    person = apps.get_model("people", "Person").objects.using(OLD).create(email="c@example.test")
    made = apps.get_model("indicators", "CustomIndicator").objects.using(OLD)
    given = {"label": "Late share", "formula": "overdue / gross", "unit": "rate"}
    one = made.create(name="late", owner=person, shared=["*"], **given)
    apps.get_model("indicators", "Wording").objects.using(OLD).create(indicator=one, person=person, **given)

    migrated(connection, [])
    kept = CustomIndicator.objects.using(OLD).get()
    assert (kept.name, kept.roles, kept.version, kept.deleted_at) == ("late", ["*"], 1, None)
    assert kept.wordings.using(OLD).get().formula == "overdue / gross"
