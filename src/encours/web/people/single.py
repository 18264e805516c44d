"""Single sign-on: to the company's provider and back; a provider that does not answer is said on a page."""

from __future__ import annotations

import logging
from collections.abc import Callable

from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from encours.web.people.refusing import told
from encours.web.workflow import acts

logger = logging.getLogger(__name__)


@login_not_required
def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider; 502 when it cannot be reached, 404 for one that is not set."""
    return _told(request, views.login, provider_id)


@login_not_required
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """What the provider answered."""
    return _told(request, views.callback, provider_id)


def _told(request: HttpRequest, step: Callable[..., HttpResponse], provider_id: str) -> HttpResponse:
    try:
        return step(request, provider_id)
    except (RequestException, KeyError):
        logger.exception("the single sign-on provider does not answer as one")
        told(request, acts.SINGLE_SIGN_ON_UNANSWERED)
        return render(request, "socialaccount/authentication_error.html", status=502)
