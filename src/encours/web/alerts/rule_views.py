"""The rules: their list, making and changing one after having tried it, switching it on and off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.errors import DataError
from encours.i18n import _
from encours.web.access.perimeter import conditions
from encours.web.access.roles import Right
from encours.web.address import whole
from encours.web.alerts import words
from encours.web.alerts.form import RuleForm
from encours.web.alerts.ready import BY_NAME, CATALOGUE
from encours.web.alerts.rehearsing import Rehearsal, rehearse
from encours.web.alerts.rules_table import listed
from encours.web.alerts.watching.events import CATALOGUE as EVENTS
from encours.web.alerts.watching.run import book_of
from encours.web.tables import answer
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts, undoable
from encours.web.workflow.alerts.keeping import stop
from encours.web.workflow.alerts.models import Rule
from encours.web.workflow.alerts.reading import may_change, rules_open_to, steers
from encours.web.workflow.trail.record import record

LOOKS = ("figure", "event", "condition", "each", "where", "currency", "company")
WRITTEN = (*LOOKS, "label", "criticality", "people", "roles", "mail", "hooks")


@require_GET
def rules(request: HttpRequest) -> HttpResponseBase:
    """Those one may know of, and the ready-made ones."""
    visit = enter(request, Right.SEE)
    found = rules_open_to(visit.person)
    on = {rule.ready for rule in Rule.objects.filter(deleted_at=None).exclude(ready="")}
    said = {
        "visit": visit,
        "may_own": visit.may(Right.OWN),
        "steers": steers(visit.person),
        "ready": [
            (one.name, _(one.label), words.sentence(one.rule(visit.person)))
            for one in CATALOGUE
            if one.name not in on
        ],
        "deleted": undoable.restorable(Rule, visit.person),
        "current": "alerts",
    }
    return answer(request, "alerts/rules.html", said, listed(visit, found))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make one; the same address tries it."""
    return _written(enter(request, Right.OWN), None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one; what it found by another condition stands no longer."""
    visit = enter(request, Right.OWN)
    return _written(visit, _mine(visit, pk))


@require_POST
def ready(request: HttpRequest, name: str) -> HttpResponse:
    """A copy of a ready-made one, switched on."""
    visit = enter(request, Right.STEER)
    if not steers(visit.person):
        raise PermissionDenied
    if name not in BY_NAME:
        raise Http404
    with transaction.atomic():
        rule = BY_NAME[name].rule(visit.person)
        rule.save()
        record(request, acts.ALERT_RULE_MADE, subject=rule.label, after=rule.told())
    messages.success(request, _("“{0}” is watched from the next look on.").format(rule.label))
    return redirect(visit.url("alert_rules"))


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """On or off; what an off one found stands no longer."""
    visit = enter(request, Right.OWN)
    rule = _mine(visit, pk)
    with transaction.atomic():
        on = request.POST.get("on") == "1"
        if undoable.amend(request, acts.ALERT_RULE_SWITCHED, rule, rule.version, active=on) and not on:
            stop(rule, visit.person)
    said = _("“{0}” is on.") if on else _("“{0}” is off.")
    messages.success(request, said.format(rule.label))
    return redirect(visit.url("alert_rules"))


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one away; its owner can put it back for a month."""
    visit = enter(request, Right.OWN)
    rule = _mine(visit, pk)
    with transaction.atomic():
        stop(rule, visit.person)
        undoable.delete(request, Rule, rule.owner, pk)
    messages.success(request, _("“{0}” deleted. It can be put back below.").format(rule.label))
    return redirect(visit.url("alert_rules"))


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Watched again."""
    visit = enter(request, Right.OWN)
    rule = undoable.put_back(request, Rule, visit.person, pk)
    messages.success(request, _("“{0}” is back.").format(rule.label))
    return redirect(visit.url("alert_rules"))


def _mine(visit: Visit, pk: int) -> Rule:
    rule = get_object_or_404(Rule.objects.select_related("owner"), pk=pk, deleted_at=None)
    if not may_change(visit.person, rule):
        raise Http404
    return rule


def _written(visit: Visit, of: Rule | None) -> HttpResponse:
    request = visit.request
    if request.method == "GET":
        return _page(visit, RuleForm(visit=visit, of=of), of)
    form = RuleForm(request.POST, visit=visit, of=of)
    if not form.is_valid():
        return _page(visit, form, of, status=422)
    rule = form.rule
    if request.POST.get("act") == "try":
        request.recorded = True  # nothing is done yet
        return _page(visit, form, of, tried=_tried(visit, rule))
    if of is None:
        with transaction.atomic():
            rule.save()
            record(request, acts.ALERT_RULE_MADE, subject=rule.label, after=rule.told())
    elif not _changed(visit, of, rule):
        return _page(visit, form, of, status=409)
    messages.success(request, _("“{0}” is watched from the next look on.").format(rule.label))
    return redirect(visit.url("alert_rules"))


def _changed(visit: Visit, of: Rule, rule: Rule) -> bool:
    """False when someone changed it meanwhile."""
    values = {name: getattr(rule, name) for name in WRITTEN}
    elsewhere = any(getattr(of, name) != values[name] for name in LOOKS)
    version = whole(visit.request.POST.get("version", ""))
    with transaction.atomic():
        written = undoable.amend(visit.request, acts.ALERT_RULE_CHANGED, of, version, **values)
        if written and elsewhere:
            stop(of, visit.person)
    return written


def _tried(visit: Visit, rule: Rule) -> Rehearsal:
    perimeter = [] if rule.company else conditions(rule.owner)
    try:
        return rehearse(book_of(perimeter, [rule]), rule)
    except DataError as error:
        return Rehearsal((), (), 0, str(error))


def _page(
    visit: Visit, form: RuleForm, of: Rule | None, status: int = 200, tried: Rehearsal | None = None
) -> HttpResponse:
    said: dict[str, Any] = {
        "form": form,
        "of": of,
        "tried": tried,
        "now": [_said(one) for one in tried.now] if tried else [],
        "conflict": undoable.conflict() if status == 409 else "",
        "events": [(event, _(event.label), _(event.about), _numbers(event)) for event in EVENTS],
        "current": "alerts",
    }
    return render(visit.request, "alerts/write.html", said, status=status)


def _said(one: Any) -> dict[str, str]:
    return {
        "subject": words.subject(one),
        "beside": words.beside(one),
        "value": words.value(one),
        "held": words.held_against(one),
    }


def _numbers(event: Any) -> list[tuple[str, str, int]]:
    """The two numbers of an event: the field each is typed in, what it is, and what it is when empty."""
    pairs = ((_("Limit"), event.limit), (_("Days"), event.days))
    return [(label, _(number.label), number.usual) for label, number in pairs if number]
