"""What a job does one by one: how much stands where, and what is set aside until somebody says what became of it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from encours.i18n import _
from encours.said import listed
from encours.web.access.roles import Right
from encours.web.jobs.access import job_of, may_see_items
from encours.web.tables import Column, Empty, Frame, Kind, Table, of_rows
from encours.web.workflow import acts
from encours.web.workflow.jobs.asking import start_again
from encours.web.workflow.jobs.items import counts, settle
from encours.web.workflow.jobs.models import ITEM_LABELS, ItemState, Job, WorkItem
from encours.web.workflow.trail.record import record

MOST = 1_000  # shown of what stands aside
ASIDE = (ItemState.UNSURE, ItemState.FAILED)


def standing(job: Job) -> list[tuple[str, int]]:
    """The items of the job's kind, how many stand where, in words."""
    return [(_(ITEM_LABELS[ItemState(state)]), count) for state, count in counts(job.items).items()]


def aside(request: HttpRequest, job: Job, may_settle: bool) -> Table:
    """What failed for good, or may have been done."""
    columns = [
        Column("key", _("Element")),
        Column("state", _("State"), Kind.TAG, value=lambda item: item.state_label, tone=lambda item: "bad"),
        Column("error", _("What went wrong"), value=lambda item: item.error_label),
        Column("attempts", _("Attempts"), Kind.COUNT),
        Column("taken_at", _("Last begun on"), Kind.MOMENT),
    ]
    if may_settle:
        columns.append(
            Column("pk", _("Actions"), template="jobs/settle.html", sortable=False, exported=False)
        )
    rows = WorkItem.objects.filter(kind=job.items, state__in=ASIDE)[:MOST]
    empty = Empty(_("Nothing stands aside."))
    frame = Frame(_("Set aside"), empty=empty, search=False)
    return of_rows(request, "aside", columns, list(rows), frame)


@require_POST
def settlement(request: HttpRequest, number: int) -> HttpResponse:
    """What became of an item set aside: it was done after all, or it is to be done again."""
    job = job_of(request, number, Right.JOBS)
    if not may_see_items(request.user):
        raise PermissionDenied
    key, done = request.POST.get("key", ""), request.POST.get("was") == "done"
    if settle(job.items, key, done=done):
        record(
            request,
            acts.JOB_ITEM_SAID_DONE if done else acts.JOB_ITEM_BEGUN_AGAIN,
            listed([job.label, key], " · "),
        )
        if not done:
            start_again(job, request.user)
    return redirect("job", job.pk)
