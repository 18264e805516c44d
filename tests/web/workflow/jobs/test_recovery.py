"""Jobs whose worker ended under them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

Kind = Callable[..., Any]
Do = Callable[..., Any]


def test_a_job_whose_worker_is_asked_to_end_stops_at_its_next_step_and_is_seen_to(
    kind: Kind, do: Do, queued: list[int], catalogue: Any
) -> None:
    from encours.web.workflow.jobs import recovery, running
    from encours.web.workflow.jobs.asking import start

    def work(under_way: Any) -> None:
        running.stopping.set()
        under_way.step("More")
        pytest.fail("went on")

    job = do(start(kind("work", work, repeatable=True), "Work", None))
    running.stopping.clear()
    assert (job.state, recovery.abandon("w1", catalogue)) == ("running", 1)
    job.refresh_from_db()
    assert (job.state, queued) == ("queued", [job.pk, job.pk])


@pytest.mark.parametrize(
    ("repeatable", "attempts", "state"),
    [(True, 1, "queued"), (True, 2, "queued"), (True, 3, "failed"), (False, 1, "failed")],
)
def test_a_job_lost_with_its_worker_is_begun_again_where_that_does_no_harm(
    kind: Kind, catalogue: Any, repeatable: bool, attempts: int, state: str
) -> None:
    from encours.web.workflow.jobs import recovery

    kind("work", lambda running: None, repeatable=repeatable)
    job = running_on("gone", attempts)
    assert recovery.give_up_lost(catalogue) == 1
    job.refresh_from_db()
    assert job.state == state
    assert ("start it again" in job.error) == (state == "failed")


@pytest.mark.parametrize(("silent", "state"), [(59, "running"), (61, "failed")])
def test_a_worker_is_given_up_after_a_minute_of_silence(
    kind: Kind, catalogue: Any, silent: int, state: str
) -> None:
    from django.utils import timezone

    from encours.web.workflow.jobs import recovery
    from encours.web.workflow.jobs.models import Beat

    kind("work", lambda running: None)
    job = running_on("slow")
    Beat.objects.create(worker="slow", place="m:/d", seen_at=timezone.now() - timedelta(seconds=silent))
    recovery.give_up_lost(catalogue)
    job.refresh_from_db()
    assert job.state == state


def test_a_worker_that_starts_takes_over_its_place_at_once_and_no_other(
    kind: Kind, queued: list[int], catalogue: Any
) -> None:
    from encours.web.workflow.jobs import recovery
    from encours.web.workflow.jobs.asking import start
    from encours.web.workflow.jobs.models import Beat

    work = kind("work", lambda running: None)
    waiting, here, elsewhere = start(work, "", None), running_on("old"), running_on("other")
    for worker, place in (("old", "m:/d"), ("new", "m:/d"), ("other", "n:/d")):
        Beat.objects.create(worker=worker, place=place)
    queued.clear()
    recovery.recover("new", "m:/d", catalogue)
    for job in (waiting, here, elsewhere):
        job.refresh_from_db()
    assert [waiting.state, here.state, elsewhere.state] == ["queued", "failed", "running"]
    assert queued == [waiting.pk]


def running_on(worker: str, attempts: int = 1) -> Any:
    from encours.web.workflow.jobs.models import Job

    return Job.objects.create(kind="work", label="Work", state="running", worker=worker, attempts=attempts)


@pytest.mark.parametrize("well", [True, False])
def test_a_job_whose_end_could_not_be_written_ends_as_it_did_once_there_is_room(
    kind: Kind, do: Do, well: bool
) -> None:
    from encours.errors import DataError
    from encours.web.workflow.jobs.asking import start
    from encours.web.workflow.jobs.doing import write_ends
    from tests.web.full_disk import full_disk

    with ExitStack() as stack:

        def work(_running: Any) -> int:
            stack.enter_context(full_disk())
            if well:
                return 12
            raise DataError("No.")

        job = do(start(kind("work", work), "Work", None))
        assert job.state == "running"
    assert (write_ends(), write_ends()) == (1, 0)
    job.refresh_from_db()
    assert (job.state, job.result, job.error) == (("done", 12, "") if well else ("failed", None, "No."))
