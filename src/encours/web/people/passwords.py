"""The form by which a person changes their own password."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError

from encours.web.people.slowing import begin_password, end_password
from encours.web.workflow.people.locking import locked_out


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
