"""A forgotten password: offered where the product can send mail, to be asked of an administrator elsewhere."""

from __future__ import annotations

from allauth.account import views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase


def can_mail() -> bool:
    """Whether a mail server is set (ENCOURS_SMTP)."""
    return bool(settings.EMAIL_HOST)


@login_not_required
def password_reset(request: HttpRequest) -> HttpResponseBase:
    """The page that sends a link; 404 without a mail server."""
    if not can_mail():
        raise Http404
    answered: HttpResponseBase = views.password_reset(request)
    return answered
