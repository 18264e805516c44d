"""The form by which a person changes their own password."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm


class OwnPassword(ChangePasswordForm):
    """Without the link to a reset by mail: where there is no mail, that page does not exist."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["oldpassword"].help_text = ""
