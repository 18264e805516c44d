"""What is decided about a line of the day: begun, done, put off, given, on the list again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from encours.api.customers import number_of
from encours.i18n import _
from encours.web import typography, worklists
from encours.web.access.perimeter import conditions
from encours.web.access.roles import Right
from encours.web.day.page import HOURS
from encours.web.records.opened import newest
from encours.web.visit import connections
from encours.web.visit.reach import colleagues
from encours.web.visit.visit import Visit
from encours.web.workflow.day.leases import Account, Taken, give_up, take
from encours.web.workflow.day.models import Kind, Step
from encours.web.workflow.day.steps import Moved, Proposed, decide, say_capacity

LONGEST_DAYS = 366


@require_POST
def begin(request: HttpRequest, entity: str, customer: str) -> HttpResponse:
    """Take the customer: others see who works on it. On to its page."""
    visit, account = _opened(request, entity, customer)
    try:
        take(visit.person, account)
    except Taken as taken:
        messages.error(request, str(taken))
        return _back(request)
    return redirect(visit.url("customer", entity, customer, tab="follow-up"))


@require_POST
def leave(request: HttpRequest, entity: str, customer: str) -> HttpResponse:
    """Give it up, undecided."""
    visit, account = _opened(request, entity, customer)
    give_up(visit.person, account)
    return _back(request)


@require_POST
def done(request: HttpRequest, entity: str, customer: str) -> HttpResponse:
    """Dealt with for today."""
    visit, account = _opened(request, entity, customer)
    return _decided(
        visit,
        account,
        _("{0}: dealt with."),
        lambda seen: decide(request, visit.person, account, Kind.DONE, seen, _proposed(visit, account)),
    )


@require_POST
def put_off(request: HttpRequest, entity: str, customer: str) -> HttpResponse:
    """Off the list until a day."""
    visit, account = _opened(request, entity, customer)
    until, wrong = _until(request.POST.get("until") or request.POST.get("on", ""))
    if until is None:
        messages.error(request, wrong)
        return _back(request)
    return _decided(
        visit,
        account,
        _("{0}: put off until {1}.").format("{0}", typography.day(until)),
        lambda seen: decide(request, visit.person, account, Kind.PUT_OFF, seen, until=until),
    )


@require_POST
def give(request: HttpRequest, entity: str, customer: str) -> HttpResponse:
    """On the list of a colleague, who must be one that sees this customer."""
    visit, account = _opened(request, entity, customer)
    number = request.POST.get("to", "")
    known = (visit.person, *colleagues(visit.person))
    to = next((one for one in known if str(one.pk) == number), None)
    if to is None or not to.may(Right.RECORD):
        messages.error(request, _("Choose the colleague it is given to."))
        return _back(request)
    if number_of(connections.book().within(conditions(to)), *account) is None:
        messages.error(request, _("{0} does not see this customer: nothing was recorded.").format(to))
        return _back(request)
    return _decided(
        visit,
        account,
        _("{0}: given to {1}.").format("{0}", to),
        lambda seen: decide(request, visit.person, account, Kind.GIVEN, seen, to=to),
    )


@require_POST
def back(request: HttpRequest, entity: str, customer: str) -> HttpResponse:
    """On the list again."""
    visit, account = _opened(request, entity, customer)
    return _decided(
        visit,
        account,
        _("{0}: on the list again."),
        lambda seen: decide(request, visit.person, account, Kind.BACK, seen),
    )


@require_POST
def time(request: HttpRequest) -> HttpResponse:
    """How many minutes the day has."""
    visit = newest(request, Right.RECORD)
    text = request.POST.get("minutes", "")
    if text.isascii() and text.isdigit() and int(text[:6]) in HOURS:
        say_capacity(visit.person, timezone.localdate(), int(text[:6]))
    else:
        messages.error(request, _("Choose how much time you have today."))
    return _back(request)


def _opened(request: HttpRequest, entity: str, customer: str) -> tuple[Visit, Account]:
    """Http404 for a customer that may not be seen."""
    visit = newest(request, Right.RECORD)
    if number_of(visit.allowed, entity, customer) is None:
        raise Http404
    return visit, (entity, customer)


def _decided(visit: Visit, account: Account, said: str, act: Callable[[int], Step]) -> HttpResponse:
    """What was decided, told; or who is at it, or was quicker."""
    request = visit.request
    text = request.POST.get("seen", "")
    try:
        act(int(text[:18]) if text.isascii() and text.isdigit() else 0)
    except (Taken, Moved) as other:
        messages.error(request, str(other))
    else:
        messages.success(request, said.format(request.POST.get("name", "")[:200] or account[1]))
    return _back(request)


def _proposed(visit: Visit, account: Account) -> Proposed | None:
    """What the list says of it at this moment."""
    lines = [one for one in worklists.about(visit, [account]).lines if one.account == account]
    if not lines:
        return None
    facts, first = lines[0].facts, lines[0].first
    return Proposed(str(first.action), first.minutes, first.gain, facts.currency)


def _until(typed: str) -> tuple[date | None, str]:
    """The day a customer comes back: so many days from now, or a day; None, and why, for any other."""
    today = timezone.localdate()
    try:
        until = (
            today + timedelta(days=int(typed))
            if typed.isdigit() and len(typed) < 4
            else date.fromisoformat(typed)
        )
    except ValueError:
        return None, _("Write a day such as 2025-06-30.")
    if not today < until <= today + timedelta(days=LONGEST_DAYS):
        return None, _("A customer is put off until a day to come, within a year.")
    return until, ""


def _back(request: HttpRequest) -> HttpResponse:
    """The list as it was looked at, at the line that has taken the place of this one."""
    to = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(to, {request.get_host()}) and to.startswith(reverse("day"))
    rank = request.POST.get("rank", "")
    return redirect(
        (to if safe else reverse("day")) + (f"#l{rank}" if rank.isascii() and rank.isdigit() else "")
    )
