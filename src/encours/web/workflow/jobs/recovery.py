"""Jobs whose worker ended under them: begun again where that does no harm, else said to have failed."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from encours.errors import EncoursError
from encours.i18n import language, mark, speaking
from encours.said import _
from encours.web.workflow.jobs import queue
from encours.web.workflow.jobs.asking import put
from encours.web.workflow.jobs.catalogue import Catalogue
from encours.web.workflow.jobs.chain import follow
from encours.web.workflow.jobs.kind import Kind, Left
from encours.web.workflow.jobs.models import Beat, Job, State

SILENT_SECONDS = 60
ATTEMPTS = 3  # a job that brings its worker down each time is not begun for ever
LOST = mark("The server stopped while this was being done. Nothing half-made was kept: start it again.")


def recover(worker: str, place: str, catalogue: Catalogue) -> None:
    """At the start of the only worker of a place: whoever worked there before is gone; what waits is queued again."""
    Beat.objects.filter(place=place).exclude(worker=worker).delete()
    give_up_lost(catalogue)
    for put_right in catalogue.starts:
        with suppress(EncoursError):  # a damaged book is told where it is asked for; the worker works
            put_right()
    waiting = Job.objects.filter(state=State.QUEUED, not_before=None)
    for number in waiting.order_by("pk").values_list("pk", flat=True):
        put(number)  # the queue is not part of a backup, and a job said twice is done once


def tell_again() -> int:
    """Tell the worker once more of the jobs that wait while its queue is empty: they were lost with it; how many."""
    if not queue.empty():
        return 0
    long_ago = timezone.now() - timedelta(seconds=SILENT_SECONDS)
    waiting = Job.objects.filter(state=State.QUEUED, not_before=None, asked_at__lt=long_ago)
    numbers = list(waiting.order_by("pk").values_list("pk", flat=True))
    for number in numbers:
        put(number)
    return len(numbers)


def give_up_lost(catalogue: Catalogue) -> int:
    """See to the running jobs whose worker gives no sign of life; how many there were."""
    alive = Beat.objects.filter(seen_at__gte=timezone.now() - timedelta(seconds=SILENT_SECONDS))
    lost = Job.objects.filter(state=State.RUNNING).exclude(worker__in=alive.values("worker"))
    return sum(_see_to(job, catalogue) for job in lost.select_related("asked_by"))


def abandon(worker: str, catalogue: Catalogue) -> int:
    """See to the jobs this worker leaves as it ends; how many there were."""
    left = Job.objects.filter(Q(worker=worker), state=State.RUNNING)
    return sum(_see_to(job, catalogue) for job in left.select_related("asked_by"))


def _left(job: Job, kind: Kind | None) -> Left:
    """What it did all the same, as far as the book can tell."""
    with suppress(EncoursError):
        return (kind.left(job) if kind and kind.left else None) or Left()
    return Left()


def _see_to(job: Job, catalogue: Catalogue) -> bool:
    kind = catalogue.kinds.get(job.kind)
    mine = Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker)
    with speaking(job.spoken or language()):
        left = _left(job, kind)
        ended = {"ended_at": timezone.now(), "error": left.words}
        if kind and left.result is not None:
            with transaction.atomic():
                done = mine.update(state=State.DONE, share=1.0, result=left.result, **ended)
                if done:
                    follow(job, kind, catalogue)
            return bool(done)
        if job.cancel_asked:
            return bool(mine.update(state=State.CANCELLED, **ended))
        if kind and kind.repeatable and job.attempts - job.retried < ATTEMPTS:
            again = bool(mine.update(state=State.QUEUED, worker="", share=0.0, step=""))
            put(job.pk)
            return again
        return bool(mine.update(state=State.FAILED, **{**ended, "error": left.words or _(LOST)}))
