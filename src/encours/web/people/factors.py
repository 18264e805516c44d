"""Second factors: their secrets lie sealed, a code is taken once, and wrong ones are counted for the account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from encours.i18n import _, mark
from encours.web.people.slowing import counted
from encours.web.workflow.people.codes import take
from encours.web.workflow.people.models import Person
from encours.web.workflow.people.sealing import Unreadable, opened, seal
from encours.web.workflow.people.tries import CODE, KEY


class Factors(DefaultMFAAdapter):
    """Secrets are sealed with the secret of the installation; one sealed with another is said, not stumbled over."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": gettext_lazy(
            mark("Recovery codes stand in for a second factor: set one up first.")
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, settings.SECRET_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return opened(encrypted_text, settings.SECRET_KEY)
        except Unreadable:
            raise ImmediateHttpResponse(_unreadable()) from None


class Code(AuthenticateForm):
    """A code of an application or a recovery code, at sign-in."""

    def clean_code(self) -> str:
        return _known_by_code(self, super().clean_code)


class CodeAgain(ReauthenticateForm):
    """The same, before what matters."""

    def clean_code(self) -> str:
        return _known_by_code(self, super().clean_code)


class FirstCode(ActivateTOTPForm):
    """The code that sets up an application: it is spent by that."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        _spend(self.user, self.secret, code)
        return code


class Key(AuthenticateWebAuthnForm):
    """A security key, at sign-in. Its wrong answers are counted apart: nobody closes a key by guessing codes."""

    def clean_credential(self) -> Authenticator:
        return _known_by_key(self, super().clean_credential)


class KeyAgain(ReauthenticateWebAuthnForm):
    """The same, before what matters."""

    def clean_credential(self) -> Authenticator:
        return _known_by_key(self, super().clean_credential)


def _known_by_code(form: Any, checked: Callable[[], str]) -> str:
    with counted(context.request, CODE, form.user):
        code = checked()
        if form.authenticator.type == Authenticator.Type.TOTP:
            _spend(form.user, decrypt(form.authenticator.data["secret"]), code)
        return code


def _known_by_key(form: Any, checked: Callable[[], Authenticator]) -> Authenticator:
    with counted(context.request, KEY, form.user):
        try:
            return checked()
        except (
            KeyError,
            AttributeError,
        ):  # JSON that is no answer of a key; the framework minds some of it alone
            raise get_adapter().validation_error("incorrect_code") from None


def _spend(person: Person, secret: str, code: str) -> None:
    """The framework remembers codes in one process only: here they are spent for all."""
    steps = [step for step in yield_hotp_counters_from_time() if _is_of(secret, step, code)]
    if not steps or not take(person.pk, steps[0]):
        raise get_adapter().validation_error("incorrect_code")


def _is_of(secret: str, step: int, code: str) -> bool:
    return bool(compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))))


def _unreadable() -> Any:
    """409: nothing is broken, but what was kept can no longer be read."""
    said = {
        "title": _("Second factor"),
        "message": _(
            "The secret of this installation has changed: the second factors set up before can no longer be read. "
            "An administrator removes yours on the page of your account; then set them up again."
        ),
    }
    return render(context.request, "people/locked.html", said, status=409)
