"""One upload: what its files are, how they are read, what importing them would do; then importing them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from encours.errors import DataError
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.imports import asking
from encours.web.imports.history import already
from encours.web.imports.models import Upload
from encours.web.imports.permissions import hindrance
from encours.web.imports.uploads import storage
from encours.web.imports.uploads.checkup import doctor_table, reports_of
from encours.web.imports.uploads.parts import fingerprint, parts_of, undecided
from encours.web.imports.uploads.reading import Shown, choose_format, mark_of, of_part, read_as, shown
from encours.web.imports.views import forbidden, upload_of
from encours.web.tables import answer
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.trail.record import record


@require_GET
def depot(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """The upload as it stands."""
    visit = enter(request, Right.SEE_IMPORTS)
    return page(request, visit, upload_of(visit, key))


@require_POST
def reading(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponseBase:
    """Say how the parts are read; `number` is the one whose button it was."""
    visit, upload = _open(request, key)
    if why := hindrance(visit.person):
        return forbidden(request, why)
    wrong = _read(visit, upload, request.POST)
    return page(request, visit, upload, wrong) if wrong else redirect(visit.url("import_upload", upload.pk))


@require_POST
def check(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Ask for the dry run of the files as their form says they are read, kept before or not."""
    visit, upload = _open(request, key)
    if "settings" in request.POST and not hindrance(visit.person):
        wrong = _read(visit, upload, request.POST)
        if wrong:
            return page(request, visit, upload, wrong, status=422)
    return _asked(request, visit, upload, asking.check, acts.IMPORT_CHECKED)


@require_POST
def start(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Ask for the import of what was checked: read in another way meanwhile, it is checked first."""
    visit, upload = _open(request, key)
    said = request.POST.get("checked", "")
    stale = upload.doctor is not None and not asking.checked(upload)
    if stale or said not in ("", fingerprint(parts_of(upload))):
        messages.error(
            request, _("These files are read in another way since they were checked: check them again.")
        )
        return redirect(visit.url("import_upload", upload.pk) + "#work")
    return _asked(request, visit, upload, asking.start, acts.IMPORT_ASKED_FOR)


@require_POST
def drop(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Remove files that are not wanted after all."""
    visit, upload = _open(request, key)
    if _busy(upload) or upload.versions:
        messages.error(request, _("These files are being imported already, or are in the book."))
        return redirect(visit.url("import_upload", upload.pk))
    storage.forget(upload)
    record(request, acts.FILES_DROPPED, str(upload))
    messages.success(request, _("The files are removed. Nothing of them was imported."))
    return redirect(visit.url("imports"))


def page(
    request: HttpRequest, visit: Visit, upload: Upload, wrong: Sequence[Shown] = (), status: int = 200
) -> HttpResponseBase:
    """The whole page; `wrong` are parts whose form was refused, shown as they were typed."""
    parts, typed = parts_of(upload), {one.part.number: one for one in wrong}
    made = [typed.get(part.number) or shown(part, visit) for part in parts]
    for one in made:
        one.mark = mark_of(one.part, parts)
    ready = bool(made) and not undecided(parts) and not any(one.blocked for one in made)
    table = doctor_table(request, upload) if asking.checked(upload) else None
    said = {
        "visit": visit,
        "current": "imports",
        "upload": upload,
        "refusals": [file for file in upload.files.all() if file.refused],
        "parts": made,
        "ready": ready and not upload.swept and not upload.versions,
        "already": already(visit.person, [file.digest for part in parts for file in part.files]),
        "hindrance": hindrance(visit.person),
        "may_change": not (upload.versions or upload.swept or _busy(upload) or hindrance(visit.person)),
        "checked": table is not None,
        "reports": reports_of(upload),
        "failed": any(report["refused"] for report in upload.doctor or ()),
        "doubtful": any(report.get("doubts") for report in upload.doctor or ()),
        "empty": table is not None and not any(_changes(report) for report in upload.doctor or ()),
        **_work(upload),
    }
    return answer(request, "imports/depot.html", said, *([table] if table else []), status=status)


def _changes(report: dict[str, Any]) -> int:
    return sum(report.get(name) or 0 for name in ("new", "changed", "gone"))


def _work(upload: Upload) -> dict[str, Any]:
    """The job to follow: the import when there is one, else the check."""
    importing = upload.import_job
    if importing is not None:
        return {"job": importing, "importing": True}
    return {"job": upload.check_job, "importing": False}


def _open(request: HttpRequest, key: uuid.UUID) -> tuple[Visit, Upload]:
    visit = enter(request, Right.IMPORT)
    return visit, upload_of(visit, key)


def _busy(upload: Upload) -> bool:
    """Whether its import is under way: how it is read stays as it was asked for."""
    return upload.import_job is not None and not upload.import_job.ended


def _read(visit: Visit, upload: Upload, posted: QueryDict) -> list[Shown]:
    """Keep how the parts are read as their form says it; the parts in which something is wrong."""
    parts = parts_of(upload)
    if upload.versions or upload.swept or _busy(upload):
        return []
    wrong = []
    for part in parts:
        said = of_part(posted, mark_of(part, parts))
        if said.get("importer", part.importer) not in ("", part.importer):
            choose_format(part, said["importer"])
        elif said and part.importer and (refused := read_as(part, said, visit)):
            wrong.append(refused)
    return wrong


def _asked(request: HttpRequest, visit: Visit, upload: Upload, do: Any, told: Act) -> HttpResponse:
    if why := hindrance(visit.person):
        return forbidden(request, why)
    try:
        do(upload, visit.person)
        record(request, told, str(upload))
    except DataError as error:
        messages.error(request, str(error))
    return redirect(visit.url("import_upload", upload.pk) + "#work")
