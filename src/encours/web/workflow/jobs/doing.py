"""Doing a job: take it, run it, write how it ended."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from django.db.models import F
from django.utils import timezone

from encours.errors import EncoursError, UsageError
from encours.i18n import _, in_language, language, mark, speaking
from encours.web.workflow.jobs.catalogue import Catalogue
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.models import Job, State
from encours.web.workflow.jobs.running import Cancelled, Interrupted, Running

logger = logging.getLogger("encours.jobs")
BROKEN = mark("The program failed. The job's log says where: pass it on to whoever runs Encours.")


def do(number: int, worker: str, catalogue: Catalogue) -> None:
    """Run a job that waits, to its end; nothing for one already taken, ended or gone."""
    job = _taken(number, worker)
    if job is not None:
        _run(job, catalogue)


def _taken(number: int, worker: str) -> Job | None:
    """The job, ours alone: of two who try at once, one finds it waiting."""
    waiting = Job.objects.filter(pk=number, state=State.QUEUED)
    mine = waiting.update(
        state=State.RUNNING, worker=worker, started_at=timezone.now(), attempts=F("attempts") + 1
    )
    return Job.objects.select_related("asked_by").get(pk=number) if mine else None


def _run(job: Job, catalogue: Catalogue) -> None:
    running = Running(job)
    facts = {"job": job.pk, "kind": job.kind}
    logger.info("job started", extra=facts)
    try:
        with speaking(job.asked_by.language if job.asked_by else language()):
            result = _kind_of(job, catalogue).run(running, **job.arguments)
        _end(running, State.DONE, share=1.0, result=result)
    except Cancelled:
        _end(running, State.CANCELLED)
    except Interrupted:
        return  # whoever ends this worker sees to it
    except EncoursError as error:
        _end(running, State.FAILED, error=str(error))
    except Exception:
        logger.exception("job failed", extra=facts)
        running.log(traceback.format_exc())
        spoken = job.asked_by.language if job.asked_by else language()
        _end(running, State.FAILED, error=in_language(BROKEN, spoken))
    logger.info("job ended", extra=facts)


def _kind_of(job: Job, catalogue: Catalogue) -> Kind:
    if job.kind not in catalogue.kinds:
        raise UsageError(_("There is no job of kind {0}.").format(job.kind))
    return catalogue.kinds[job.kind]


def _end(running: Running, state: State, **more: Any) -> None:
    """Write the end, unless the job was given up for lost meanwhile."""
    job = running.job
    mine = Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker)
    mine.update(state=state, step=job.step, log=running.lines(), ended_at=timezone.now(), **more)
