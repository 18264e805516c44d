"""From boxes ticked in a list to one form, one deed, its result and its undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from encours.api.recorded import Sought, every
from encours.i18n import _, counted
from encours.web.access.roles import Right
from encours.web.bulk.targets import MOST, Target, gathered, said_of, ticked
from encours.web.bulk.targets import form as form_of
from encours.web.items.card import RECORDED as OF_AN_ITEM
from encours.web.items.query import Asked, asked
from encours.web.recorded import RECORDED
from encours.web.records.about import about
from encours.web.records.form import RecordForm
from encours.web.records.kind import Kind
from encours.web.records.opened import newest
from encours.web.visit.visit import Visit, enter
from encours.web.workflow.recording import make_many, withdraw_many
from encours.web.workflow.records import Changed, is_new_key, new_key, numbered_keys

OFFERED = tuple(name for name, _label, _icon in OF_AN_ITEM)
KINDS = {kind.name: kind for kind in RECORDED if kind.name in OFFERED}
LIST = "/creances/?"


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The form about the items ticked, and what it records: all of it, or nothing. They are as they stand today,
    whatever date the list was of."""
    wanted = asked(enter(request, Right.RECORD))
    visit, kind = newest(request, Right.RECORD), _kind(request)
    chosen = request.POST.getlist("chosen")
    items = ticked(visit, chosen) if len(chosen) <= MOST else []
    if not items:
        many = _("At most {0} items are recorded about at a time.").format(MOST)
        none = _("Tick at least one item that is still to be paid.")
        messages.warning(request, many if len(chosen) > MOST else none)
        return redirect(wanted.url())
    targets = gathered(kind, items)
    of = about(visit.allowed, *targets[0].account, visit.day)
    if of is None:
        raise Http404
    form = form_of(kind, of, visit.person, targets, request.POST if "write" in request.POST else None)
    if not form.is_valid():
        return _ask(wanted, kind, form, items, len(chosen) - len(items))
    sent = request.POST.get("batch", "")
    batch = sent if is_new_key(sent) else new_key()
    _write(visit, kind, batch, [said_of(kind, target, form.said()) for target in targets])
    return redirect(visit.url("bulk_made", kind=kind.name, batch=batch, back=wanted.url()))


@require_GET
def made(request: HttpRequest) -> HttpResponse:
    """What was recorded together, and the way to take all of it back."""
    visit = newest(request, Right.RECORD)
    batch = request.GET.get("batch", "")
    if not is_new_key(batch):
        return redirect(visit.url("items"))
    kind = _kind(request)
    mine = kind.model.objects.filter(key__in=numbered_keys(batch, MOST), person=visit.person)
    among = {kind.of.key: sorted({one.key for one in mine})}
    rows = list(every(visit.book, kind.of, Sought(visit.day, visit.until, among)))
    said = {
        **_around(visit, kind),
        "rows": [(row, visit.url(kind.name, row[kind.of.key])) for row in rows],
        "batch": batch,
        "undo": visit.url("bulk_undo", kind=kind.name, back=_back(request)),
        "back": _back(request) or visit.url("items"),
        "count": counted("{0} record", "{0} records", len(rows)).format(len(rows)),
    }
    return render(request, "bulk/made.html", said)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """All that was recorded together was never so; nothing is taken back where one of them was changed since."""
    visit = newest(request, Right.RECORD)
    batch, back = request.POST.get("batch", ""), _back(request) or visit.url("items")
    if not is_new_key(batch):
        return redirect(back)
    kind = _kind(request)
    try:
        count = withdraw_many(request, visit.person, kind.model, numbered_keys(batch, MOST))
    except Changed as changed:
        messages.error(request, str(changed))
        return redirect(visit.url("bulk_made", kind=kind.name, batch=batch, back=_back(request)))
    told = counted("{0} record was taken back.", "{0} records were taken back.", count).format(count)
    messages.success(request, told)
    return redirect(back)


def _write(visit: Visit, kind: Kind, batch: str, said: list[Any]) -> None:
    """One form sent twice is recorded once; nobody else's key can be used."""
    try:
        keyed = dict(zip(numbered_keys(batch, len(said)), said, strict=True))
        make_many(visit.request, visit.person, kind.model, keyed)
    except Changed as changed:
        if changed.latest is None or changed.latest.person != visit.person:
            raise Http404 from None
        messages.info(visit.request, _("This was recorded already: here it is."))


def _ask(asked: Asked, kind: Kind, form: RecordForm, items: list[Target], left_out: int) -> HttpResponse:
    visit = asked.visit
    said = {
        **_around(visit, kind),
        "form": form,
        "items": items,
        "customers": len({one.account for one in items}),
        "chosen": visit.request.POST.getlist("chosen"),
        "left_out": left_out,
        "batch": visit.request.POST.get("batch") or new_key(),
        "back": asked.url(),
    }
    return render(visit.request, "bulk/form.html", said, status=400 if form.is_bound else 200)


def _kind(request: HttpRequest) -> Kind:
    found = KINDS.get(request.GET.get("kind") or OFFERED[0])
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    """The list one came from: an address of ours alone."""
    said = request.GET.get("back", "")
    return said if said.startswith(LIST) else ""


def _around(visit: Visit, kind: Kind) -> dict[str, Any]:
    return {"visit": visit, "kind": kind, "title": _(kind.title), "current": "items"}
