"""What follows what: an entry of the schedule that comes after an import, or after the job of another entry."""

from __future__ import annotations

from django.db import transaction

from encours.web.workflow.jobs.asking import ask_for
from encours.web.workflow.jobs.catalogue import Catalogue
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.models import Job, LastTold, State


def follow(job: Job, kind: Kind, catalogue: Catalogue) -> None:
    """Ask for what comes after a job that ended well, in the transaction that writes its end."""
    for name in filter(None, (kind.tells, job.entry)):
        _tell(name, catalogue, job)


def notice(catalogue: Catalogue) -> None:
    """Tell the events that no job told (an import at the command line). One that a job is about to tell is left to it:
    half an import is not yet one."""
    for name in catalogue.events:
        if not Job.objects.filter(kind__in=catalogue.tellers(name), state=State.RUNNING).exists():
            _tell(name, catalogue)


def _tell(name: str, catalogue: Catalogue, job: Job | None = None) -> None:
    following = catalogue.following(name)
    if not following:
        return
    with transaction.atomic():
        if _news(name, catalogue):
            for entry in following:
                ask_for(entry, job)


def _news(name: str, catalogue: Catalogue) -> bool:
    """Whether the event happened since it was last told; what has no number happens each time it is told. Of two who
    tell at once, the second waits here for the first."""
    LastTold.objects.get_or_create(event=name)
    told = LastTold.objects.select_for_update().get(event=name)
    if name not in catalogue.events:
        return True
    number = catalogue.events[name].number()
    if number == told.number:
        return False
    return bool(LastTold.objects.filter(pk=told.pk).update(number=number))
