"""Who may see a job."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from encours.web.access.roles import Right
from encours.web.workflow.jobs.models import Job
from encours.web.workflow.people.models import Person


def job_of(request: HttpRequest, number: int, right: Right) -> Job:
    """A job this person may see: asked for by themselves, or any with the right; 404 otherwise."""
    person = request.user
    job = Job.objects.select_related("asked_by", "after").filter(pk=number).first()
    if not isinstance(person, Person) or not person.is_active:
        raise PermissionDenied
    if job is None or not (job.asked_by_id == person.pk or person.may(right)):
        raise Http404
    return job
