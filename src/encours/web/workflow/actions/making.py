"""What can be recorded as an action; the rest is as for any record."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from encours.cube.periods import FIRST
from encours.i18n import _
from encours.web.workflow.actions.models import LONGEST_NOTE, Said
from encours.web.workflow.faults import expected, of_texts

LONGEST_WORD, LONGEST_STEP = 200, 300
MOST_MINUTES = 1_440  # of a day
CLOCKS = timedelta(minutes=5)  # by which the clock of who records may be before ours


def faults(said: Said) -> dict[str, str]:
    """What cannot be recorded, by field; nothing when all of it can."""
    texts = of_texts(
        said,
        kind=LONGEST_WORD,
        channel=LONGEST_WORD,
        outcome=LONGEST_WORD,
        contact=LONGEST_WORD,
        author=LONGEST_WORD,
        note=LONGEST_NOTE,
        next_step=LONGEST_STEP,
    )
    return {**_of_the_day(said), **_of_the_next(said), **_of_numbers(said), **texts}


def _of_the_day(said: Said) -> dict[str, str]:
    if said.done_at > timezone.now() + CLOCKS:
        return {"done_at": _("An action is recorded once it is done, not before.")}
    if said.done_at.date() < FIRST:
        return {
            "done_at": _("{0} is too far away: no ledger speaks of that day.").format(said.done_at.date())
        }
    return {}


def _of_the_next(said: Said) -> dict[str, str]:
    if said.next_step and said.next_on is None:
        return {"next_on": _("Say by which day, so that it comes back by itself.")}
    early = _("The next step cannot be due before the action.")
    return expected(timezone.localdate(said.done_at), early, next_on=said.next_on)


def _of_numbers(said: Said) -> dict[str, str]:
    found = {}
    if said.minutes is not None and not Decimal(0) <= said.minutes <= MOST_MINUTES:
        found["minutes"] = _("Write minutes between 0 and {0}.").format(MOST_MINUTES)
    if said.level is not None and not 0 <= said.level <= 99:
        found["level"] = _("Write a level between 0 and 99.")
    return found
