"""The jobs: their list, each one's progress and log, and taking one back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.jobs.access import job_of, may_see_items
from encours.web.jobs.items import aside, standing
from encours.web.tables import Column, Empty, Frame, Kind, answer, of_rows
from encours.web.visit.damage import damage_for
from encours.web.visit.reach import jobs_of
from encours.web.visit.visit import enter
from encours.web.workflow.jobs.asking import cancel
from encours.web.workflow.jobs.models import Job, State


@require_GET
def jobs(request: HttpRequest) -> HttpResponseBase:
    """All the jobs kept, the newest first."""
    visit = enter(request, Right.SEE_JOBS)
    rows = list(jobs_of(visit.person).select_related("asked_by", "after").defer("log", "arguments", "result"))
    empty = Empty(_("Nothing has been asked of the worker yet: imports and nightly work appear here."))
    frame = Frame(_("Jobs"), sort="-asked_at", empty=empty)
    said = {"visit": visit, "damage": damage_for(visit.person)}
    return answer(request, "jobs/jobs.html", said, of_rows(request, "jobs", columns(), rows, frame))


def columns() -> list[Column]:
    """What the list says of a job."""
    return [
        Column(
            "label",
            _("Job"),
            value=lambda job: job.title,
            href=lambda job: reverse("job", args=[job.pk]),
        ),
        Column("state", _("State"), Kind.TAG, value=_state, tone=_tone),
        Column("asked_at", _("Asked on"), Kind.MOMENT),
        Column("asked_by", _("Asked by"), value=lambda job: job.asker_label),
        Column("seconds", _("Seconds"), Kind.COUNT, value=lambda job: _whole(job.seconds)),
        Column("error", _("What went wrong")),
    ]


def _state(job: Job) -> str:
    return " · ".join(filter(None, (job.state_label, job.waiting_label)))


def _tone(job: Job) -> str:
    return "bad" if job.state == State.FAILED else ""


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)


@require_GET
def job(request: HttpRequest, number: int) -> HttpResponseBase:
    """How far a job is, and its log for who may see it. Left open, it follows the job to its end."""
    found = job_of(request, number, Right.SEE_JOBS)
    person = request.user
    may_read, items = person.may(Right.SEE_JOBS), bool(found.items) and may_see_items(person)
    shown = {
        "job": found,
        "current": "jobs",
        "may_cancel": found.asked_by_id == person.pk or person.may(Right.JOBS),
        "may_read_log": may_read,
        "followers": found.followers.filter(pk__in=jobs_of(person)).order_by("pk") if may_read else (),
        "standing": standing(found) if items else (),
    }
    tables = [aside(request, found, person.may(Right.JOBS))] if items else []
    return answer(request, "jobs/job.html", shown, *tables)


@require_POST
def cancellation(request: HttpRequest, number: int) -> HttpResponse:
    """Take a job back."""
    found = job_of(request, number, Right.JOBS)
    cancel(found)
    return redirect("job", found.pk)
