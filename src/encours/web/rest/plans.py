"""Plans of payment: those that may be seen, one of them, making, calling off, renegotiating, taking back one whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from encours.api.plans import plans as plans_of
from encours.api.promises import sought
from encours.cube.plans import STATES
from encours.errors import DataError, UsageError
from encours.i18n import _, mark
from encours.web.promises.plan_opened import Plan, look
from encours.web.records.about import About, about, account_faults
from encours.web.rest.caller import Caller, enter, refuse_unwritable
from encours.web.rest.exact import answer
from encours.web.rest.once import Named, done
from encours.web.rest.promises import PromiseRow
from encours.web.rest.query import Day, Many, Recorded, Words, WrittenDay, listed
from encours.web.rest.schemas import REFUSALS, WRITES, Body, Problem, Records
from encours.web.rest.sent import CHANNEL
from encours.web.visit.visit import heard_until
from encours.web.workflow.keys.models import Scope
from encours.web.workflow.promises import plans as acts
from encours.web.workflow.promises.instalments import MOST, RHYTHMS, Planned, Row, faults, laid_out, promised
from encours.web.workflow.promises.models import LONGEST_COMMENT, Said
from encours.web.workflow.promises.plans import Held
from encours.web.workflow.records import new_key

StateName: Any = Literal[STATES]
RhythmName: Any = Literal[("", *RHYTHMS)]
router = Router(tags=[str(Scope.PROMISES)])


class Plans(Recorded):
    """Plans, filtered."""

    state: Many = Field([], description=mark("Keeps these states: running, broken, kept, cancelled"))
    order: Words = Field("-made_on", description=mark("A column of the rows, after - from the largest down"))


class PlanRow(Schema):
    """A plan, and how far it has come: `kept` of its `instalments`, `broken_at` the number of the first one missed."""

    entity: str
    customer: str
    customer_name: str | None
    portfolio: str | None
    plan: str
    state: StateName
    made_on: date
    first_on: date
    last_on: date
    next_due_on: date | None
    instalments: int
    kept: int
    broken_at: int | None
    broken_on: date | None
    cancelled_on: date | None
    amount: float
    received: float
    currency: str
    collector: str | None


class ListOfPlans(Records):
    """A page of plans: `count` and `totals` (by currency) are of the whole list."""

    rows: list[PlanRow]


class WhichPlan(Schema):
    """A plan, by its account and its name."""

    entity: Words = Field(description=mark("The code of an entity"))
    customer: Words = Field(description=mark("The code of a customer"))
    plan: Words = Field(description=mark("The key of the plan"))


class AskedPlan(WhichPlan):
    """A plan as it stands on a day."""

    as_of: Day | None = Field(None, description=mark("Position date; that of the newest data when left out"))


class OnePlan(Schema):
    """One plan on a day: what it comes to in each currency, its instalments; `seen` is what an act on it names."""

    as_of: date
    seen: int
    plans: list[PlanRow]
    instalments: list[PromiseRow]


class WrittenPlan(Schema):
    """The key of what was recorded or acted on."""

    entity: str
    customer: str
    plan: str


class Instalment(Body):
    """What is due on a day."""

    due_on: WrittenDay = Field(description=mark("The day the money is promised for"))
    amount: Decimal = Field(description=mark("The amount, in units of the currency"))


class Terms(Body):
    """What a plan says: its instalments, or a total, a first day, a number and a rhythm."""

    items: Annotated[list[Words], Field(max_length=200)] = Field(
        [], description=mark("The items it is about; none for the whole account")
    )
    currency: Words = Field(description=mark("The currency, as its code"))
    instalments: Annotated[list[Instalment], Field(max_length=MOST)] = Field(
        [], description=mark("Each with its day and amount; without any, they are laid out by the rhythm")
    )
    total: Decimal | None = Field(None, description=mark("What the instalments must come to"))
    first_on: WrittenDay | None = Field(None, description=mark("The day of the first instalment"))
    count: int = Field(0, ge=0, le=MOST, description=mark("How many instalments"))
    rhythm: RhythmName = Field("", description=mark("weekly, fortnightly, monthly, bimonthly or quarterly"))
    made_on: WrittenDay | None = Field(None, description=mark("The day it was agreed; today when left out"))
    grace_days: int | None = Field(
        None, description=mark("Days after each instalment within which the money is in time; null: three")
    )
    channel: CHANNEL = Field("", description=mark("How it was said"))
    promised_by: Words = Field("", description=mark("Who said it"))
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] = Field("", description=mark("A note"))


class NewPlan(Terms):
    """A plan, and of which account."""

    entity: Words = Field(description=mark("The code of an entity"))
    customer: Words = Field(description=mark("The code of a customer"))


class Acted(Body):
    """A plan, and the version of it one looks at."""

    entity: Words = Field(description=mark("The code of an entity"))
    customer: Words = Field(description=mark("The code of a customer"))
    plan: Words = Field(description=mark("The key of the plan"))
    seen: int = Field(ge=0, description=mark("What the plan said to be `seen`"))


class CalledOff(Acted):
    """From which day what is awaited no longer stands."""

    on: WrittenDay = Field(description=mark("The day from which it no longer stands"))


class Renegotiated(Acted, Terms):
    """What is agreed instead."""


@router.get(
    "/plans",
    response={200: ListOfPlans, **REFUSALS},
    operation_id="list_plans",
    url_name="plans",
    summary=mark("Plans of payment, with how far each has come, a page at a time"),
)
def plans(request: HttpRequest, asked: Query[Plans]) -> HttpResponse:
    """`totals` are those of all that is kept, by currency."""
    book = enter(request, Scope.PROMISES, asked).book(asked.as_known)
    day = asked.as_of or book.data_date
    among = {name: listed(getattr(asked, name)) for name in asked.AMONG if getattr(asked, name)}
    wanted = sought(
        day,
        until=heard_until(day, book.data_date),
        among=among,
        where=asked.where,
        search=asked.search,
    )
    found = plans_of(book, wanted, listed(asked.state), asked.order, asked.limit, asked.offset)
    about_it = {"as_of": day, "data_date": book.data_date, "version": book.version}
    return answer({**about_it, "count": found.count, "totals": found.totals, "rows": found.rows})


@router.get(
    "/plans/one",
    response={200: OnePlan, 404: Problem, **REFUSALS},
    operation_id="get_plan",
    url_name="plan",
    summary=mark("One plan of payment, with its instalments"),
)
def plan(request: HttpRequest, asked: Query[AskedPlan]) -> HttpResponse:
    """With `seen`, the version that an act on it names."""
    refuse_unwritable(asked.entity, asked.customer, asked.plan)
    book = enter(request, Scope.PROMISES, asked).book()
    found = look(book, asked.entity, asked.customer, asked.plan, asked.as_of or book.data_date)
    if found is None or not found.rows:
        raise Http404
    said = {"plans": found.summaries, "instalments": found.rows}
    return answer({"as_of": found.day, "seen": found.held.seen, **said})


@router.post(
    "/plans",
    response={201: WrittenPlan, 404: Problem, **WRITES},
    operation_id="make_plan",
    url_name="make_plan",
    summary=mark("Make a plan of payment: all of its instalments, or nothing"),
)
def make(request: HttpRequest, said: NewPlan, named: Named) -> HttpResponse:
    """On the items named, or on the whole account when none is."""
    caller = enter(request, Scope.PROMISES, write=True)
    said.given()
    of = _account(caller, said.entity, said.customer)

    def do() -> Any:
        key = acts.make(request, caller.person, promised(_planned(caller, of, said)), new_key())
        return {"entity": of.entity, "customer": of.customer, "plan": key}

    return done(request, caller, named, do, 201)


@router.post(
    "/plans/cancellation",
    response={200: WrittenPlan, 404: Problem, **WRITES},
    operation_id="cancel_plan",
    url_name="cancel_plan",
    summary=mark("Call a plan off: what is still awaited of it counts no more from a day on"),
)
def cancel(request: HttpRequest, said: CalledOff, named: Named) -> HttpResponse:
    """409 when another version of an instalment than the one `seen` was written meanwhile: nothing is overwritten."""
    caller, found = _found(request, said)

    def do() -> Any:
        if said.on > timezone.localdate():
            raise UsageError(_("A plan is called off today at the latest."))
        if not found.awaited:
            raise DataError(_("Nothing of it is awaited any more: nothing was written."))
        acts.cancel(request, caller.person, _seen(found, said), said.on, found.ended)
        return _told(found)

    return done(request, caller, named, do)


@router.post(
    "/plans/renegotiation",
    response={200: WrittenPlan, 404: Problem, **WRITES},
    operation_id="renegotiate_plan",
    url_name="renegotiate_plan",
    summary=mark("Renegotiate a plan: what is awaited is called off and another is made, both or nothing"),
)
def renegotiate(request: HttpRequest, said: Renegotiated, named: Named) -> HttpResponse:
    """The answer names the new plan. 409 when another version of an instalment was written meanwhile."""
    caller, found = _found(request, said)

    def do() -> Any:
        instead = promised(_planned(caller, found.of, said))
        key = acts.renegotiate(request, caller.person, _seen(found, said), instead, new_key(), found.ended)
        return {**_told(found), "plan": key}

    return done(request, caller, named, do)


@router.post(
    "/plans/withdrawal",
    response={200: WrittenPlan, 404: Problem, **WRITES},
    operation_id="withdraw_plan",
    url_name="withdraw_plan",
    summary=mark("Take a plan back: it was never agreed"),
)
def withdraw(request: HttpRequest, said: Acted, named: Named) -> HttpResponse:
    """409 when another version of an instalment than the one `seen` was written meanwhile: nothing is overwritten."""
    caller, found = _found(request, said)

    def do() -> Any:
        acts.withdraw(request, caller.person, _seen(found, said))
        return _told(found)

    return done(request, caller, named, do)


def _account(caller: Caller, entity: str, customer: str) -> About:
    book = caller.book()
    refuse_unwritable(entity, customer)
    of = about(book, entity, customer, book.data_date)
    if of is None:
        raise Http404
    return of


def _found(request: HttpRequest, said: Acted) -> tuple[Caller, Plan]:
    caller = enter(request, Scope.PROMISES, write=True)
    said.given()
    book = caller.book()
    found = look(book, said.entity, said.customer, said.plan, book.data_date)
    if found is None or not found.rows:
        raise Http404
    return caller, found


def _seen(found: Plan, said: Acted) -> Held:
    return replace(found.held, seen=said.seen)


def _told(found: Plan) -> dict[str, str]:
    return {"entity": found.of.entity, "customer": found.of.customer, "plan": found.name}


def _planned(caller: Caller, of: About, said: Terms) -> Planned:
    """What is asked for, without faults; UsageError that tells all of them."""
    opens = {one.item: one for one in of.items}
    if unknown := [item for item in said.items if item not in opens]:
        raise UsageError(_("Not an open item of this customer: {0}").format(", ".join(unknown)))
    rows = _rows(said)
    total = said.total if said.total is not None else sum((amount for _day, amount in rows), Decimal(0))
    made_on = said.made_on or timezone.localdate()
    common = {name: getattr(said, name) for name in ("channel", "promised_by", "comment", "grace_days")}
    one = Said(
        entity=of.entity,
        customer=of.customer,
        amount=total,
        due_on=max((day for day, _amount in rows), default=made_on),
        made_on=made_on,
        currency=said.currency,
        collector=str(caller.person),
        **common,
    )
    items = tuple((item, opens[item].open) for item in dict.fromkeys(said.items))
    planned = Planned(one, tuple(rows), items)
    wrong = {**account_faults(of, one), **faults(planned)}
    if other := next((item for item in said.items if opens[item].currency != said.currency), None):
        wrong["currency"] = _("This item is in {0}.").format(opens[other].currency)
    if wrong:
        raise UsageError("; ".join(_("{0}: {1}").format(name, text) for name, text in wrong.items()))
    return planned


def _rows(said: Terms) -> list[Row]:
    if said.instalments:
        return [(one.due_on, one.amount) for one in said.instalments]
    if said.total is None or said.first_on is None or not said.count or not said.rhythm:
        raise UsageError(_("Give the instalments, or total, first_on, count and rhythm."))
    if not said.total.is_finite() or not 0 < said.total < 10**12:
        raise UsageError(_("Write an amount above zero."))
    return laid_out(said.total, said.currency, said.count, said.first_on, said.rhythm)
