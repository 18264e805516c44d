"""Since when each entity is known: told, and corrected with a reason."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from encours.book.declare import LONGEST_REASON, declare
from encours.book.since import Days
from encours.cube.facts.fact import Clock
from encours.cube.since import Since
from encours.errors import EncoursError
from encours.i18n import _, mark
from encours.web.access.roles import Right
from encours.web.imports.models import Brought
from encours.web.imports.permissions import hindrance
from encours.web.imports.views import forbidden
from encours.web.tables import Column, Empty, Frame, Kind, Table, answer, of_rows
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.trail.record import record

LABELS = {
    Clock.POSITION: mark("Position"),
    Clock.SALES: mark("Sales"),
    Clock.RECEIPTS: mark("Receipts"),
}
SINCE = {
    Clock.POSITION: mark("Position known since"),
    Clock.SALES: mark("Sales known since"),
    Clock.RECEIPTS: mark("Receipts known since"),
}
REASONS = {"fec": mark("FEC"), "flat": mark("List of open items")}


class SinceForm(forms.Form):
    """An entity, the days that change, and why."""

    entity = forms.ChoiceField()
    position = forms.DateField(required=False)
    sales = forms.DateField(required=False)
    receipts = forms.DateField(required=False)
    reason = forms.CharField(max_length=LONGEST_REASON)

    def __init__(self, visit: Visit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["entity"] = forms.ChoiceField(
            label=_("Entity"), choices=[(one.entity, one.entity) for one in visit.allowed.known_since]
        )
        for clock, label in SINCE.items():
            field = self.fields[clock.value]
            field.label = _(label)
            field.help_text = _("Left empty, it stays as it is.")
            field.widget = forms.DateInput(
                attrs={"type": "date", "max": visit.allowed.data_date.isoformat()}, format="%Y-%m-%d"
            )
        self.fields["reason"].label = _("Reason")
        self.fields["reason"].help_text = _("It stands in the list of imports, where this can be taken back.")

    @property
    def days(self) -> Days:
        return Days(**{clock.value: self.cleaned_data[clock.value] for clock in Clock})


@require_http_methods(["GET", "POST"])
def known_since(request: HttpRequest) -> HttpResponseBase:
    """The days of every entity of the reader's, and the form that corrects one."""
    writing = request.method == "POST"
    visit = enter(request, Right.IMPORT if writing else Right.SEE_IMPORTS)
    if not writing:
        return _page(request, visit, SinceForm(visit, initial={"entity": request.GET.get("of", "")}))
    if why := hindrance(visit.person):
        return forbidden(request, why)
    form = SinceForm(visit, request.POST)
    if not form.is_valid():
        return _page(request, visit, form, status=400)
    return _said(request, visit, form)


def _said(request: HttpRequest, visit: Visit, form: SinceForm) -> HttpResponse:
    entity, days = form.cleaned_data["entity"], form.days
    was = next(one.as_data() for one in visit.allowed.known_since if one.entity == entity)
    try:
        origin = {"person": visit.person.pk, "entities": [entity], "whole": False}
        report = declare(visit.allowed.home, entity, days, form.cleaned_data["reason"], origin)
    except EncoursError as error:
        form.add_error(None, str(error))
        return _page(request, visit, form, status=400)
    told = {clock.value: str(getattr(days, clock.value) or was[clock.value] or "") for clock in Clock}
    before = {clock.value: str(was[clock.value] or "") for clock in Clock}
    with transaction.atomic():
        if report.number:
            facts = {"person": visit.person, "entities": [entity]}
            Brought.objects.update_or_create(version=report.number, defaults=facts)
        record(request, acts.KNOWN_SINCE_SAID, entity, before, told | {"reason": form.cleaned_data["reason"]})
    messages.success(request, _("Saved: every figure follows from now on."))
    return redirect(visit.url("known_since"))


def _page(request: HttpRequest, visit: Visit, form: SinceForm, status: int = 200) -> HttpResponse:
    said = {"visit": visit, "current": "imports", "form": form, "hindrance": hindrance(visit.person)}
    return answer(request, "imports/since.html", said, _table(visit), status=status)


def _table(visit: Visit) -> Table:
    empty = Empty(_("The book holds no item yet."), visit.url("imports"), _("Bring a file"))
    frame = Frame(_("Known since"), sort="entity", empty=empty)
    return of_rows(visit.request, "since", _columns(), list(visit.allowed.known_since), frame)


def _columns() -> list[Column]:
    return [
        Column("entity", _("Entity")),
        *(
            Column(clock.value, _(label), Kind.DATE, second=partial(_told, clock))
            for clock, label in LABELS.items()
        ),
        Column("reason", _("What it rests on"), value=_reason),
    ]


def _told(clock: Clock, one: Since) -> str:
    """A day that nobody said is that of the first item: figures of before are shown, with a word."""
    return "" if clock in one.said else _("first item") if one.day(clock) else _("no receipt is known")


def _reason(one: Since) -> str:
    return _(REASONS[one.reason]) if one.reason in REASONS else one.reason or _("First item")
