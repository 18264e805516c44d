"""Asking for a job, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from encours.errors import UsageError
from encours.i18n import _
from encours.web.workflow.jobs.models import Job, State
from encours.web.workflow.people.models import Person


def ask(kind: str, label: str, person: Person | None, arguments: Mapping[str, Any]) -> Job:
    """A new job, in the queue from the moment the present transaction ends; UsageError for an unknown kind."""
    from encours.web.site.jobs import KINDS  # the kinds ask for jobs themselves

    if kind not in KINDS:
        raise UsageError(_("There is no job of kind {0}.").format(kind))
    job = Job.objects.create(kind=kind, label=label[:200], asked_by=person, arguments=dict(arguments))
    put(job.pk)
    return job


def put(number: int) -> None:
    """Tell the worker, once what it must read is written."""
    from encours.web.workflow.jobs.queue import enqueue

    transaction.on_commit(lambda: enqueue(number))


def cancel(job: Job) -> None:
    """A job that waits is taken back at once; one that runs stops at its next step; one that ended stays ended."""
    waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
    if not waiting.update(state=State.CANCELLED, ended_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True)
    job.refresh_from_db()
