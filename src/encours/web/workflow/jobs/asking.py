"""Asking for a job, and taking it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from encours.i18n import language
from encours.web.workflow.jobs import queue
from encours.web.workflow.jobs.entry import Entry
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.models import Job, State
from encours.web.workflow.people.models import Person


def start(kind: Kind, label: str, person: Person | None, /, **arguments: Any) -> Job:
    """A new job, in the queue from the moment the present transaction ends; the worker does it as soon as it can.

    `label` says to people what it is about; `arguments` are what the kind takes, as JSON holds it.
    """
    return _asked(Job(kind=kind.name, label=label, asked_by=person, arguments=arguments))


def ask_for(entry: Entry, after: Job | None = None) -> Job | None:
    """The job of a line of the schedule, `after` the one it follows; None when one waits already, which is enough.
    Its label is read by each in their own language."""
    if _hastened(Job.objects.filter(entry=entry.name, state=State.QUEUED)):
        return None
    label, arguments = entry.label, dict(entry.arguments)
    return _asked(Job(kind=entry.kind.name, label=label, arguments=arguments, entry=entry.name, after=after))


def start_again(job: Job, person: Person) -> None:
    """Ask once more for what a job did; one that waits already is enough."""
    if not _hastened(Job.objects.filter(kind=job.kind, arguments=job.arguments, state=State.QUEUED)):
        again = {"label": job.label, "arguments": job.arguments, "entry": job.entry}
        _asked(Job(kind=job.kind, asked_by=person, **again))


def put(number: int) -> None:
    """Tell the worker, once what it must read is written."""
    transaction.on_commit(lambda: queue.enqueue(number))


def wake() -> None:
    """Put back in the queue the jobs whose pause is over. Told first and then noted: a crash between tells twice."""
    rested = Job.objects.filter(state=State.QUEUED, not_before__lte=timezone.now())
    for number in list(rested.values_list("pk", flat=True)):
        queue.enqueue(number)
        rested.filter(pk=number).update(not_before=None)


def cancel(job: Job) -> None:
    """A job that waits is taken back at once; one that runs stops at its next step; one that ended stays ended."""
    waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
    if not waiting.update(state=State.CANCELLED, ended_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True)
    job.refresh_from_db()


def _hastened(waiting: QuerySet) -> bool:
    """Whether a job waits; one held up by a pause waits no longer, now that it is asked for anew."""
    for number in list(waiting.filter(not_before__isnull=False).values_list("pk", flat=True)):
        waiting.filter(pk=number).update(not_before=None)
        put(number)
    return bool(waiting.exists())


def _asked(job: Job) -> Job:
    job.spoken = (job.asked_by.language if job.asked_by else "") or language()
    job.save()
    put(job.pk)
    return job
