"""The chain holds, shows what was changed, and never forks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.postgresql import postgresql
from tests.web.workflow.trail.chaining import EACH, TOGETHER

REFUSED = "the audit trail is only ever added to"


@pytest.fixture
def trail(db: None) -> None:
    """Three records."""
    from encours.web.workflow.acts import Act
    from encours.web.workflow.trail.record import record

    record(None, Act("portfolio changed"), "P1", before={"name": "Nord"}, after={"name": "Nord-Est"})
    record(None, Act("import asked"), "fec.txt")
    record(None, Act("key made"), "BI")


@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        (1, "subject", "P2"),
        (2, "what", "seen"),
        (3, "ip", "10.0.0.1"),
        (2, "hash", "0" * 64),
        (1, "at", None),
    ],
)
def test_a_changed_record_is_the_first_broken_one(trail: None, number: int, field: str, value: str) -> None:
    from encours.web.workflow.trail.chain import check

    assert check() is None
    tamper(number, field, value)
    assert check() == number


@pytest.mark.parametrize(("gone", "broken"), [(1, 1), (2, 2), (3, 3)])
def test_a_record_taken_away_is_missed_even_the_last(trail: None, gone: int, broken: int) -> None:
    from encours.web.workflow.trail.chain import check

    without_triggers()
    execute(f"DELETE FROM audit_event WHERE number = {gone}")
    assert check() == broken


def test_a_part_of_the_chain_is_checked_from_the_record_before_it(trail: None) -> None:
    from encours.web.workflow.trail.chain import check

    tamper(1, "subject", "P2")
    assert (check(2), check(3)) == (None, None)
    tamper(2, "hash", "0" * 64)
    assert (check(2), check(3)) == (2, 3)


def test_the_first_record_stands_on_nothing_and_each_other_on_the_one_before(trail: None) -> None:
    from encours.web.workflow.trail.models import Event

    hashes = list(Event.objects.order_by("number").values_list("previous_hash", "hash"))
    assert hashes[0][0] == ""
    assert [before for before, _mark in hashes[1:]] == [mark for _before, mark in hashes[:-1]]


def test_a_record_is_neither_changed_nor_removed_in_python(trail: None) -> None:
    from encours.web.workflow.trail.models import Event

    event = Event.objects.get(pk=2)
    event.subject = "another"
    for change in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(ip="x"),
        lambda: Event.objects.bulk_update([event], ["subject"]),
    ):
        with pytest.raises(TypeError, match="only ever added"):
            change()
    assert Event.objects.get(pk=2).subject == "fec.txt"


def test_what_no_database_can_hold_is_recorded_without_it(db: None) -> None:
    from encours.web.workflow.acts import Act
    from encours.web.workflow.trail.chain import check
    from encours.web.workflow.trail.models import Event
    from encours.web.workflow.trail.record import record

    record(None, Act("nothing\0 special"), "a\udcffb", after={"é": "\0", "amount": "12.30"})
    record(None, Act("w" * 500), "s" * 5000)
    assert check() is None
    assert Event.objects.get(pk=1).what == "nothing special"
    assert Event.objects.get(pk=1).changes == {"é": (None, "\0"), "amount": (None, "12.30")}


def test_what_is_undone_is_not_recorded(db: None) -> None:
    from django.db import transaction

    from encours.web.workflow.acts import Act
    from encours.web.workflow.trail.chain import check, last
    from encours.web.workflow.trail.record import record

    with transaction.atomic():
        record(None, Act("kept for a moment"))
        assert last() == 1
        transaction.set_rollback(True)
    assert (last(), check()) == (0, None)


def test_people_who_write_at_once_never_fork_the_chain(tmp_path: Path) -> None:
    assert chained({"ENCOURS_HOME": str(tmp_path), "DATABASE_URL": ""}) == [
        f"{TOGETHER * EACH} None",
        REFUSED,
        REFUSED,
    ]


def test_so_it_is_on_postgresql(tmp_path: Path) -> None:
    with postgresql() as server:
        found = chained({"ENCOURS_HOME": str(tmp_path), "DATABASE_URL": server.database()})
    assert found == [f"{TOGETHER * EACH} None", REFUSED, REFUSED]


def chained(variables: dict[str, str]) -> list[str]:
    """What the program beside this file prints, on the database of these variables."""
    command = [sys.executable, "-m", "tests.web.workflow.trail.chaining"]
    ran = subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def tamper(number: int, field: str, value: str | None) -> None:
    without_triggers()
    shown = f"'{value}'" if value is not None else "'2020-01-01 00:00:00'"
    execute(f"UPDATE audit_event SET {field} = {shown} WHERE number = {number}")


def without_triggers() -> None:
    """As someone who owns the database may do."""
    for verb in ("UPDATE", "DELETE"):
        execute(f"DROP TRIGGER IF EXISTS audit_event_no_{verb}")


def execute(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
