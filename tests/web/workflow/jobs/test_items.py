"""Items one by one: put twice they are one, done once; what fails is tried again or set aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from encours.errors import DataError

Kind = Callable[..., Any]
Do = Callable[..., Any]
Drained = Callable[..., Any]


@pytest.fixture
def drained(kind: Kind, do: Do) -> Drained:
    """`drained(items)`: the job that does items of that kind, after the worker dealt with it."""
    from encours.web.workflow.jobs.asking import start
    from encours.web.workflow.jobs.items import drain

    def job(items: Any) -> Any:
        work = kind("drain", lambda running: drain(running, items, "Sending"), repeatable=True)
        return do(start(work, "Letters", None))

    return job


def test_ten_thousand_put_twice_are_ten_thousand_and_one_done_stays_done(drained: Drained) -> None:
    from encours.web.workflow.jobs.items import counts, put

    done: list[str] = []
    letters = items_of(lambda running, key, payload: done.append(f"{key} {payload['to']}"))
    put(letters, {"C1": {"to": "Ann"}})
    drained(letters)
    put(letters, {f"C{number}": {"to": "Bob"} for number in range(10_000)})
    put(letters, {f"C{number}": {"to": "Bob"} for number in range(10_000)})
    assert done == ["C1 Ann"]
    assert counts("letters") == {"waiting": 9_999, "done": 1}


def test_all_are_done_and_their_count_is_the_jobs_result(drained: Drained) -> None:
    from encours.web.workflow.jobs.items import put
    from encours.web.workflow.jobs.models import WorkItem

    letters = items_of(lambda running, key, payload: None)
    put(letters, {f"C{number}": {"to": number} for number in range(3)})
    job = drained(letters)
    assert (job.state, job.result, job.items) == ("done", {"done": 3}, "letters")
    item = WorkItem.objects.get(key="C0")
    assert (item.payload, item.attempts) == ({}, 1)  # what it carried is gone, its key is not
    assert item.done_at is not None


def test_what_is_refused_is_set_aside_with_its_reason_and_the_others_go_on(drained: Drained) -> None:
    from encours.web.workflow.jobs.items import put

    def send(running: Any, key: str, payload: Any) -> None:
        if key == "C1":
            raise DataError("No address.")

    letters = items_of(send, retries=3)
    put(letters, {f"C{number}": {} for number in range(3)})
    job = drained(letters)
    assert (job.state, job.result) == ("done", {"done": 2, "failed": 1})
    assert item("C1").error == "No address."
    assert any("C1: No address." in line for line in job.lines)


def test_a_failure_waits_twice_as_long_each_time_and_the_job_with_it(drained: Drained, do: Do) -> None:
    from encours.web.workflow.jobs.items import put

    def send(running: Any, key: str, payload: Any) -> None:
        raise RuntimeError("inside")

    letters = items_of(send, retries=2, pause=timedelta(minutes=5))
    put(letters, {"C1": {}})
    job = drained(letters)
    for minutes in (5, 10):
        assert job.state == "queued"
        assert job.not_before == item("C1").not_before
        assert timedelta(0) <= job.not_before - now() + timedelta(minutes=1) - minutes * MINUTE < 2 * MINUTE
        let_rest(job)
        do(job)
    assert (job.state, job.result, item("C1").attempts) == ("done", {"failed": 1}, 3)
    assert any("RuntimeError: inside" in line for line in job.lines)


def test_an_effect_in_the_database_is_undone_with_its_failure(drained: Drained) -> None:
    from encours.web.workflow.jobs.items import put
    from encours.web.workflow.jobs.models import LastTold

    def write(running: Any, key: str, payload: Any) -> None:
        LastTold.objects.create(event=key)
        if key == "C1":
            raise RuntimeError("inside")

    letters = items_of(write)
    put(letters, {"C1": {}, "C2": {}})
    drained(letters)
    assert list(LastTold.objects.values_list("event", flat=True)) == ["C2"]


def test_a_letter_whose_sending_fails_may_have_left_and_is_not_sent_again(drained: Drained) -> None:
    from encours.web.workflow.jobs.items import Effect, put

    def send(running: Any, key: str, payload: Any) -> None:
        raise OSError("timed out")

    letters = items_of(send, effect=Effect.ONCE, retries=3)
    put(letters, {"C1": {}})
    assert drained(letters).result == {"unsure": 1}
    assert "look whether it was done" in item("C1").error_label


def test_a_letter_known_not_to_have_left_is_tried_again(drained: Drained) -> None:
    from encours.web.workflow.jobs.items import Effect, NotDone, put

    def send(running: Any, key: str, payload: Any) -> None:
        raise NotDone("The server of mails does not answer.")

    letters = items_of(send, effect=Effect.ONCE, retries=1)
    put(letters, {"C1": {}})
    job = drained(letters)
    assert (job.state, item("C1").state, item("C1").error) == (
        "queued",
        "waiting",
        "The server of mails does not answer.",
    )


@pytest.mark.parametrize(
    ("effect", "attempts", "state"),
    [("once", 1, "unsure"), ("again", 1, "done"), ("again", 2, "done"), ("again", 3, "failed")],
)
def test_one_begun_by_a_worker_that_died_is_unsure_or_begun_again(
    drained: Drained, effect: str, attempts: int, state: str
) -> None:
    from encours.web.workflow.jobs.items import Effect, put
    from encours.web.workflow.jobs.models import WorkItem

    letters = items_of(lambda running, key, payload: None, effect=Effect(effect))
    put(letters, {"C1": {}})
    WorkItem.objects.update(state="taken", worker="gone#1.1", attempts=attempts)
    job = drained(letters)
    assert item("C1").state == state
    assert any("C1: " in line for line in job.lines)


def test_one_under_way_in_another_job_is_left_alone(drained: Drained) -> None:
    from encours.web.workflow.jobs.items import Effect, put
    from encours.web.workflow.jobs.models import Job, WorkItem

    letters = items_of(lambda running, key, payload: None, effect=Effect.ONCE)
    other = Job.objects.create(kind="drain", label="", state="running", worker="w2", attempts=1)
    put(letters, {"C1": {}})
    WorkItem.objects.update(state="taken", worker=f"w2#{other.pk}.1")
    drained(letters)
    assert item("C1").state == "taken"


@pytest.mark.parametrize(("effect", "state"), [("here", "waiting"), ("again", "waiting"), ("once", "unsure")])
def test_a_job_taken_back_leaves_the_others_waiting(drained: Drained, effect: str, state: str) -> None:
    from encours.web.workflow.jobs.asking import cancel
    from encours.web.workflow.jobs.items import Effect, put
    from encours.web.workflow.jobs.models import Job

    def send(running: Any, key: str, payload: Any) -> None:
        cancel(Job.objects.get(pk=running.job.pk))
        running._written_at = 0.0
        running.step("More")

    letters = items_of(send, effect=Effect(effect))
    put(letters, {"C1": {}, "C2": {}})
    assert drained(letters).state == "cancelled"
    assert (item("C1").state, item("C1").attempts, item("C2").state) == (state, 0, "waiting")


@pytest.mark.parametrize(("done", "state"), [(True, "done"), (False, "waiting")])
def test_somebody_says_what_became_of_one_set_aside_and_of_no_other(db: None, done: bool, state: str) -> None:
    from encours.web.workflow.jobs.items import put, settle
    from encours.web.workflow.jobs.models import WorkItem

    put(items_of(print), {"C1": {"to": "Ann"}, "C2": {}})
    WorkItem.objects.filter(key="C1").update(state="unsure", error="?", attempts=3)
    assert settle("letters", "C1", done=done)
    assert not settle("letters", "C2", done=done)
    assert (item("C1").state, item("C1").error, item("C2").state) == (state, "", "waiting")


MINUTE = timedelta(minutes=1)


def items_of(do: Callable[..., Any], **more: Any) -> Any:
    from encours.web.workflow.jobs.items import ItemKind

    return ItemKind("letters", do, **more)


def item(key: str) -> Any:
    from encours.web.workflow.jobs.models import WorkItem

    return WorkItem.objects.get(kind="letters", key=key)


def let_rest(job: Any) -> None:
    """The pauses are over."""
    from encours.web.workflow.jobs.models import Job, WorkItem

    Job.objects.filter(pk=job.pk).update(not_before=now())
    WorkItem.objects.update(not_before=now())


def now() -> Any:
    from django.utils import timezone

    return timezone.now()
