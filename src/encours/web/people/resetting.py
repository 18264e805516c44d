"""A forgotten password: offered where the product can send mail, to be asked of an administrator elsewhere."""

from __future__ import annotations

from allauth.account import views
from allauth.account.utils import url_str_to_user_pk
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from encours.web.people.browsers import remember
from encours.web.workflow.people.models import Person


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


@login_not_required
def choose_again(request: HttpRequest, uidb36: str, key: str) -> HttpResponseBase:
    """The page of that link. Whoever chose a password by it is known in this browser: guessing elsewhere does not keep
    them waiting."""
    answered: HttpResponseBase = views.password_reset_from_key(request, uidb36=uidb36, key=key)
    done = reverse("account_reset_password_from_key_done")
    if isinstance(answered, HttpResponseRedirect) and answered.url == done:
        remember(request, answered, Person.objects.get(pk=url_str_to_user_pk(uidb36)))
    return answered
