"""A failure nobody foresaw is tried again, after a pause that doubles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from encours.errors import DataError

Kind = Callable[..., Any]
Do = Callable[..., Any]
MINUTE = timedelta(minutes=1)


def fail(running: Any) -> None:
    raise RuntimeError("inside")


def test_it_waits_twice_as_long_each_time_then_fails(kind: Kind, do: Do, queued: list[int]) -> None:
    job = asked(kind, fail)
    for retry, minutes in enumerate((5, 10)):
        before = now()
        do(job)
        assert (job.state, job.retried) == ("queued", retry + 1)
        assert timedelta(0) <= job.not_before - before - minutes * MINUTE < MINUTE
        let_rest(job)
    do(job)
    assert (job.state, job.attempts, job.retried) == ("failed", 3, 2)
    assert sum("RuntimeError: inside" in line for line in job.lines) == 3
    assert sum("Tried again at" in line for line in job.lines) == 2


def test_once_it_succeeds_it_is_done(kind: Kind, do: Do) -> None:
    tries: list[int] = []

    def work(running: Any) -> None:
        tries.append(1)
        if len(tries) < 2:
            raise RuntimeError("inside")

    job = do(asked(kind, work))
    let_rest(job)
    assert (do(job).state, job.error) == ("done", "")


def test_what_is_said_to_people_is_not_tried_again(kind: Kind, do: Do) -> None:
    def refuse(running: Any) -> None:
        raise DataError("The file is empty.")

    assert do(asked(kind, refuse)).state == "failed"


def test_nobody_begins_it_before_its_time(kind: Kind, do: Do, queued: list[int], catalogue: Any) -> None:
    from encours.web.workflow.jobs import asking, recovery

    job = do(asked(kind, fail))
    queued.clear()
    assert do(job).attempts == 1
    asking.wake()
    recovery.recover("w2", "m:/d", catalogue)  # the server was started again meanwhile
    assert queued == []
    let_rest(job)
    asking.wake()
    asking.wake()
    assert queued == [job.pk]
    assert do(job).attempts == 2


def test_one_begun_and_failed_at_once_keeps_its_new_pause(
    kind: Kind, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.workflow.jobs import asking, queue

    job = do(asked(kind, fail))
    let_rest(job)
    monkeypatch.setattr(queue, "enqueue", lambda _number: do(job))  # a worker was quicker than we are
    asking.wake()
    job.refresh_from_db()
    assert (job.state, job.retried) == ("queued", 2)
    assert job.not_before > now()


def test_one_taken_back_while_it_waits_or_runs_is_not_tried_again(kind: Kind, do: Do) -> None:
    from encours.web.workflow.jobs.asking import cancel

    waiting = do(asked(kind, fail))
    cancel(waiting)
    assert waiting.state == "cancelled"

    def taken_back(running: Any) -> None:
        cancel(running.job)
        raise RuntimeError("inside")

    assert do(asked(kind, taken_back)).state == "cancelled"


def test_its_retries_are_not_counted_as_deaths_of_its_worker(kind: Kind, do: Do, catalogue: Any) -> None:
    from encours.web.workflow.jobs import recovery
    from encours.web.workflow.jobs.models import Job

    job = do(asked(kind, fail))
    Job.objects.filter(pk=job.pk).update(state="running", worker="gone", attempts=3)
    recovery.give_up_lost(catalogue)
    job.refresh_from_db()
    assert job.state == "queued"


@pytest.mark.parametrize(
    ("moment", "said"),
    [("2026-01-31T11:05:00+00:00", "12:05"), ("2026-01-31T23:05:00+00:00", "1 Feb 2026, 00:05")],
)
def test_when_it_is_tried_again_is_said_as_a_clock_does(
    monkeypatch: pytest.MonkeyPatch, moment: str, said: str
) -> None:
    from django.utils import timezone

    from encours.web.workflow.jobs.models import Job

    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat("2026-01-31T09:00:00+00:00"))
    job = Job(state="queued", not_before=datetime.fromisoformat(moment))
    assert job.waiting_label == f"tried again at {said}"
    assert Job(state="queued").waiting_label == ""


def asked(kind: Kind, run: Callable[..., Any]) -> Any:
    from encours.web.workflow.jobs.asking import start

    return start(kind("work", run, repeatable=True, retries=2, pause=5 * MINUTE), "Work", None)


def let_rest(job: Any) -> None:
    """Its pause is over."""
    from encours.web.workflow.jobs.models import Job

    Job.objects.filter(pk=job.pk).update(not_before=now())


def now() -> datetime:
    from django.utils import timezone

    return timezone.now()
