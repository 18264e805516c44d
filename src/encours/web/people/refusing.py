"""Who comes by single sign-on and is not let in: told so, with what to do, and in the audit trail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.people.models import Person
from encours.web.workflow.trail.models import Kind
from encours.web.workflow.trail.record import record

LONGEST = 254  # characters of an address


def refused(request: HttpRequest, sociallogin: Any) -> HttpResponse:
    """403, for an identity that opens no account: none has its address, or nobody verified that it is theirs.

    Whether such an account exists is told to nobody whose address is not verified.
    """
    addresses = [(one.email, one.verified) for one in sociallogin.email_addresses]
    email = next((address for address, _verified in addresses), sociallogin.user.email or "")
    if not any(verified for _address, verified in addresses):
        told(request, acts.SINGLE_SIGN_ON_UNVERIFIED, email)
        return render(request, "socialaccount/unverified.html", {"email": email}, status=403)
    told(request, acts.SINGLE_SIGN_ON_UNKNOWN, email)
    return render(request, "account/signup_closed.html", {"email": email}, status=403)


def told(request: HttpRequest, act: Act, email: str = "") -> None:
    """A refusal, in the trail, and of whom the provider spoke."""
    address = email[:LONGEST].lower()
    person = Person.objects.filter(email=address).first() if address else None
    record(request, act, kind=Kind.SIGN_IN_FAILED, person=person, email=address)
