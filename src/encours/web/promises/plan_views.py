"""Making a plan of payment, its page, calling it off, agreeing it anew, taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.api import words
from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.labels import work
from encours.web.promises.plan_form import PlanForm
from encours.web.promises.plan_form import first as first_of
from encours.web.promises.plan_opened import Plan, opened
from encours.web.promises.plan_table import instalments, progress
from encours.web.records import pages
from encours.web.records.about import About, about
from encours.web.records.kind import Line
from encours.web.records.opened import newest
from encours.web.tables import answer
from encours.web.visit.visit import Visit
from encours.web.workflow.promises import plans
from encours.web.workflow.promises.instalments import promised
from encours.web.workflow.promises.plans import Held
from encours.web.workflow.records import Changed

LAY = "lay"  # the button that lays instalments out, without recording anything


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, entity: str, customer: str) -> HttpResponse:
    """The form about an account, and what it records; what cannot be recorded comes back as it was typed."""
    visit = newest(request, Right.RECORD)
    of = about(visit.allowed, entity, customer, visit.day)
    if of is None:
        raise Http404
    said = {"title": _("Make a payment plan"), "back": visit.url("customer", entity, customer)}

    def make(form: PlanForm, plan: str) -> str:
        assert form.planned
        return plans.make(request, visit.person, promised(form.planned), plan)

    return _form(visit, of, first_of(of, request.GET.get("item", "")), said, make)


@require_http_methods(["GET", "POST"])
def renegotiate(request: HttpRequest, entity: str, customer: str, plan: str) -> HttpResponse:
    """The same form, of what is lacking: what is still awaited of the plan before is called off in the same act."""
    visit, of = opened(request, Right.RECORD, entity, customer, plan)
    if not of.rows:
        return _shown(visit, of, 409, error=_("This plan was taken back: nothing more can be done with it."))
    lacking = of.lacking
    currency = of.rows[0]["currency"]
    opens = {one.item for one in of.of.items}
    begun = {
        **first_of(of.of, ""),
        "items": [item for item in lacking if item in opens],
        "total": sum(lacking.values()) or None,
        "currency": currency,
    }
    said = {
        "title": _("Renegotiate the plan"),
        "back": _url(visit, of),
        "seen": of.held.seen,
        "before": True,
    }

    def make(form: PlanForm, key: str) -> str:
        assert form.planned
        return plans.renegotiate(
            request, visit.person, _as_seen(request, of.held), promised(form.planned), key, of.ended
        )

    return _form(visit, of.of, begun, said, make)


@require_GET
def plan(request: HttpRequest, entity: str, customer: str, plan: str) -> HttpResponse:
    """One plan: what it comes to, its instalments, what can be done with it."""
    return _shown(*opened(request, Right.SEE, entity, customer, plan))


@require_POST
def cancel(request: HttpRequest, entity: str, customer: str, plan: str) -> HttpResponse:
    """What is still awaited of it no longer stands from a day on."""
    visit, of = opened(request, Right.RECORD, entity, customer, plan)
    typed = request.POST.get("on", "")
    day, wrong = pages.day_typed(
        typed,
        lambda day: None if day <= timezone.localdate() else _("A plan is called off today at the latest."),
    )
    if day is None:
        return _shown(visit, of, 400, typed=typed, wrong=wrong)
    if not of.awaited:
        messages.info(request, _("Nothing of it is awaited any more: nothing was written."))
        return redirect(_url(visit, of))
    person = visit.person
    return _acted(
        visit, of, lambda held: plans.cancel(request, person, held, day, of.ended), _("Plan called off")
    )


@require_POST
def withdraw(request: HttpRequest, entity: str, customer: str, plan: str) -> HttpResponse:
    """It was never agreed."""
    visit, of = opened(request, Right.RECORD, entity, customer, plan)
    person = visit.person
    return _acted(visit, of, lambda held: plans.withdraw(request, person, held), _("Plan taken back"))


def _form(
    visit: Visit,
    of: About,
    first: dict[str, Any],
    said: dict[str, Any],
    make: Callable[[PlanForm, str], str],
) -> HttpResponse:
    request = visit.request
    form = PlanForm(
        request.POST if request.method == "POST" else None, of=of, person=visit.person, first=first
    )
    status = 200
    if form.is_bound and request.POST.get("act") == LAY:
        form.lay_out()
        status = 200 if form.planned and not form.errors else 400
    elif form.is_valid():
        key = form.new_key
        try:
            plan = make(form, key)
        except Changed as changed:
            if (
                changed.latest is not None
                and changed.latest.plan == key
                and changed.latest.person == visit.person
            ):
                messages.info(request, _("This was recorded already: here it is."))
                return redirect(visit.url("plan", of.entity, of.customer, key))
            said, status = {**said, "changed": str(changed)}, 409
        else:
            messages.success(request, _("Payment plan recorded"))
            return redirect(visit.url("plan", of.entity, of.customer, plan))
    elif form.is_bound:
        status = 400
    around = {"visit": visit, "form": form, "of": of, "list": visit.url("promises"), "current": "promises"}
    return render(request, "promises/plan_form.html", around | said, status=status)


def _as_seen(request: HttpRequest, held: Held) -> Held:
    return Held(held.entity, held.customer, held.plan, held.said, pages.seen(request))


def _acted(visit: Visit, of: Plan, act: Callable[[Held], None], done: str) -> HttpResponse:
    request = visit.request
    if not of.rows:
        return _shown(visit, of, 409, error=_("This plan was taken back: nothing more can be done with it."))
    try:
        act(_as_seen(request, of.held))
    except Changed as changed:
        return _shown(
            *opened(request, Right.RECORD, of.of.entity, of.of.customer, of.name), 409, error=str(changed)
        )
    messages.success(request, done)
    return redirect(_url(visit, of))


def _shown(visit: Visit, of: Plan, status: int = 200, **more: Any) -> HttpResponse:
    table = instalments(visit, of)
    said = {
        "visit": visit,
        "plan": of,
        "title": _("Payment plan of {0}").format(of.of.name),
        "lines": [line for line in _lines(of) if line[1]],
        "writes": visit.may(Right.RECORD) and bool(of.rows),
        "bars": [_bar(row) for row in of.summaries],
        "today": timezone.localdate(),
        "list": visit.url("promises"),
        "customer": visit.url("customer", of.of.entity, of.of.customer, tab="follow-up"),
        "current": "promises",
        "cancelling": visit.url("cancel_plan", of.of.entity, of.of.customer, of.name),
        "renegotiation": visit.url("renegotiate_plan", of.of.entity, of.of.customer, of.name),
        "withdrawal": visit.url("withdraw_plan", of.of.entity, of.of.customer, of.name),
    }
    return answer(visit.request, "promises/plan.html", said | more, table, status=status)


def _url(visit: Visit, of: Plan) -> str:
    return visit.url("plan", of.of.entity, of.of.customer, of.name)


def _bar(row: dict[str, Any]) -> tuple[str, str]:
    """How far it has come in money, in hundredths of the whole, and in words."""
    share = row["received"] * 100 / row["amount"] if row["amount"] else 0
    paid = (typography.money(row[name], row["currency"], "cents") for name in ("received", "amount"))
    return f"{share:.1f}", _("{0} received of {1}").format(*paid)


def _lines(of: Plan) -> list[Line]:
    found: list[Line] = []
    for row in of.summaries:
        found += [
            (words.field("state"), work.plan(row["state"]), ""),
            (_("Progress"), progress(row), ""),
            (words.field("amount"), typography.money(row["amount"], row["currency"], "cents"), ""),
            (words.field("received"), typography.money(row["received"], row["currency"], "cents"), ""),
            (words.field("next_due_on"), typography.day(row["next_due_on"]), ""),
            (words.field("last_on"), typography.day(row["last_on"]), ""),
            (words.field("made_on"), typography.day(row["made_on"]), ""),
            (words.field("cancelled_on"), typography.day(row["cancelled_on"]), ""),
            (words.field("collector"), row["collector"] or "", ""),
        ]
    if of.rows:
        row = of.rows[0]
        found += [
            (words.field("channel"), work.channel(row["channel"]), ""),
            (words.field("promised_by"), row["promised_by"] or "", ""),
            (words.field("grace_days"), typography.count(row["grace_days"]), ""),
            (words.field("comment"), row["custom"].get("comment", ""), ""),
        ]
    return found
