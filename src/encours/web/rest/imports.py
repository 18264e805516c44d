"""Imports: their list, the report of each, and files sent by a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from encours.book.home import Home
from encours.book.keeping import report_of
from encours.book.manifest import Manifest, history
from encours.i18n import mark
from encours.importers.due import default_terms
from encours.said import told
from encours.web import place
from encours.web.imports.asking import check, start
from encours.web.imports.models import Brought, Upload
from encours.web.imports.permissions import may_see_upload, may_see_version
from encours.web.imports.uploads.receiving import receive
from encours.web.rest.caller import Caller, enter
from encours.web.rest.exact import answer
from encours.web.rest.query import Sending
from encours.web.rest.report_schemas import Import, Received, Report, Sent
from encours.web.rest.schemas import REFUSALS, WRITES, Problem
from encours.web.workflow import acts
from encours.web.workflow.keys.models import Scope
from encours.web.workflow.trail.record import record

if TYPE_CHECKING:
    from encours.web.workflow.people.models import Person

router = Router(tags=["imports"])


@router.get(
    "/imports",
    response={200: list[Import], **REFUSALS},
    operation_id="list_imports",
    summary=mark("The imports, oldest first"),
)
def imports(request: HttpRequest) -> HttpResponse:
    """Those that touched nothing closed to the caller; the taking back of one is a version of its own."""
    caller = enter(request, Scope.IMPORTS)
    versions = history(_home())
    brought = Brought.objects.in_bulk(field_name="version")
    seen = [v for v in versions if _open(caller, v, brought)]
    kept = versions[-1].imports if versions else set()
    return answer([_told(version, kept) for version in seen])


@router.get(
    "/imports/{int:version}",
    response={200: Report, 404: Problem, **REFUSALS},
    operation_id="get_import",
    by_alias=True,
    summary=mark("The report of one import"),
)
def report(request: HttpRequest, version: int) -> HttpResponse:
    """What was read, accepted, refused and why."""
    caller = enter(request, Scope.IMPORTS)
    found = next((one for one in history(_home()) if one.version == version), None)
    if found is None:
        raise Http404
    if not _open(caller, found, Brought.objects.in_bulk([version], field_name="version")):
        raise Http404
    if (kept := report_of(_home(), version)) is None:
        raise Http404
    return answer(told(kept))


@router.post(
    "/imports",
    response={202: Received, **WRITES},
    operation_id="send_files",
    summary=mark("Files to import, as the page takes them"),
)
def send(request: HttpRequest, files: File[list[UploadedFile]], asked: Query[Sending]) -> HttpResponse:
    """They are stored, recognised and imported by a job. `refused` says why, when they cannot be: 409 then."""
    caller = enter(request, Scope.IMPORTS, asked, write=True)
    _refuse_confined(caller)  # a file may hold what the key is kept from
    default_terms(asked.terms)
    upload = receive(
        files, caller.person, origin="api", options={"terms": asked.terms} if asked.terms else {}
    )
    job = (check if asked.dry_run else start)(upload, caller.person)
    names = [file.name for file in upload.files.all()]
    record(request, acts.FILES_SENT, ", ".join(names))
    return answer({"upload": str(upload.pk), "job": job.pk, "files": names}, status=202)


@router.get(
    "/imports/files/{uuid:upload}",
    response={200: Sent, 404: Problem, **REFUSALS},
    operation_id="get_files",
    by_alias=True,
    summary=mark("Files sent: how far they are, what a dry run says of them"),
)
def sent(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Once the job has ended: the report of each part as it would be, or the imports made."""
    caller = enter(request, Scope.IMPORTS)
    _refuse_confined(caller)
    found = Upload.objects.select_related("check_job", "import_job").filter(pk=upload).first()
    if found is None or not may_see_upload(caller.person, found):
        raise Http404
    job = found.import_job or found.check_job
    return answer(
        {
            "upload": str(found.pk),
            "files": [file.name for file in found.files.all()],
            "state": job.state if job else "",
            "error": job.error if job else "",
            "versions": found.versions,
            "reports": told(found.doctor or []),
        }
    )


def _refuse_confined(caller: Caller) -> None:
    if caller.key and (caller.key.entities is not None or caller.key.portfolios is not None):
        raise PermissionDenied


def _home() -> Home:
    return Home(place.home())


def _open(caller: Caller, version: Manifest, brought: Mapping[int, Brought]) -> bool:
    told = version.summary.get("report", {})
    limits = cast("Person", caller.limits)  # of a person, only the perimeter is looked at
    return may_see_version(
        limits, told.get("entities", ()), told.get("tables", ()), brought.get(version.version)
    )


def _told(version: Manifest, kept: set[int]) -> dict[str, Any]:
    said = version.summary.get("report", {})
    state = "undo" if version.undone else "in_book" if version.version in kept else "undone"
    return {
        "version": version.version,
        "recorded_at": version.recorded_at,
        "state": state,
        "undoes": version.undone or None,
        "format": said.get("format", ""),
        "files": said.get("files", []),
        "entities": said.get("entities", []),
    }
