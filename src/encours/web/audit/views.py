"""The trail as it is read: a list to search, each record in full, and whether the chain holds."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from encours.i18n import _
from encours.web.access.perimeter import whole
from encours.web.access.roles import Right
from encours.web.audit.filters import NAMES, sought
from encours.web.audit.labels import changed, said, subject_of
from encours.web.audit.table import columns, fetch, stream
from encours.web.tables import Empty, Frame, answer, of_pages
from encours.web.visit.reach import reach
from encours.web.visit.visit import enter
from encours.web.workflow.trail.chain import check
from encours.web.workflow.trail.models import LABELS, Event
from encours.web.workflow.trail.verdict import verdict


@require_GET
def trail(request: HttpRequest) -> HttpResponseBase:
    """The records, the newest first."""
    visit = enter(request, Right.SEE_AUDIT)
    wanted, near = sought(request.GET), reach(visit.person)
    within = near.among("person_id", "at")
    frame = Frame(
        _("Audit trail"),
        sort="-number",
        empty=Empty(_("No record answers these filters.")),
        filters="audit/filters.html",
        filter_names=NAMES,
        placeholder=_("Subject, page, person…"),
    )
    table = of_pages(
        request,
        "audit",
        columns(),
        lambda *asked: fetch(within, wanted, *asked),
        lambda *asked: stream(within, wanted, *asked),
        frame,
    )
    shown = {
        "visit": visit,
        "wanted": wanted,
        "verdict": verdict(whole="whole" in request.GET) if whole(visit.person) else None,
        "confined": not whole(visit.person),
        "kinds": [(str(kind), _(label)) for kind, label in LABELS.items()],
        "people": near.accounts().order_by("email").values_list("email", flat=True),
    }
    return answer(request, "audit/trail.html", shown, table)


@require_GET
def event(request: HttpRequest, number: int) -> HttpResponse:
    """One record, with what an act changed."""
    visit = enter(request, Right.SEE_AUDIT)
    within = reach(visit.person).among("person_id", "at")
    found = Event.objects.filter(within, pk=number).select_related("person").first()
    if found is None:
        raise Http404
    shown = {
        "visit": visit,
        "event": found,
        "label": said(found.what),
        "subject": subject_of(found.subject),
        "kind": _(LABELS.get(found.kind, found.kind)),
        "changes": changed(found.changes),
        "current": "audit",
        "holds": check(number, number) is None,
    }
    return render(request, "audit/event.html", shown)
