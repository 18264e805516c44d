"""What calls: the list, one state with its history, what is done about them, looking now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from encours.cube.periods import day_of
from encours.errors import UsageError
from encours.i18n import _, counted, mark
from encours.said import _ as say
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.address import whole
from encours.web.alerts import words
from encours.web.alerts.jobs import LOOK
from encours.web.alerts.table import choices, listed, seen, state, tone
from encours.web.tables import answer
from encours.web.visit.reach import reach
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.alerts import changing
from encours.web.workflow.alerts.models import STEPS, Alert, History, Step, Told
from encours.web.workflow.alerts.reading import alerts_open_to
from encours.web.workflow.jobs.asking import start
from encours.web.workflow.jobs.models import Job, State
from encours.web.workflow.trail.record import record

LOOKED = mark("Alerts looked for now")
DONE: dict[str, Callable[[int], str]] = {
    "acknowledge": lambda n: counted("{0} alert acknowledged.", "{0} alerts acknowledged.", n),
    "take_up": lambda n: counted("{0} alert calls again.", "{0} alerts call again.", n),
    "hear": lambda n: counted("{0} alert is silent no longer.", "{0} alerts are silent no longer.", n),
}


@require_GET
def alerts(request: HttpRequest) -> HttpResponseBase:
    """Those one is told of, those that call first."""
    visit = enter(request, Right.SEE)
    table = listed(visit)
    rules = sorted(set(alerts_open_to(visit.person).exclude(rule=None).values_list("rule", "label")))
    said = {
        "visit": visit,
        **choices(visit, rules),
        "may_act": visit.may(Right.OWN),
        "today": timezone.localdate(),
    }
    return answer(request, "alerts/alerts.html", said, table)


@require_GET
def alert(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: its figure, who is told, what became of it."""
    visit = enter(request, Right.SEE)
    found = seen(visit, alerts_open_to(visit.person).filter(pk=pk).select_related("rule", "acknowledged_by"))
    if not found:
        raise Http404
    one = found[0]
    near = reach(visit.person).accounts()
    told = Told.objects.filter(alert=one, person__in=near).select_related("person").order_by("person__name")
    said = {
        "visit": visit,
        "alert": one,
        "criticality": words.criticality(one.criticality),
        "watched": words.watched(one.figure, one.event),
        "subject": words.subject(one),
        "beside": words.beside(one),
        "value": words.value(one),
        "held": words.held_against(one),
        "figure_url": words.figure_url(visit, one),
        "state": state(one),
        "tone": tone(one),
        "told": [str(one.person) for one in told],
        "history": [_past(one) for one in History.objects.filter(alert=one).select_related("person")],
        "today": timezone.localdate(),
        "may_act": visit.may(Right.OWN),
        "current": "alerts",
    }
    return render(request, "alerts/alert.html", said)


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """What is done about those that were ticked, of those one may see."""
    visit = enter(request, Right.OWN)
    numbers = [number for text in request.POST.getlist("chosen")[:5_000] if (number := whole(text))]
    mine = seen(visit, alerts_open_to(visit.person).filter(pk__in=numbers))
    what, back = request.POST.get("act", ""), request.POST.get("back", "")
    if not mine:
        messages.error(request, _("Tick the alerts first."))
    elif what == "silence":
        _silence(visit, Alert.objects.filter(pk__in=[one.pk for one in mine]))
    elif what in DONE:
        _do(visit, what, Alert.objects.filter(pk__in=[one.pk for one in mine]))
    return redirect(visit.url("alert", mine[0].pk) if back == "alert" and mine else visit.url("alerts"))


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look at all the rules now; the page of the job says how far it is."""
    visit = enter(request, Right.OWN)
    if Job.objects.filter(kind=LOOK.name, state=State.QUEUED).exists():
        messages.success(request, _("The rules are about to be looked at already."))
        return redirect(visit.url("alerts"))
    job = start(LOOK, say(LOOKED), visit.person)
    record(request, acts.ALERTS_ASKED_FOR)
    return redirect(visit.url("job", job.pk))


def _do(visit: Visit, what: str, found: QuerySet[Alert]) -> None:
    ways: dict[str, Callable[..., list[Alert]]] = {
        "acknowledge": changing.acknowledge,
        "take_up": changing.take_up,
        "hear": changing.hear,
    }
    done = ways[what](visit.request, visit.person, found)
    messages.success(visit.request, DONE[what](len(done)).format(len(done)))


def _silence(visit: Visit, found: QuerySet[Alert]) -> None:
    try:
        until = day_of(visit.request.POST.get("until") or None)
    except UsageError as error:
        messages.error(visit.request, str(error))
        return
    if until is None or until < timezone.localdate():
        messages.error(visit.request, _("Say until which day they are silent: today or later."))
        return
    done = changing.silence(visit.request, visit.person, found, until)
    said = counted("{0} alert is silent until {1}.", "{0} alerts are silent until {1}.", len(done))
    messages.success(visit.request, said.format(len(done), typography.day(until)))


def _past(one: History) -> dict[str, Any]:
    until = one.facts.get("until")
    figure = words.shown(one.alert, one.facts["value"]) if one.facts.get("value") else ""
    return {
        "at": one.at,
        "step": _(STEPS[Step(one.step)]),
        "person": one.person,
        "facts": _("until {0}").format(typography.day(date.fromisoformat(until))) if until else figure,
    }
