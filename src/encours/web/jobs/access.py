"""Who may see a job: who asked for it; with the right, those who see no less of the book than who asked."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from encours.web.access.perimeter import whole
from encours.web.access.roles import Right
from encours.web.visit.reach import jobs_of, own
from encours.web.workflow.jobs.models import Job
from encours.web.workflow.people.models import Person


def job_of(request: HttpRequest, number: int, right: Right) -> Job:
    """A job this person may see: asked for by themselves, or within their reach with the right; 404 otherwise."""
    person = request.user
    if not isinstance(person, Person) or not person.is_active:
        raise PermissionDenied
    open_to = (
        jobs_of(person) if person.may(right) else Job.objects.filter(own(person, "asked_at", "asked_by_id"))
    )
    job: Job | None = open_to.select_related("asked_by", "after").filter(pk=number).first()
    if job is None:
        raise Http404
    return job


def may_see_items(person: Person) -> bool:
    """Items are those of a kind of jobs, whoever asked: they speak of the whole."""
    return person.may(Right.SEE_JOBS) and whole(person)
