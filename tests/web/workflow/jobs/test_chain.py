"""What follows what: after a job, after an import nobody asked the worker for, once."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

Do = Callable[..., Any]


class Chained(SimpleNamespace):
    """`version` is the book's; `score` comes after an import, `forecast` after the score."""


@pytest.fixture
def chained(queued: list[int]) -> Chained:
    from encours.web.workflow.jobs.catalogue import gathered
    from encours.web.workflow.jobs.entry import Entry, Event
    from encours.web.workflow.jobs.kind import Kind

    held = Chained(version=0, fails=False)

    def bring(running: Any) -> None:
        held.version += 1
        if held.fails:
            raise RuntimeError("inside")

    held.bring = Kind("import", bring, tells="import")
    score, forecast = Kind("score", lambda running: None), Kind("forecast", lambda running: None)
    held.catalogue = gathered(
        SimpleNamespace(
            JOBS=(held.bring, score, forecast),
            SCHEDULE=(
                Entry("score", score, "Score", after="import"),
                Entry("forecast", forecast, "Forecast", after="score"),
            ),
            EVENTS=(Event("import", lambda: held.version),),
        )
    )
    return held


@pytest.fixture
def catalogue(chained: Chained) -> Any:
    return chained.catalogue


def test_each_entry_is_asked_for_when_what_it_comes_after_ends_well(chained: Chained, do: Do) -> None:
    brought = imported(chained, do)
    (score,) = waiting()
    assert (score.entry, score.label, score.after, score.asked_by) == ("score", "Score", brought, None)
    do(score)
    (forecast,) = waiting()
    assert (forecast.entry, forecast.after) == ("forecast", score)
    do(forecast)
    assert waiting() == []


def test_nothing_follows_what_fails(chained: Chained, do: Do) -> None:
    chained.fails = True
    assert imported(chained, do).state == "failed"
    assert waiting() == []


def test_nothing_follows_an_import_that_brought_nothing(chained: Chained, do: Do) -> None:
    imported(chained, do)
    do(waiting()[0])
    do(waiting()[0])
    chained.version -= 1  # the next one finds the book as it is
    imported(chained, do)
    assert waiting() == []


def test_several_imports_that_end_before_it_begins_are_followed_once(chained: Chained, do: Do) -> None:
    for _time in range(3):
        imported(chained, do)
    assert [job.entry for job in waiting()] == ["score"]


def test_an_import_that_ends_while_it_runs_is_followed_again(chained: Chained, do: Do) -> None:
    from encours.web.workflow.jobs.models import Job

    imported(chained, do)
    under_way = waiting()[0]
    Job.objects.filter(pk=under_way.pk).update(state="running", worker="w2")
    imported(chained, do)
    assert [job.entry for job in waiting()] == ["score"]
    assert waiting()[0] != under_way


def test_one_that_waits_to_be_tried_again_begins_at_once(chained: Chained, do: Do, queued: list[int]) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from encours.web.workflow.jobs.models import Job

    imported(chained, do)
    (score,) = waiting()
    Job.objects.filter(pk=score.pk).update(not_before=timezone.now() + timedelta(hours=1))
    queued.clear()
    imported(chained, do)
    assert [(job.pk, job.not_before) for job in waiting()] == [(score.pk, None)]
    assert score.pk in queued


def test_an_import_at_the_command_line_is_followed_once(chained: Chained) -> None:
    from encours.web.workflow.jobs.chain import notice

    notice(chained.catalogue)
    assert waiting() == []  # no book yet
    chained.version = 7
    notice(chained.catalogue)
    notice(chained.catalogue)
    assert [(job.entry, job.after) for job in waiting()] == [("score", None)]


def test_half_an_import_is_left_to_the_end_of_its_job(chained: Chained, do: Do) -> None:
    from encours.web.workflow.jobs.chain import notice
    from encours.web.workflow.jobs.models import Job

    Job.objects.create(kind="import", label="", state="running", worker="w2")
    chained.version = 1
    notice(chained.catalogue)
    assert waiting() == []


def test_an_import_whose_job_died_is_followed_all_the_same(chained: Chained, do: Do) -> None:
    from encours.web.workflow.jobs.chain import notice

    chained.fails = True  # after it had published
    imported(chained, do)
    notice(chained.catalogue)
    assert [job.entry for job in waiting()] == ["score"]


def test_the_end_of_a_job_and_what_it_asks_for_are_written_together(
    chained: Chained, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    from encours.web.workflow.jobs import chain
    from encours.web.workflow.jobs.models import Job

    def killed(*_told: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(chain, "ask_for", killed)
    with pytest.raises(KeyboardInterrupt):
        imported(chained, do)
    assert Job.objects.get().state == "running"  # for whoever sees to lost jobs
    monkeypatch.undo()
    Job.objects.update(state="failed")
    chain.notice(chained.catalogue)
    assert [job.entry for job in waiting()] == ["score"]


def imported(chained: Chained, do: Do) -> Any:
    """An import, done by the worker."""
    from encours.web.workflow.jobs.asking import start

    return do(start(chained.bring, "Import", None))


def waiting() -> list[Any]:
    from encours.web.workflow.jobs.models import Job

    return list(Job.objects.filter(state="queued").order_by("pk"))
