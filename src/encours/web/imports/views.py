"""The imports: bring files, see what was brought and what is under way."""

from __future__ import annotations

from operator import methodcaller

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from encours.book.undo import State
from encours.errors import DataError
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.imports.history import Past, history
from encours.web.imports.labels import format_named
from encours.web.imports.limits import MEGABYTE, limits
from encours.web.imports.models import Brought, Upload
from encours.web.imports.permissions import hindrance, sources_of, uploads_of
from encours.web.imports.uploads.bounded import too_much
from encours.web.imports.uploads.receiving import receive, too_large
from encours.web.imports.uploads.sample import file_name, sample
from encours.web.tables import Column, Frame, Kind, answer, of_rows
from encours.web.visit.damage import damage_for
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.trail.record import record

WAITING = 8  # uploads not imported yet that the page shows


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponseBase:
    """The door: files go in, the history comes out."""
    visit = enter(request, Right.IMPORT if request.method == "POST" else Right.SEE_IMPORTS)
    return _received(request, visit) if request.method == "POST" else _shown(request, visit)


@require_GET
def sample_file(request: HttpRequest) -> HttpResponse:
    """A list to try with."""
    enter(request, Right.SEE_IMPORTS)
    response = HttpResponse(sample(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name()}"'
    return response


def forbidden(request: HttpRequest, why: str) -> HttpResponse:
    """403, with the reason."""
    return render(
        request, "shell/mistake.html", {"title": _("You cannot import"), "message": why}, status=403
    )


def _received(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    if why := hindrance(visit.person):
        return forbidden(request, why)
    files = request.FILES.getlist("files")
    try:
        if too_much(request):
            raise DataError(too_large())
        upload = receive(files, visit.person)
    except DataError as error:
        return _shown(request, visit, str(error))
    facts = [{"file": file.name, "bytes": file.size, "sha256": file.digest} for file in upload.files.all()]
    record(request, acts.FILES_BROUGHT, str(upload), after=facts)
    if upload.refused:
        messages.error(request, upload.refused)
    return redirect(visit.url("import_upload", upload.pk))


def _shown(request: HttpRequest, visit: Visit, error: str = "") -> HttpResponseBase:
    past = history(visit.person)
    frame = Frame(_("History of imports"), sort="-version")
    table = of_rows(request, "history", columns(visit), past, frame)
    said = {
        "visit": visit,
        "error": error,
        "empty": not past,
        "damage": damage_for(visit.person),
        "hindrance": hindrance(visit.person),
        "waiting": _waiting(visit),
        "sources": sources_of(visit.person).count(),
        "megabytes": limits().total_bytes // MEGABYTE,
        "most_files": limits().files,
        "last": max((one.version for one in past if one.imported), default=0),
    }
    return answer(request, "imports/imports.html", said, table, status=400 if error else 200)


def columns(visit: Visit) -> list[Column]:
    """What the history says of an import."""
    return [
        Column("version", _("Import number"), Kind.COUNT, href=lambda past: _href(visit, past)),
        Column("at", _("Recorded on"), Kind.MOMENT, second=lambda past: past.who, second_label=_("By")),
        Column(
            "files",
            _("Files"),
            second=lambda past: format_named(past.format),
            second_label=_("Format"),
        ),
        Column("read", _("Lines read"), Kind.COUNT),
        Column("refused", _("Refused"), Kind.COUNT, tone=lambda past: "bad" if past.refused else ""),
        *(
            Column(name, label, value=methodcaller("rows", name))
            for name, label in (("new", _("Added")), ("changed", _("Changed")), ("gone", _("Gone")))
        ),
        Column("state", _("State"), Kind.TAG, value=lambda past: past.label, tone=_tone),
    ]


def _href(visit: Visit, past: Past) -> str:
    number = past.version if past.imported else past.line.undoes
    return visit.url("import_report", number)


def _tone(past: Past) -> str:
    return "" if past.line.state is State.IN_BOOK else "off"


def _waiting(visit: Visit) -> list[Upload]:
    """Brought and never imported: the person's own, or all when nothing is closed to them. What was imported and taken
    back is in the history, whose report leads to its files."""
    kept = uploads_of(visit.person).filter(versions=[], swept=False, origin__in=("page", "api"))
    kept = kept.exclude(pk__in=Brought.objects.filter(upload__isnull=False).values("upload"))
    return list(kept.select_related("person", "import_job", "check_job").prefetch_related("files")[:WAITING])


def upload_of(visit: Visit, key: object) -> Upload:
    """An upload this person may see; 404 otherwise, whether it exists or not."""
    found: Upload | None = (
        uploads_of(visit.person).select_related("person", "import_job", "check_job").filter(pk=key).first()
    )
    if found is None:
        raise Http404
    return found
