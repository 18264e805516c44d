"""Doing a job: take it, run it, write how it ended and what comes after."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.utils import timezone

from encours.errors import EncoursError, UsageError, disk_full
from encours.i18n import language, mark, speaking
from encours.said import _, reason
from encours.web.room import NO_ROOM
from encours.web.workflow.jobs.catalogue import Catalogue
from encours.web.workflow.jobs.chain import follow
from encours.web.workflow.jobs.kind import Kind, pause_before
from encours.web.workflow.jobs.models import Job, State, clock
from encours.web.workflow.jobs.running import Cancelled, Interrupted, Later, Running

logger = logging.getLogger("encours.jobs")
BROKEN = mark("The program failed. The job's log says where: pass it on to whoever runs Encours.")
AGAIN = mark("Tried again at {0}")
unwritten: dict[
    int, Callable[[], Any]
] = {}  # how the jobs of this worker that are over end, where no disk took it


def do(number: int, worker: str, catalogue: Catalogue) -> None:
    """Run a job that waits, to its end; nothing for one already taken, ended, gone or not to be begun yet."""
    job = _taken(number, worker)
    if job is not None:
        facts = {"job": job.pk, "kind": job.kind}
        logger.info("job started", extra=facts)
        with speaking(job.spoken or language()):
            _run(Running(job), catalogue, facts)
        logger.info("job ended", extra=facts)


def _taken(number: int, worker: str) -> Job | None:
    """The job, ours alone: of two who try at once, one finds it waiting."""
    now = timezone.now()
    ripe = Q(not_before=None) | Q(not_before__lte=now)
    mine = Job.objects.filter(ripe, pk=number, state=State.QUEUED).update(
        state=State.RUNNING, worker=worker, started_at=now, not_before=None, attempts=F("attempts") + 1
    )
    return Job.objects.select_related("asked_by").get(pk=number) if mine else None


def write_ends() -> int:
    """Write the ends that the disk did not take, now that it may; how many there were."""
    waiting = list(unwritten.items())
    for number, end in waiting:
        with transaction.atomic():
            end()
        del unwritten[number]
    return len(waiting)


def _run(running: Running, catalogue: Catalogue, facts: dict[str, Any]) -> None:
    job = running.job
    kind = catalogue.kinds.get(job.kind)
    try:
        if kind is None:
            raise UsageError(_("There is no job of kind {0}.").format(job.kind))
        result = kind.run(running, **job.arguments)
        _write(job, partial(_done, running, kind, catalogue, result))
    except Cancelled:
        _write(job, partial(_end, running, State.CANCELLED))
    except Interrupted:
        return  # whoever ends this worker sees to it
    except Later as later:
        _write(job, partial(_wait, running, later.moment))
    except EncoursError as error:
        _write(job, partial(_end, running, State.FAILED, error=reason(error)))
    except Exception as error:
        logger.exception("job failed", extra=facts)
        running.log(traceback.format_exc())
        if kind and job.retried < kind.retries:
            _write(job, partial(_wait, running, timezone.now() + pause_before(job.retried, kind.pause)))
        else:
            said = _(NO_ROOM) if disk_full(error) else _(BROKEN)
            _write(job, partial(_end, running, State.FAILED, error=said))


def _write(job: Job, end: Callable[[], Any]) -> None:
    """Write an end; where the disk takes no more, the worker does once it takes some: nothing stays running that is
    not."""
    try:
        with transaction.atomic():
            end()
    except DatabaseError as error:
        if not disk_full(error):
            raise
        logger.exception("end of a job not written", extra={"job": job.pk, "kind": job.kind})
        unwritten[job.pk] = end


def _done(running: Running, kind: Kind, catalogue: Catalogue, result: Any) -> None:
    """The end and what it asks for are written together: what follows is neither forgotten nor asked for in vain."""
    if _end(running, State.DONE, share=1.0, result=result):
        follow(running.job, kind, catalogue)


def _wait(running: Running, moment: datetime) -> None:
    """Back among those that wait, until that moment; taken back meanwhile, it has ended."""
    running.log(_(AGAIN).format(clock(moment)))
    again = {
        "worker": "",
        "share": 0.0,
        "step": "",
        "not_before": moment,
        "started_at": None,
        "retried": F("retried") + 1,
    }
    if not _mine(running).filter(cancel_asked=False).update(state=State.QUEUED, log=running.lines(), **again):
        _end(running, State.CANCELLED)


def _end(running: Running, state: State, **more: Any) -> bool:
    """Write the end, unless the job was given up for lost meanwhile."""
    ended = {"step": running.job.step, "log": running.lines(), "ended_at": timezone.now(), **more}
    return bool(_mine(running).update(state=state, **ended))


def _mine(running: Running) -> Any:
    job = running.job
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker)
