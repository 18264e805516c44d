"""A job from the asking to its end: done, failed, taken back, lost with its worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from encours.errors import DataError, UsageError

Kind = Callable[..., None]


def test_a_job_is_queued_then_done_with_its_arguments_and_its_result_kept(
    kind: Kind, queued: list[int], person: Callable[..., Any]
) -> None:
    from encours.web.jobs import start
    from encours.web.workflow.jobs.doing import do

    kind("add", lambda running, first, second: {"sum": first + second})
    job = start("add", "Two numbers", person("cfo"), first=2, second=3)
    assert (job.state, queued) == ("queued", [job.pk])
    do(job.pk, "w1")
    job.refresh_from_db()
    assert (job.state, job.result, job.share, job.worker) == ("done", {"sum": 5}, 1.0, "w1")
    assert job.started_at <= job.ended_at


def test_an_unknown_kind_is_refused(queued: list[int]) -> None:
    from encours.web.jobs import start

    with pytest.raises(UsageError, match="no job of kind nothing"):
        start("nothing", "", None)


def test_a_job_told_twice_is_done_once(kind: Kind) -> None:
    from encours.web.jobs import start
    from encours.web.workflow.jobs.doing import do

    done: list[int] = []
    kind("count", lambda running: done.append(1))
    job = start("count", "Once", None)
    do(job.pk, "w1")
    do(job.pk, "w2")
    assert done == [1]


def test_an_error_meant_for_people_is_the_jobs_error(kind: Kind) -> None:
    def refuse(running: Any) -> None:
        raise DataError("The file is empty.")

    assert ended(kind, refuse).error == "The file is empty."


def test_another_error_is_told_without_its_insides_and_traced_in_the_log(kind: Kind) -> None:
    def fail(running: Any) -> None:
        raise RuntimeError("inside")

    job = ended(kind, fail)
    assert job.state == "failed"
    assert "inside" not in job.error
    assert any("RuntimeError: inside" in line for line in job.log)


def test_progress_is_written_at_most_twice_a_second(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    from encours.web.workflow.jobs import running as module
    from encours.web.workflow.jobs.models import Job

    clock = iter([100.0, 100.0, 100.499, 100.5, 100.5])
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    seen: list[tuple[str, float]] = []

    def work(running: Any) -> None:
        for text, share in (("Reading", 0.1), ("Checking", 0.4), ("Writing", 3.0)):
            running.step(text, share)
            held = Job.objects.get(pk=running.job.pk)
            seen.append((held.step, held.share))

    ended(kind, work)
    assert seen == [("Reading", 0.1), ("Reading", 0.1), ("Writing", 1.0)]


def test_a_waiting_job_taken_back_is_never_done(kind: Kind) -> None:
    from encours.web.jobs import start
    from encours.web.workflow.jobs.asking import cancel
    from encours.web.workflow.jobs.doing import do

    kind("fail", lambda running: pytest.fail("done all the same"))
    job = start("fail", "", None)
    cancel(job)
    do(job.pk, "w1")
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("cancelled", 0)


def test_a_running_job_taken_back_stops_at_its_next_step(kind: Kind) -> None:
    from encours.web.workflow.jobs.asking import cancel

    def work(running: Any) -> None:
        cancel(running.job)
        running.step("More")
        pytest.fail("went on")

    assert ended(kind, work).state == "cancelled"


def test_a_job_whose_worker_is_asked_to_end_stops_at_its_next_step_and_is_seen_to(
    kind: Kind, queued: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.workflow.jobs import recovery, running

    def work(under_way: Any) -> None:
        running.stopping.set()
        under_way.step("More")
        pytest.fail("went on")

    job = ended(kind, work, repeatable=True)
    running.stopping.clear()
    assert (job.state, recovery.abandon("w1")) == ("running", 1)
    job.refresh_from_db()
    assert (job.state, queued) == ("queued", [job.pk, job.pk])


@pytest.mark.parametrize(
    ("repeatable", "attempts", "state"),
    [(True, 1, "queued"), (True, 2, "queued"), (True, 3, "failed"), (False, 1, "failed")],
)
def test_a_job_lost_with_its_worker_is_begun_again_where_that_does_no_harm(
    kind: Kind, repeatable: bool, attempts: int, state: str
) -> None:
    from encours.web.workflow.jobs import recovery

    kind("work", lambda running: None, repeatable=repeatable)
    job = running_on("gone", attempts)
    assert recovery.give_up_lost() == 1
    job.refresh_from_db()
    assert job.state == state
    assert ("start it again" in job.error) == (state == "failed")


@pytest.mark.parametrize(("silent", "state"), [(59, "running"), (61, "failed")])
def test_a_worker_is_given_up_after_a_minute_of_silence(kind: Kind, silent: int, state: str) -> None:
    from django.utils import timezone

    from encours.web.workflow.jobs import recovery
    from encours.web.workflow.jobs.models import Beat

    kind("work", lambda running: None)
    job = running_on("slow")
    Beat.objects.create(worker="slow", place="m:/d", seen_at=timezone.now() - timedelta(seconds=silent))
    recovery.give_up_lost()
    job.refresh_from_db()
    assert job.state == state


def test_a_worker_that_starts_takes_over_its_place_at_once_and_no_other(
    kind: Kind, queued: list[int]
) -> None:
    from encours.web.jobs import start
    from encours.web.workflow.jobs import recovery
    from encours.web.workflow.jobs.models import Beat

    kind("work", lambda running: None)
    waiting, here, elsewhere = start("work", "", None), running_on("old"), running_on("other")
    for worker, place in (("old", "m:/d"), ("new", "m:/d"), ("other", "n:/d")):
        Beat.objects.create(worker=worker, place=place)
    queued.clear()
    recovery.recover("new", "m:/d")
    for job in (waiting, here, elsewhere):
        job.refresh_from_db()
    assert [waiting.state, here.state, elsewhere.state] == ["queued", "failed", "running"]
    assert queued == [waiting.pk]


def ended(kind: Kind, run: Callable[..., Any], **more: Any) -> Any:
    """A job of that work, after its worker dealt with it."""
    from encours.web.jobs import start
    from encours.web.workflow.jobs.doing import do

    kind("work", run, **more)
    job = start("work", "Work", None)
    do(job.pk, "w1")
    job.refresh_from_db()
    return job


def running_on(worker: str, attempts: int = 1) -> Any:
    from encours.web.workflow.jobs.models import Job

    return Job.objects.create(kind="work", label="Work", state="running", worker=worker, attempts=attempts)
