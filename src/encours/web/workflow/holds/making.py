"""What can be recorded as a hold, and its lifting; the rest is as for any record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from encours.i18n import _
from encours.web.workflow import acts
from encours.web.workflow.faults import begun, expected, of_texts
from encours.web.workflow.holds.models import LONGEST_COMMENT, Hold, Said
from encours.web.workflow.people.models import Person
from encours.web.workflow.recording import write

LONGEST_REASON = 200


def faults(said: Said) -> dict[str, str]:
    """What cannot be recorded, by field; nothing when all of it can."""
    texts = of_texts(said, reason=LONGEST_REASON, comment=LONGEST_COMMENT)
    return {**_of_days(said), **_of_the_reason(said), **texts}


def lift(
    request: HttpRequest | None, person: Person, key: str, seen: int, said: Said, on: date | None = None
) -> Hold:
    """From that day on it is chased again. Raises Changed when another version came."""
    lifted = replace(said, cancelled_on=on or timezone.localdate())
    return write(request, acts.HOLD_LIFTED, person, Hold, lifted, key, seen, said)


def _of_days(said: Said) -> dict[str, str]:
    found = {
        **begun(from_date=said.from_date, late=_("A hold is recorded once it begins, not before.")),
        **expected(
            said.from_date,
            until_date=said.until_date,
            early=_("The last day of a hold cannot come before its first."),
        ),
    }
    if said.cancelled_on and not said.from_date <= said.cancelled_on <= timezone.localdate():
        found["cancelled_on"] = _("A hold is lifted on a day since it began, today at the latest.")
    return found


def _of_the_reason(said: Said) -> dict[str, str]:
    """One without an end would be forgotten, if nobody could tell what it waits for."""
    if said.until_date is None and not said.reason:
        return {"reason": _("Say why, or until when: a hold without either would be forgotten.")}
    return {}
