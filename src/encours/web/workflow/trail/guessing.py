"""Guessing, as the trail tells it: only answers that were heard have a record, and a closed account hears none.

A flood is a few lines, which count the rest.
"""

from __future__ import annotations

from django.http import HttpRequest

from encours.web.workflow import acts
from encours.web.workflow.acts import Act
from encours.web.workflow.people.models import Person
from encours.web.workflow.people.tries import Try
from encours.web.workflow.trail.models import Kind
from encours.web.workflow.trail.record import record

FLOOD = 100


def tell_wrong(
    request: HttpRequest, act: Act, account: str, trying: Try, person: Person | None = None
) -> None:
    """A wrong answer or what it closed, with the count of those before it and of those refused in between."""
    said = {"wrong": trying.failures, "refused": trying.refused, "seconds": trying.closed_seconds}
    after = {name: count for name, count in said.items() if count}
    record(request, act, after=after, kind=Kind.SIGN_IN_FAILED, person=person, email=address(account))


def tell_refused(request: HttpRequest | None, account: str, count: int, person: Person | None = None) -> None:
    """One record for all that was refused, where no wrong answer tells of it any more; none for nothing."""
    if count:
        act, after, email = acts.ATTEMPTS_REFUSED, {"refused": count}, address(account)
        record(request, act, after=after, kind=Kind.SIGN_IN_FAILED, person=person, email=email)


def tell_flood(request: HttpRequest, account: str, count: int, person: Person | None = None) -> None:
    """While it goes on, the hundredth that was refused, the thousandth, and so forth."""
    if count >= FLOOD and str(count).strip("0") == "1":
        tell_refused(request, account, count, person)


def address(typed: str) -> str:
    """People sometimes type their password in the wrong field: what is no address is not kept."""
    return typed.lower() if "@" in typed else "…"
