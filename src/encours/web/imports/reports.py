"""One import once it is in the book: its report, the difference it made, and taking it back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from encours.api import words
from encours.book.undo import State
from encours.said import _
from encours.web.access.roles import Right
from encours.web.imports.difference import Difference, difference_of, difference_table
from encours.web.imports.history import Past, past_of, report_of, taken_back
from encours.web.imports.jobs import AFTER_IMPORT, EXPLAIN, TAKE_BACK, unexplained
from encours.web.imports.labels import format_named
from encours.web.imports.models import Explanation, Upload
from encours.web.imports.permissions import hindrance, may_see_upload, shared_alone
from encours.web.imports.summary import summary_of, ties_of
from encours.web.imports.uploads.checkup import problem_table
from encours.web.imports.views import forbidden
from encours.web.tables import answer
from encours.web.visit.reach import jobs_of
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.jobs.asking import start
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.models import ENDED, Job
from encours.web.workflow.trail.record import record


@require_GET
def report(request: HttpRequest, version: int) -> HttpResponseBase:
    """What an import did."""
    visit = enter(request, Right.SEE_IMPORTS)
    past = _past(visit, version)
    told = report_of(version)
    tables = [problem_table(request, told.get("problems", ()))]
    may_bring = visit.may(Right.IMPORT) and not hindrance(visit.person)
    difference = _difference(visit, version)
    if difference:
        tables.append(difference_table(request, visit, difference))
    said = {
        "visit": visit,
        "current": "imports",
        "past": past,
        "report": told,
        "format": format_named(told.get("format") or ""),
        "summary": summary_of(told),
        "counts": _counts(told),
        "rows": {what: past.rows(what) for what in ("new", "changed", "gone")},
        "ties": ties_of(told),
        "difference": difference,
        "may_bring": may_bring,
        "may_undo": may_bring and past.line.state is State.IN_BOOK and not _why_not_undo(visit, past),
        "undoing": _seen(visit, TAKE_BACK, version),
        "undone": taken_back(visit.person, version),
        "kept": _kept(visit, past),
        "explaining": _explaining(visit, version),
    }
    return answer(request, "imports/report.html", said, *tables)


@require_POST
def undo(request: HttpRequest, version: int) -> HttpResponse:
    """Ask for an import to be taken back."""
    visit = enter(request, Right.IMPORT)
    past = _past(visit, version)
    if why := hindrance(visit.person) or _why_not_undo(visit, past):
        return forbidden(request, why)
    running = _job(TAKE_BACK, version)
    if running is None or running.ended:
        start(TAKE_BACK, _("Take import {0} back").format(version), visit.person, version=version)
        record(request, acts.IMPORT_UNDO_ASKED_FOR, _("import {0}").format(version))
    return redirect(visit.url("import_report", version) + "#undo")


@require_POST
def explain(request: HttpRequest, version: int) -> HttpResponse:
    """Ask for the difference an import made."""
    visit = enter(request, Right.SEE_IMPORTS)
    _past(visit, version)
    running = _job(EXPLAIN, version)
    if not Explanation.objects.filter(version=version).exists() and (running is None or running.ended):
        start(EXPLAIN, _("Explain import {0}").format(version), visit.person, version=version)
    return redirect(visit.url("import_report", version) + "#difference")


def _past(visit: Visit, version: int) -> Past:
    """An import open to this person; 404 otherwise, whether it exists or not."""
    past = past_of(visit.person, version)
    if past is None:
        raise Http404
    return past


def _why_not_undo(visit: Visit, past: Past) -> str:
    return shared_alone(visit.person, report_of(past.version).get("entities", ()), past.brought)


def _kept(visit: Visit, past: Past) -> Upload | None:
    """The files of an import, when they are still there and this person may see them."""
    upload = past.brought.upload if past.brought else None
    return upload if upload and not upload.swept and may_see_upload(visit.person, upload) else None


def _difference(visit: Visit, version: int) -> Difference | None:
    kept = Explanation.objects.filter(version=version).first()
    return difference_of(visit, kept.content) if kept else None


def _counts(told: dict[str, Any]) -> list[tuple[str, dict[str, int]]]:
    """The counts of each table the import touched, under its name."""
    return [
        (words.table(table), counts)
        for table, counts in told.get("tables", {}).items()
        if counts["accepted"] or counts["gone"]
    ]


def _explaining(visit: Visit, version: int) -> Job | None:
    """What explains an import: asked for by a person, or following the import by itself."""
    asked = _seen(visit, EXPLAIN, version)
    if (asked is None or asked.ended) and version in unexplained():
        following = jobs_of(visit.person).filter(entry=AFTER_IMPORT.name).exclude(state__in=ENDED)
        return following.first() or asked
    return asked


def _seen(visit: Visit, kind: Kind, version: int) -> Job | None:
    """The last job of that kind about an import, of those the reader may see."""
    return jobs_of(visit.person).filter(kind=kind.name, arguments={"version": version}).first()


def _job(kind: Kind, version: int) -> Job | None:
    """The last job of that kind about an import."""
    return Job.objects.filter(kind=kind.name, arguments={"version": version}).first()
