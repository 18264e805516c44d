"""How people come in: nobody signs up alone; who is known to the company's provider is matched by address."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import redirect


class Signing(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialSigning(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that exist; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """It signs in and does nothing else: no identity is linked to whatever account is open in a browser."""
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(redirect("profile"))


def confirm_again(request: HttpRequest) -> None:
    """Before an act that matters: whoever has not shown a password or a second factor of late is asked again.

    The act goes on by itself afterwards.
    """
    from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate

    if not did_recently_reauthenticate(request):
        raise ReauthenticationRequired
