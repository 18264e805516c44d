"""Files of a dispute: adding one, taking it away, removing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from encours.errors import UsageError
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.disputes.form import DISPUTE
from encours.web.records import pages
from encours.web.records.opened import opened
from encours.web.tables.files import KEPT_NOWHERE, vouch
from encours.web.workflow.disputes import files
from encours.web.workflow.disputes.accepted import LARGEST
from encours.web.workflow.disputes.models import DisputeFile

# What people send is taken away, never opened in the page.
ALONE = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


@require_POST
def add(request: HttpRequest, record: str) -> HttpResponse:
    """One file more; what is not accepted is refused, with the reason."""
    of = opened(request, Right.RECORD, DISPUTE, record)
    if of.found.row is None:
        return pages.taken_back(of)
    sent = request.FILES.get("file")
    if sent is None:
        return pages.shown(of, 400, file_wrong=_("Choose a file."))
    try:
        content = sent.read(LARGEST + 1)
        files.add(request, of.visit.person, record, of.found.said, sent.name or "", content)
    except UsageError as error:
        return pages.shown(of, 400, file_wrong=str(error))
    messages.success(request, _("The file is kept with the dispute."))
    return redirect(of.url)


@require_GET
def take(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """The file as it was sent, to be saved: a browser opens none of it."""
    opened(request, Right.SEE, DISPUTE, record)
    vouch(request)
    file = _one(record, number)
    named = {"Content-Disposition": content_disposition_header(True, file.name) or "attachment"}
    content = files.content_of(file)
    return HttpResponse(content, "application/octet-stream", headers=KEPT_NOWHERE | ALONE | named)


@require_POST
def remove(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """It is shown no more; who removed it, and when, stays."""
    of = opened(request, Right.RECORD, DISPUTE, record)
    if of.found.row is None:
        return pages.taken_back(of)
    files.remove(request, of.visit.person, of.found.said, _one(record, number))
    messages.success(request, _("The file is removed."))
    return redirect(of.url)


def _one(record: str, number: int) -> DisputeFile:
    found = next((one for one in files.files_of(record) if one.pk == number), None)
    if found is None:
        raise Http404
    return found
