"""A job from the asking to its end: done, failed, taken back."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from encours.errors import DataError

Kind = Callable[..., Any]
Do = Callable[..., Any]


def test_a_job_is_queued_then_done_with_its_arguments_and_its_result_kept(
    kind: Kind, do: Do, queued: list[int], person: Callable[..., Any]
) -> None:
    from encours.web.workflow.jobs.asking import start

    add = kind("add", lambda running, first, second: {"sum": first + second})
    job = start(add, "Two numbers", person("cfo"), first=2, second=3)
    assert (job.state, queued) == ("queued", [job.pk])
    do(job)
    assert (job.state, job.result, job.share, job.worker) == ("done", {"sum": 5}, 1.0, "w1")
    assert job.started_at <= job.ended_at


def test_a_job_of_another_version_of_the_program_fails_and_says_why(do: Do) -> None:
    from encours.web.workflow.jobs.models import Job

    job = do(Job.objects.create(kind="gone", label=""))
    assert (job.state, job.error) == ("failed", "There is no job of kind gone.")


def test_a_job_told_twice_is_done_once(kind: Kind, do: Do) -> None:
    from encours.web.workflow.jobs.asking import start

    done: list[int] = []
    job = start(kind("count", lambda running: done.append(1)), "Once", None)
    do(job, "w1")
    do(job, "w2")
    assert done == [1]


def test_an_error_meant_for_people_is_the_jobs_error(kind: Kind, do: Do) -> None:
    def refuse(running: Any) -> None:
        raise DataError("The file is empty.")

    assert ended(kind, do, refuse).error == "The file is empty."


def test_another_error_is_told_without_its_insides_and_traced_in_the_log(kind: Kind, do: Do) -> None:
    def fail(running: Any) -> None:
        raise RuntimeError("inside")

    job = ended(kind, do, fail)
    assert job.state == "failed"
    assert "inside" not in job.error
    assert any("RuntimeError: inside" in line for line in job.lines)


def test_progress_is_written_at_most_twice_a_second(
    kind: Kind, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
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

    ended(kind, do, work)
    assert seen == [("Reading", 0.1), ("Reading", 0.1), ("Writing", 1.0)]


def test_a_waiting_job_taken_back_is_never_done(kind: Kind, do: Do) -> None:
    from encours.web.workflow.jobs.asking import cancel, start

    job = start(kind("fail", lambda running: pytest.fail("done all the same")), "", None)
    cancel(job)
    do(job)
    assert (job.state, job.attempts) == ("cancelled", 0)


def test_a_running_job_taken_back_stops_at_its_next_step(kind: Kind, do: Do) -> None:
    from encours.web.workflow.jobs.asking import cancel

    def work(running: Any) -> None:
        cancel(running.job)
        running.step("More")
        pytest.fail("went on")

    assert ended(kind, do, work).state == "cancelled"


def ended(kind: Kind, do: Do, run: Callable[..., Any]) -> Any:
    """A job of that work, after its worker dealt with it."""
    from encours.web.workflow.jobs.asking import start

    return do(start(kind("work", run), "Work", None))
