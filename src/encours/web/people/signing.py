"""How people come in: nobody signs up alone; who is known to the company's provider is matched by address."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from encours.i18n import _
from encours.web.access.roles import Role
from encours.web.people.browsers import remember
from encours.web.people.mailing import Later
from encours.web.people.refusing import refused, told
from encours.web.people.slowing import begin_password, end_password
from encours.web.workflow import acts
from encours.web.workflow.people.models import Person
from encours.web.workflow.people.tries import Try


class Signing(DefaultAccountAdapter):
    """Accounts are made by an administrator; guessing is slowed down; a mail server is waited for by nobody."""

    trying: Try | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        self.trying = begin_password(request, credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        found = super().authenticate(request, **credentials)
        if self.trying:
            end_password(request, credentials, self.trying, found is not None)
        return found

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **more)
        remember(request, response, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who collects begins with the day."""
        person = request.user
        if isinstance(person, Person) and person.role == Role.COLLECTOR:
            return reverse("day")
        return str(super().get_login_redirect_url(request))

    def render_mail(self, *arguments: Any, **more: Any) -> EmailMessage:
        """Known or not, whoever asks for a link is answered before the mail server is."""
        mail: EmailMessage = super().render_mail(*arguments, **more)
        mail.connection = Later()
        return mail


class SocialSigning(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that exist; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """It signs in and does nothing else: no identity is linked to whatever account is open in a browser."""
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(redirect("profile"))
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(refused(request, sociallogin))
        if not sociallogin.user.is_active:
            told(request, acts.SINGLE_SIGN_ON_CLOSED, sociallogin.user.email)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **said: Any) -> None:
        """The provider did not confirm who comes; who turns back there was refused nothing."""
        if said.get("error") != AuthError.CANCELLED:
            told(request, acts.SINGLE_SIGN_ON_UNCONFIRMED)


def confirm_again(request: HttpRequest) -> None:
    """Before an act that matters: whoever has not shown a password or a second factor of late is asked again.

    The act goes on by itself afterwards. Who has neither, and comes by single sign-on alone, must have come of late.
    """
    from allauth.account.internal.flows.reauthentication import (
        did_recently_reauthenticate,
        get_reauthentication_flows,
    )

    if not did_recently_reauthenticate(request):
        raise ReauthenticationRequired
    if not get_reauthentication_flows(request.user) and not _came_of_late(request):
        message = _(
            "What matters is done within {0} minutes of signing in. Sign out, come back, and do it then."
        )
        minutes = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60
        said = {"title": _("Sign in again first"), "message": message.format(minutes)}
        raise ImmediateHttpResponse(render(request, "shell/mistake.html", said, status=403))


def _came_of_late(request: HttpRequest) -> bool:
    from allauth.account.internal.flows.login import get_authentication_records

    came = max((one["at"] for one in get_authentication_records(request, request.user)), default=0.0)
    return bool(time.time() - came < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
