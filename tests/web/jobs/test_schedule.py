"""The schedule: at its minute, once, however many servers look."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.web.audit.test_chain import tamper

PARIS_310 = datetime(2026, 1, 31, 2, 10, tzinfo=UTC)  # 03:10 in Paris, in winter


@pytest.mark.parametrize(("minute", "asked"), [(9, []), (10, ["tidy"]), (11, [])])
def test_an_entry_is_asked_for_at_its_minute_of_local_time(
    queued: list[int], minute: int, asked: list[str]
) -> None:
    from encours.web.workflow.jobs.schedule import ask_due

    assert ask_due(PARIS_310.replace(minute=minute)) == asked


def test_in_summer_the_same_hour_is_an_hour_earlier_elsewhere(queued: list[int]) -> None:
    from encours.web.workflow.jobs.schedule import ask_due

    assert ask_due(datetime(2026, 7, 31, 1, 10, tzinfo=UTC)) == ["tidy"]
    assert ask_due(datetime(2026, 7, 31, 2, 10, tzinfo=UTC)) == []


def test_of_two_servers_that_look_in_the_same_minute_one_asks(queued: list[int]) -> None:
    from encours.web.workflow.jobs.models import Job
    from encours.web.workflow.jobs.schedule import ask_due

    assert ask_due(PARIS_310.replace(second=2)) == ["tidy"]
    assert ask_due(PARIS_310.replace(second=40)) == []
    assert Job.objects.filter(kind="tidy").count() == 1


def test_every_entry_names_a_kind_that_exists() -> None:
    from encours.web.site.jobs import KINDS
    from encours.web.workflow.jobs.schedule import FIXED

    assert {entry.kind for entry in FIXED} <= set(KINDS)


def test_the_night_removes_jobs_ended_ninety_days_ago_and_keeps_younger_ones(queued: list[int]) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from encours.web.jobs import start
    from encours.web.workflow.jobs.doing import do
    from encours.web.workflow.jobs.models import Job

    for label, days in (("old", 91), ("young", 89)):
        ended = timezone.now() - timedelta(days=days)
        Job.objects.create(kind="tidy", label=label, state="done", ended_at=ended)
    night = start("tidy", "night", None)
    do(night.pk, "w1")
    night.refresh_from_db()
    assert night.result == {"sessions": 0, "jobs": 1}
    assert set(Job.objects.values_list("label", flat=True)) == {"young", "night"}


@pytest.mark.parametrize(
    ("changed", "state", "said"), [(None, "done", ""), (2, "failed", "from record 2 on")]
)
def test_the_night_reads_the_audit_trail_again(
    queued: list[int], changed: int | None, state: str, said: str
) -> None:
    from encours.web.jobs import start
    from encours.web.workflow.acts import Act
    from encours.web.workflow.jobs.doing import do
    from encours.web.workflow.trail.record import record

    for key in ("BI", "ERP", "CRM"):
        record(None, Act("key made"), key)
    if changed:
        tamper(changed, "subject", "another")
    night = start("check_trail", "night", None)
    do(night.pk, "w1")
    night.refresh_from_db()
    assert night.state == state
    assert said in night.error
