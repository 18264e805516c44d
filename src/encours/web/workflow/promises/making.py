"""What can be recorded as a promise, and its cancelling; the rest is as for any record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from django.utils import timezone

from encours.cube.periods import FIRST
from encours.i18n import _
from encours.money.currencies import decimals_of, is_currency
from encours.web.workflow import acts
from encours.web.workflow.people.models import Person
from encours.web.workflow.promises.models import LONGEST_COMMENT, Promise, Said
from encours.web.workflow.recording import write

LARGEST = Decimal(10**12)
FARTHEST_DAYS = 730  # a date beyond is a slip of the keyboard
LONGEST_CONTACT = 200


def faults(said: Said) -> dict[str, str]:
    """What cannot be recorded, by field; nothing when all of it can."""
    found = {**_of_money(said), **_of_days(said)}
    if len(said.comment) > LONGEST_COMMENT:
        found["comment"] = _("A comment holds {0} characters, not {1}.").format(
            LONGEST_COMMENT, len(said.comment)
        )
    if len(said.contact) > LONGEST_CONTACT:
        found["contact"] = _("{0} has more than {1} characters.").format(_("Contact"), LONGEST_CONTACT)
    return found


def cancel(
    request: HttpRequest | None, person: Person, key: str, seen: int, said: Said, on: date | None = None
) -> Promise:
    """From that day on the promise no longer stands; before, it did. Raises Changed when another version came."""
    cancelled = replace(said, cancelled_on=on or timezone.localdate())
    return write(request, acts.PROMISE_CANCELLED, person, Promise, cancelled, key, seen, said)


def _of_money(said: Said) -> dict[str, str]:
    if not is_currency(said.currency):
        return {"currency": _("Write the currency as its code, such as EUR.")}
    decimals = decimals_of(said.currency)
    if not said.amount.is_finite() or said.amount <= 0:
        return {"amount": _("Write an amount above zero.")}
    if said.amount >= LARGEST:
        return {"amount": _("This amount is too large: check it.")}
    if said.amount != round(said.amount, decimals):
        return {"amount": _("An amount in {0} has {1} decimals at most.").format(said.currency, decimals)}
    return {}


def _of_days(said: Said) -> dict[str, str]:
    found: dict[str, str] = {}
    today = timezone.localdate()
    if said.made_on > today:
        found["made_on"] = _("A promise is recorded once it is made, not before.")
    elif said.made_on < FIRST:
        found["made_on"] = _("{0} is too far away: no ledger speaks of that day.").format(said.made_on)
    if said.due_on < said.made_on:
        found["due_on"] = _("The money cannot be promised for a day before the promise.")
    elif (said.due_on - said.made_on).days > FARTHEST_DAYS:
        found["due_on"] = _("This date is more than two years away: check it.")
    if said.cancelled_on and not said.made_on <= said.cancelled_on <= today:
        found["cancelled_on"] = _("A promise is cancelled on a day since it was made, today at the latest.")
    return found
