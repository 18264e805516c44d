"""The link by which people choose their password: shown once to who invites, mailed where mail can be sent."""

from __future__ import annotations

import logging
from enum import StrEnum

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from encours.i18n import _, speaking
from encours.web.people.browsers import remember
from encours.web.people.ended import ended
from encours.web.people.forms import ChoosePassword
from encours.web.people.mailing import FAILURES
from encours.web.people.resetting import can_mail
from encours.web.workflow import acts
from encours.web.workflow.people.links import INVITATION_LASTS, draw, opened, use
from encours.web.workflow.people.models import Person
from encours.web.workflow.people.sessions import end_all
from encours.web.workflow.trail import record

logger = logging.getLogger(__name__)


class Mailed(StrEnum):
    """What became of the mail."""

    YES = "yes"
    FAILED = "failed"
    NO_SERVER = "no server"


def invite(request: HttpRequest, person: Person) -> tuple[str, Mailed]:
    """A new link for this person, and whether it was mailed to them."""
    path = reverse("invitation", args=[draw(person, INVITATION_LASTS)])
    url = settings.URL.rstrip("/") + path if settings.URL else request.build_absolute_uri(path)
    return url, _mailed(person, url) if can_mail() else Mailed.NO_SERVER


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page of that link: a password, and the account is theirs. Sessions of before it end."""
    link = opened(token)
    if link is None or link.person is None or not link.person.is_active:
        return ended(request)
    person = link.person
    form = ChoosePassword(request.POST or None, person=person)
    if not form.is_valid():
        said = {"form": form, "person": person}
        return render(request, "people/invitation.html", said, status=422 if form.is_bound else 200)
    with transaction.atomic():
        if not use(link):
            return ended(request)
        person.set_password(form.cleaned_data["password"])
        person.save(update_fields=["password"])
        end_all(person)
        record.record(request, acts.PASSWORD_CHOSEN, subject=person.email, person=person)
    messages.success(request, _("Password chosen: sign in."))
    response = redirect("account_login")
    remember(request, response, person)
    return response


def _mailed(person: Person, url: str) -> Mailed:
    with speaking(person.spoken), translation.override(person.spoken):
        subject = _("Your access to Encours")
        text = _(
            "Hello {0},\n\nHere is the link to choose your password for Encours. "
            "It works once, for three days:\n\n{1}\n"
        ).format(person, url)
    try:
        return Mailed.YES if send_mail(subject, text, None, [person.email]) else Mailed.FAILED
    except FAILURES:
        logger.exception("invitation not mailed")
        return Mailed.FAILED
