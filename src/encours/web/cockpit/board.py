"""The workbook of the board: everything the cockpit says and more, as one Excel file within the perimeter."""

from __future__ import annotations

import time
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from encours.errors import UsageError
from encours.i18n import language
from encours.reports.workbook import write_workbook
from encours.said import _, day_text
from encours.web.access.perimeter import conditions
from encours.web.access.roles import Right
from encours.web.place import folder
from encours.web.tables import files
from encours.web.visit.scope import scope_of
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.jobs.asking import start
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.models import Job, State
from encours.web.workflow.jobs.running import Running
from encours.web.workflow.people.models import Person

SMALL = 2_000  # customers: a book of so many is written in a few seconds
KEPT_SECONDS = 86_400


@require_POST
def board(request: HttpRequest) -> HttpResponseBase:
    """The file at once for a small book; for a large one the worker writes it, and the page follows."""
    visit = enter(request, Right.EXPORT)
    label = _("Workbook of {0}").format(day_text(visit.day))
    if visit.book.about.customers > SMALL:
        query = request.GET.urlencode()
        job = start(
            WRITE, label, visit.person, person=visit.person.pk, query=query, seen=conditions(visit.person)
        )
        return redirect("board_made", job.pk)
    path = folder("boards") / f"now-{time.monotonic_ns()}.xlsx"
    try:
        _write(visit, path)
        file = path.open("rb")
    finally:
        path.unlink(missing_ok=True)  # an open file outlives its name
    return files.workbook(request, f"encours-{visit.day.isoformat()}.xlsx", file)


@require_GET
def board_made(request: HttpRequest, number: int) -> HttpResponse:
    """How far the workbook is; its file once it is written."""
    visit = enter(request, Right.EXPORT)
    return render(request, "cockpit/board.html", {"job": _mine(visit, number), "done": State.DONE})


@require_GET
def board_file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file, for whoever asked for it and still sees as much."""
    visit = enter(request, Right.EXPORT)
    job = _mine(visit, number)
    path = _path(job.pk)
    if job.state != State.DONE or job.arguments["seen"] != conditions(visit.person) or not path.exists():
        raise Http404
    return files.workbook(request, f"encours-{job.result['day']}.xlsx", path.open("rb"))


def run(running: Running, person: int, query: str, seen: list[str]) -> dict[str, str]:
    """The work: the workbook of what this person sees, kept for a day."""
    running.step(_("Writing the workbook"))
    _forget_old()
    visit = Visit(HttpRequest(), Person.objects.get(pk=person), scope_of(QueryDict(query)))
    if conditions(visit.person) != seen:
        raise UsageError(_("Your perimeter has changed since this workbook was asked for: ask for it again."))
    _write(visit, _path(running.job.pk))
    return {"day": visit.day.isoformat()}


WRITE = Kind("board", run, repeatable=True)
JOBS = (WRITE,)


def _write(visit: Visit, path: Path) -> None:
    write_workbook(visit.book, path, visit.day, visit.currency, language())


def _mine(visit: Visit, number: int) -> Job:
    job = Job.objects.filter(pk=number, kind=WRITE.name, asked_by=visit.person).first()
    if job is None:
        raise Http404
    return job


def _path(number: int) -> Path:
    return folder("boards") / f"{number}.xlsx"


def _forget_old() -> None:
    """Workbooks are taken away the day they are made."""
    for path in folder("boards").glob("*.xlsx"):
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
