"""Asking for a job, and taking it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from encours.web.workflow.jobs import queue
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.models import Job, State
from encours.web.workflow.people.models import Person


def start(kind: Kind, label: str, person: Person | None, /, **arguments: Any) -> Job:
    """A new job, in the queue from the moment the present transaction ends; the worker does it as soon as it can.

    `label` says to people what it is about; `arguments` are what the kind takes, as JSON holds it.
    """
    job = Job.objects.create(kind=kind.name, label=label[:200], asked_by=person, arguments=arguments)
    put(job.pk)
    return job


def put(number: int) -> None:
    """Tell the worker, once what it must read is written."""
    transaction.on_commit(lambda: queue.enqueue(number))


def cancel(job: Job) -> None:
    """A job that waits is taken back at once; one that runs stops at its next step; one that ended stays ended."""
    waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
    if not waiting.update(state=State.CANCELLED, ended_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True)
    job.refresh_from_db()
