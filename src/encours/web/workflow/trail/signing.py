"""Comings and goings: who signed in and out, who tried and failed.

The framework tells them by signals only; this is the one place that listens to any.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from encours.web.workflow import acts
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.guessing import address
from encours.web.workflow.trail.models import Kind
from encours.web.workflow.trail.record import record


def listen() -> None:
    user_logged_in.connect(_came, dispatch_uid="audit.signed_in")
    user_logged_out.connect(_left, dispatch_uid="audit.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="audit.sign_in_failed")
    # Imported now, it listens after us: what closes an account is told after the answer that did.
    from axes.signals import user_locked_out

    user_locked_out.connect(_closed, dispatch_uid="audit.account_closed")


def _came(sender: Any, request: HttpRequest, user: Person, **_more: Any) -> None:
    record(request, acts.SIGNED_IN, kind=Kind.SIGNED_IN, person=user)


def _left(sender: Any, request: HttpRequest, user: Person | None, **_more: Any) -> None:
    if isinstance(user, Person):
        record(request, acts.SIGNED_OUT, kind=Kind.SIGNED_OUT, person=user)


def _failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any
) -> None:
    heard = getattr(request, "axes_failures_since_start", None) is not None
    if getattr(request, "axes_locked_out", False) and not heard:
        return  # refused unheard: what is heard is few, and told once for all that is not
    said = str(credentials.get("email") or credentials.get("username") or "")
    record(request, acts.SIGN_IN_FAILED, kind=Kind.SIGN_IN_FAILED, email=address(said))


def _closed(sender: Any, request: HttpRequest, username: str, **_more: Any) -> None:
    """At the answer that closes, not at those refused while it is closed: these have no count."""
    if wrong := getattr(request, "axes_failures_since_start", None):
        after, email = {"wrong": wrong}, address(username)
        record(request, acts.ACCOUNT_CLOSED, after=after, kind=Kind.SIGN_IN_FAILED, email=email)
