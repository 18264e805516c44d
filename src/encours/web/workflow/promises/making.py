"""What can be recorded as a promise, and its cancelling; the rest is as for any record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from encours.book.follow_up import MOST_GRACE_DAYS
from encours.i18n import _
from encours.web.workflow import acts
from encours.web.workflow.faults import begun, expected, of_money, of_texts
from encours.web.workflow.people.models import Person
from encours.web.workflow.promises.models import LONGEST_COMMENT, Promise, Said
from encours.web.workflow.recording import write

LONGEST_CONTACT = 200


def faults(said: Said) -> dict[str, str]:
    """What cannot be recorded, by field; nothing when all of it can."""
    texts = of_texts(said, comment=LONGEST_COMMENT, promised_by=LONGEST_CONTACT)
    return {**of_money(said.amount, said.currency), **_of_days(said), **_of_grace(said), **texts}


def cancel(
    request: HttpRequest | None, person: Person, key: str, seen: int, said: Said, on: date | None = None
) -> Promise:
    """From that day on the promise no longer stands; before, it did. Raises Changed when another version came."""
    cancelled = replace(said, cancelled_on=on or timezone.localdate())
    return write(request, acts.PROMISE_CANCELLED, person, Promise, cancelled, key, seen, said)


def _of_grace(said: Said) -> dict[str, str]:
    if said.grace_days is None or 0 <= said.grace_days <= MOST_GRACE_DAYS:
        return {}
    return {"grace_days": _("Write days of grace, from 0 to {0}.").format(MOST_GRACE_DAYS)}


def _of_days(said: Said) -> dict[str, str]:
    today = timezone.localdate()
    found = {
        **begun(made_on=said.made_on, late=_("A promise is recorded once it is made, not before.")),
        **expected(
            said.made_on,
            due_on=said.due_on,
            early=_("The money cannot be promised for a day before the promise."),
        ),
    }
    if said.cancelled_on and not said.made_on <= said.cancelled_on <= today:
        found["cancelled_on"] = _("A promise is cancelled on a day since it was made, today at the latest.")
    return found
