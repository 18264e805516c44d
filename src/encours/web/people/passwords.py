"""Passwords people choose: what is refused of them, and the form by which they change their own."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError

from encours.i18n import _
from encours.web.people.slowing import begin_password, end_password
from encours.web.workflow.people.locking import locked_out

COMMON = (
    "password",
    "motdepasse",
    "passe",
    "encours",
    "azerty",
    "qwerty",
    "bonjour",
    "welcome",
    "admin",
    "secret",
)
FEWEST_LEFT = 6  # letters and digits, once words that anybody tries are taken out
FEWEST_DIFFERENT = 5


class NotGuessed:
    """A validator: long is not enough where a short word is repeated, or nothing is left but words anybody tries."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError."""
        plain = "".join(filter(str.isalnum, password.lower()))
        left = plain
        for word in (*COMMON, *_own_words(user)):
            left = left.replace(word, "")
        repeated = plain and plain in (plain + plain)[1:-1]
        if repeated or len(left) < FEWEST_LEFT or len(set(plain)) < FEWEST_DIFFERENT:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        return _("A password is no repeated word, and more than words anybody would try.")


def _own_words(user: Any) -> list[str]:
    """The parts of the person's name and address: six letters of their own must be left without them."""
    said = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}".lower()
    return [word for word in re.split(r"[^\w]+", said) if len(word) > 3]


class OwnPassword(ChangePasswordForm):
    """Without the link to a reset by mail: where there is no mail, that page does not exist. The password of before is
    counted as at sign-in: an open browser is no place to guess it."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        request, credentials = context.request, {"email": self.user.email}
        trying = begin_password(request, credentials)
        if trying is None:
            raise ImmediateHttpResponse(locked_out(request, credentials))
        try:
            said: str = super().clean_oldpassword()
        except ValidationError:
            end_password(request, credentials, trying, right=False)
            raise
        end_password(request, credentials, trying, right=True)
        return said
