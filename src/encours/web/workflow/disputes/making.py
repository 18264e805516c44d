"""What can be recorded as a dispute, its end and its opening again; the rest is as for any record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from django.utils import timezone

from encours.i18n import _
from encours.web.workflow import acts
from encours.web.workflow.disputes.models import LONGEST_COMMENT, Dispute, Said
from encours.web.workflow.faults import begun, expected, of_money, of_texts
from encours.web.workflow.people.models import Person
from encours.web.workflow.recording import write

LONGEST_CAUSE, LONGEST_OWNER, LONGEST_OUTCOME = 100, 200, 200


def faults(said: Said) -> dict[str, str]:
    """What cannot be recorded, by field; nothing when all of it can."""
    texts = of_texts(
        said,
        cause=LONGEST_CAUSE,
        owner=LONGEST_OWNER,
        outcome=LONGEST_OUTCOME,
        comment=LONGEST_COMMENT,
        answer=LONGEST_OUTCOME,
        answer_note=LONGEST_COMMENT,
    )
    return {
        **of_money(said.amount, said.currency),
        **_of_days(said),
        **_of_the_end(said),
        **_of_the_answer(said),
        **texts,
    }


def close(
    request: HttpRequest | None,
    person: Person,
    key: str,
    seen: int,
    said: Said,
    on: date | None = None,
    outcome: str = "",
) -> Dispute:
    """From that day on the item is owed again, as far as it is open. Raises Changed when another version came."""
    closed = replace(said, closed_on=on or timezone.localdate(), outcome=outcome)
    return write(request, acts.DISPUTE_CLOSED, person, Dispute, closed, key, seen, said)


def reopen(request: HttpRequest | None, person: Person, key: str, seen: int, said: Said) -> Dispute:
    """It had not ended: its days are counted from its first opening. Raises Changed when another version came."""
    opened = replace(said, closed_on=None, outcome="")
    today = timezone.localdate()
    return write(request, acts.DISPUTE_REOPENED, person, Dispute, opened, key, seen, said, on=today)


def answer(
    request: HttpRequest | None,
    person: Person,
    key: str,
    seen: int,
    said: Said,
    proposal: str,
    amount: Decimal | None,
    note: str,
) -> Dispute:
    """What its owner answers today; who follows it then decides. Raises Changed when another version came."""
    today = timezone.localdate()
    answered = replace(said, answered_on=today, answer=proposal, answer_amount=amount, answer_note=note)
    return write(request, acts.DISPUTE_ANSWERED, person, Dispute, answered, key, seen, said, on=today)


def ask_again(
    request: HttpRequest | None, person: Person, key: str, seen: int, said: Said, by: date | None
) -> Dispute:
    """The answer is not enough: another is awaited, by a day if one is said. Raises Changed as above."""
    asked = replace(
        said, answered_on=None, answer="", answer_amount=None, answer_note="", answer_by=by or said.answer_by
    )
    return write(request, acts.DISPUTE_CORRECTED, person, Dispute, asked, key, seen, said)


def _of_the_answer(said: Said) -> dict[str, str]:
    """One that is there says something, and an amount with a credit note alone."""
    if said.answered_on is None:
        return {}
    found = {}
    if said.answered_on > timezone.localdate():
        found["answered_on"] = _("A dispute is answered today at the latest.")
    if said.answer_amount is not None and said.answer != "credit_note":
        found["answer_amount"] = _("Only a credit note has an amount.")
    elif wrong := of_money(said.answer_amount, said.currency).get("amount"):
        found["answer_amount"] = wrong
    if not said.answer and not said.answer_note:
        found["answer_note"] = _("Say what is answered.")
    return found


def _of_days(said: Said) -> dict[str, str]:
    return {
        **begun(opened_on=said.opened_on, late=_("A dispute is recorded once it is opened, not before.")),
        **expected(
            said.opened_on,
            answer_by=said.answer_by,
            early=_("The answer cannot be awaited for a day before the dispute."),
        ),
    }


def _of_the_end(said: Said) -> dict[str, str]:
    if said.closed_on is None:
        return {"outcome": _("How a dispute ended is said once it is closed.")} if said.outcome else {}
    if not said.opened_on <= said.closed_on <= timezone.localdate():
        return {"closed_on": _("A dispute is closed on a day since it was opened, today at the latest.")}
    return {}
