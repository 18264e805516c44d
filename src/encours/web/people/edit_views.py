"""What an administrator does to an account, one address each: all of it is recorded, nothing is by a mere link."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.people.signing import confirm_again
from encours.web.people.views import invited
from encours.web.visit.reach import reach
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.people.locking import unlock
from encours.web.workflow.people.models import OneTimeLink, Person
from encours.web.workflow.people.rules import hold_administrators, why_not_deactivate
from encours.web.workflow.people.sessions import end_all
from encours.web.workflow.trail import record


@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Out at once, and for good until activated again."""
    visit, person = _about(request, pk)
    with transaction.atomic():
        hold_administrators()
        person.refresh_from_db()
        if reason := why_not_deactivate(person, visit.person):
            messages.error(request, reason)
            return _back(visit, person)
        person.is_active = False
        person.save(update_fields=["is_active"])
        OneTimeLink.objects.filter(person=person).delete()
        end_all(person)
        record.record(request, acts.USER_DEACTIVATED, person.email, {"is_active": True}, {"is_active": False})
    messages.success(request, _("{0} can no longer sign in.").format(person))
    return _back(visit, person)


@require_POST
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let in again, with the role and the perimeter of before."""
    visit, person = _about(request, pk)
    before = {"is_active": person.is_active}
    person.is_active = True
    person.save(update_fields=["is_active"])
    record.record(request, acts.USER_ACTIVATED, person.email, before, {"is_active": True})
    messages.success(request, _("{0} can sign in again.").format(person))
    return _back(visit, person)


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link to choose a password; the present one holds until it is used."""
    visit, person = _about(request, pk)
    if not person.is_active:
        messages.error(request, _("{0} is deactivated: activate the account first.").format(person))
        return _back(visit, person)
    return invited(request, visit, person)


@require_POST
def reset_factors(request: HttpRequest, pk: int) -> HttpResponse:
    """For a lost telephone or key: the password alone opens the account until its owner adds another."""
    visit, person = _about(request, pk)
    gone, _by_model = Authenticator.objects.filter(user_id=person.pk).delete()
    end_all(person, but=request.session.session_key)
    record.record(request, acts.SECOND_FACTORS_RESET, person.email, {"factors": gone}, {"factors": 0})
    messages.success(request, _("The second factors of {0} are removed.").format(person))
    return _back(visit, person)


@require_POST
def open_again(request: HttpRequest, pk: int) -> HttpResponse:
    """After too many wrong passwords or codes, without waiting."""
    visit, person = _about(request, pk)
    forgotten = unlock(person)
    record.record(request, acts.ACCOUNT_UNLOCKED, person.email, forgotten, dict.fromkeys(forgotten, 0))
    messages.success(request, _("{0} can try again now.").format(person))
    return _back(visit, person)


def _about(request: HttpRequest, pk: int) -> tuple[Visit, Person]:
    visit = enter(request, Right.PEOPLE)
    person = get_object_or_404(reach(visit.person).accounts(), pk=pk)
    confirm_again(request)
    return visit, person


def _back(visit: Visit, person: Person) -> HttpResponse:
    return redirect(visit.url("person", person.pk))
