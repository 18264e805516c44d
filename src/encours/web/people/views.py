"""One account: made, looked at, changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from encours.errors import DataError
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.people.account_form import AccountForm
from encours.web.people.invitation import Mailed, invite
from encours.web.people.perimeter import choices, in_words, rights, seen
from encours.web.people.profile import factors
from encours.web.people.signing import confirm_again
from encours.web.visit.reach import reach
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.people.addresses import vouch
from encours.web.workflow.people.creating import create
from encours.web.workflow.people.locking import is_locked
from encours.web.workflow.people.models import Person
from encours.web.workflow.people.rules import confine, hold_administrators, why_not_deactivate
from encours.web.workflow.trail import record

FIELDS = ("email", "name", "role", "entities", "portfolios", "salesperson")
LIMITS = ("entities", "portfolios", "salesperson")
READING = ("GET", "HEAD")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An invitation: the account, and the link by which its owner chooses a password."""
    visit = enter(request, Right.PEOPLE)
    form = AccountForm(request.POST or None, choices=choices(visit), by=visit.person)
    if not form.is_bound or not form.is_valid():
        said = {"visit": visit, "form": form}
        return render(request, "people/new.html", said, status=422 if form.is_bound else 200)
    confirm_again(request)
    person = create(**form.account())
    record.record(request, acts.USER_CREATED, subject=person.email, after=account_of(person))
    return invited(request, visit, person)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who they are, what they may do and see; changed on the same page by who has the right."""
    writes = request.method not in READING
    visit = enter(request, Right.PEOPLE if writes else Right.SEE_PEOPLE)
    of = get_object_or_404(reach(visit.person).accounts(), pk=pk)
    form = AccountForm(request.POST if writes else None, choices=choices(visit), by=visit.person, person=of)
    if writes and form.is_valid():
        confirm_again(request)
        return _change(request, visit, of, form)
    return render(request, "people/person.html", _page(visit, of, form), status=422 if writes else 200)


def invited(request: HttpRequest, visit: Visit, person: Person) -> HttpResponse:
    """The one page that shows the link."""
    url, mailed = invite(request, person)
    record.record(request, acts.INVITATION_MADE, subject=person.email, after={"mailed": mailed is Mailed.YES})
    said = {"visit": visit, "person": person, "url": url, "mailed": mailed.value}
    return render(request, "people/invited.html", said)


def account_of(person: Person) -> dict[str, Any]:
    """What the trail keeps of an account."""
    return {name: getattr(person, name) for name in FIELDS}


def limits_of(person: Person) -> dict[str, Any]:
    """The perimeter of an account, by field."""
    return {name: getattr(person, name) for name in LIMITS}


def _change(request: HttpRequest, visit: Visit, person: Person, form: AccountForm) -> HttpResponse:
    with transaction.atomic():
        hold_administrators()
        form.full_clean()  # the rule of the last administrator, once nobody else can act
        if not form.is_valid():
            return render(request, "people/person.html", _page(visit, person, form), status=422)
        before, was = account_of(person), Person(**limits_of(person))
        for name, value in form.account().items():
            setattr(person, name, value)
        confine(person, was)
        person.save(update_fields=(*FIELDS, "confined_at"))
        if person.email != before["email"]:
            vouch(person.email, person.pk)
        after = account_of(person)
        if after != before:
            record.record(request, acts.USER_CHANGED, subject=person.email, before=before, after=after)
    messages.success(request, _("Saved: {0}.").format(person))
    if person.salesperson and not _sells(visit, person.salesperson):
        said = _("The ledger names no salesperson {0}: whoever has this account sees nobody for now.")
        messages.warning(request, said.format(person.salesperson))
    return redirect(visit.url("person", person.pk))


def _sells(visit: Visit, name: str) -> bool:
    """Whether the ledger names such a salesperson."""
    from encours.api.entities import dimension_values

    try:
        return any(one.value == name for one in dimension_values(visit.allowed, "salesperson", search=name))
    except DataError:  # nothing is imported yet
        return True


def _page(visit: Visit, person: Person, form: AccountForm) -> dict[str, Any]:
    fresh = Person.objects.get(pk=person.pk)
    return {
        "visit": visit,
        "person": fresh,
        "form": form,
        "may_write": visit.may(Right.PEOPLE),
        "perimeter": in_words(fresh),
        "rights": rights(fresh),
        "seen": seen(visit, fresh),
        "factors": factors(fresh),
        "locked": is_locked(fresh),
        "why_not": why_not_deactivate(fresh, visit.person) if fresh.is_active else "",
        "current": "people",
    }
