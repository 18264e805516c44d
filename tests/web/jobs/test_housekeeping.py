"""What the night does by itself: old traces removed, the trail read again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from tests.web.workflow.trail.test_anchors import empty
from tests.web.workflow.trail.test_chain import tamper


def test_the_night_removes_jobs_ended_ninety_days_ago_and_keeps_younger_ones(db: None) -> None:
    from django.utils import timezone

    from encours.web.jobs.housekeeping import TIDY
    from encours.web.workflow.jobs.models import Job

    for label, days in (("old", 91), ("young", 89)):
        ended = timezone.now() - timedelta(days=days)
        Job.objects.create(kind="tidy", label=label, state="done", ended_at=ended)
    assert night_of(TIDY).result == {"sessions": 0, "jobs": 1, "deleted": 0}
    assert set(Job.objects.values_list("label", flat=True)) == {"young", "night"}


@pytest.mark.parametrize(
    ("changed", "state", "said"), [(None, "done", ""), (2, "failed", "from record 2 on")]
)
def test_the_night_reads_the_audit_trail_again(db: None, changed: int | None, state: str, said: str) -> None:
    from encours.web.jobs.housekeeping import CHECK_TRAIL
    from encours.web.workflow import acts
    from encours.web.workflow.trail.record import record

    for key in ("BI", "ERP", "CRM"):
        record(None, acts.KEY_MADE, key)
    if changed:
        tamper(changed, "subject", "another")
    night = night_of(CHECK_TRAIL)
    assert night.state == state
    assert said in night.error


def test_the_night_notes_the_trail_and_misses_it_when_it_is_gone(db: None) -> None:
    from encours.web.jobs.housekeeping import CHECK_TRAIL
    from encours.web.workflow import acts
    from encours.web.workflow.trail.anchors import kept
    from encours.web.workflow.trail.record import record

    record(None, acts.KEY_MADE, "BI")
    assert night_of(CHECK_TRAIL).state == "done"
    assert [one.number for one in kept()] == [1]
    empty()
    night = night_of(CHECK_TRAIL)
    assert night.state == "failed"
    assert "no longer holds record 1" in night.error


@pytest.mark.parametrize("works", [True, False])
def test_the_digest_of_the_trail_is_mailed_where_it_is_set(db: None, works: bool) -> None:
    from django.core import mail
    from django.test import override_settings

    from encours.web.jobs.housekeeping import CHECK_TRAIL
    from encours.web.workflow import acts
    from encours.web.workflow.trail.anchors import kept
    from encours.web.workflow.trail.record import record

    record(None, acts.KEY_MADE, "BI")
    night_of(CHECK_TRAIL)
    assert mail.outbox == []
    broken = {} if works else {"EMAIL_BACKEND": f"{__name__}.Down"}
    with override_settings(EMAIL_HOST="mail.example", TRAIL_TO="auditor@example.test", **broken):
        night = night_of(CHECK_TRAIL)
        (noted,) = kept()
        if works:
            assert f"--noted 1:{noted.hash}" in mail.outbox[0].body
            assert mail.outbox[0].to == ["auditor@example.test"]
            empty()
            assert night_of(CHECK_TRAIL).state == "failed"
            assert "no longer holds record 1" in mail.outbox[1].body
        else:
            assert night.state == "failed"
            assert "could not be mailed" in night.error


class Down(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError


def night_of(kind: Any) -> Any:
    """A night's job, done."""
    from encours.web.site.jobs import CATALOGUE
    from encours.web.workflow.jobs.asking import start
    from encours.web.workflow.jobs.doing import do

    night = start(kind, "night", None)
    do(night.pk, "w1", CATALOGUE)
    night.refresh_from_db()
    return night
