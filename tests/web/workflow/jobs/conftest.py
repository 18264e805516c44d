"""A catalogue of jobs of the tests' own, and a queue that only remembers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from encours.web.workflow.jobs.catalogue import Catalogue
    from encours.web.workflow.jobs.kind import Kind
    from encours.web.workflow.jobs.models import Job


@pytest.fixture
def queued(db: None, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers told to the worker."""
    from django.db import transaction

    from encours.web.workflow.jobs import queue

    told: list[int] = []
    monkeypatch.setattr(queue, "enqueue", told.append)
    # The whole test is one transaction that never ends: what waits for its end is done at once.
    monkeypatch.setattr(transaction, "on_commit", lambda call, **_: call())
    return told


@pytest.fixture
def catalogue(queued: list[int]) -> Catalogue:
    """What the worker of the tests knows to do: nothing, until `kind` adds to it."""
    from encours.web.workflow.jobs.catalogue import Catalogue

    return Catalogue({})


@pytest.fixture
def kind(catalogue: Catalogue) -> Callable[..., Kind]:
    """`kind("name", function, repeatable=False)`: a kind of job, in the catalogue."""
    from encours.web.workflow.jobs.kind import Kind

    def add(name: str, run: Callable[..., Any], **more: Any) -> Kind:
        catalogue.kinds[name] = Kind(name, run, **more)
        return catalogue.kinds[name]

    return add


@pytest.fixture
def do(catalogue: Catalogue) -> Callable[..., Job]:
    """`do(job, "w1")`: the job, after that worker dealt with it."""
    from encours.web.workflow.jobs import doing

    def deal(job: Job, worker: str = "w1") -> Job:
        doing.do(job.pk, worker, catalogue)
        job.refresh_from_db()
        return job

    return deal
