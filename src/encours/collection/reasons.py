"""Why a customer is on the list, or is not: a code for programs, a sentence for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from encours import i18n
from encours.collection.facts import NONE, Facts, chased
from encours.collection.model import LABELS, Action
from encours.collection.proposals import Proposal
from encours.i18n import mark
from encours.said import _, counted

SAID = {
    "paid_already": mark("said on {0} that it is paid"),
    "refused": mark("refused on {0} to pay"),
    "call_back": mark("was to call back, said on {0}"),
    "copy_asked": mark("asked on {0} for a copy"),
}
NARROW = "\u202f"


@dataclass(frozen=True, slots=True)
class Reason:
    """`tone` says whether it is bad news, a warning or neither."""

    code: str
    text: str
    tone: str = ""


def doing(proposal: Proposal, facts: Facts) -> str:
    """What to do, in words."""
    if proposal.action is Action.CALL and facts.contact:
        return _("Call {0}").format(facts.contact)
    if proposal.action is Action.CHECK_PROMISE and facts.due_on:
        return _("Check the promise of {0}").format(facts.due_on)
    return _(LABELS[proposal.action])


def reasons(facts: Facts, day: date) -> tuple[Reason, ...]:
    """Why a customer is where it is, what weighs most first."""
    return (
        *_promises(facts),
        *_amounts(facts),
        *_steps(facts, day),
        *_habit(facts),
        *_contacts(facts, day),
        *_around(facts),
        *_aside(facts),
    )


def why_not(facts: Facts | None) -> tuple[Reason, ...]:
    """Why there is nothing to do about a customer; nothing when there is something."""
    if facts is None:
        return (Reason("nothing_open", _("Nothing is late or falls due within a week.")),)
    if facts.due > 0 or sum(chased(facts), NONE) > 0:
        return ()
    found = [*_aside(facts)]
    if facts.credits > 0 and sum(facts.open, NONE) > 0:
        said = _("{0} paid or credited, to be matched: nothing is left to ask for").format(
            _sum(facts.credits, facts)
        )
        found.append(Reason("credits", said))
    return tuple(found) or why_not(None)


def _promises(facts: Facts) -> Iterator[Reason]:
    if facts.due > 0 and facts.due_on:
        text = _("{0} promised for {1}, not received yet").format(_sum(facts.due, facts), facts.due_on)
        yield Reason("promise_due", text, "warn")
    if facts.broken > 0 and facts.broken_on:
        text = _("promise of {0} broken: {1} missing").format(facts.broken_on, _sum(facts.broken, facts))
        yield Reason("promise_broken", text, "bad")
    if facts.answered > 0 and facts.answered_on:
        text = _("dispute answered on {0}: {1} to be paid again").format(
            facts.answered_on, _sum(facts.answered, facts)
        )
        yield Reason("dispute_answered", text, "warn")


def _amounts(facts: Facts) -> Iterator[Reason]:
    soon, *late = chased(facts)
    overdue = sum(late, NONE)
    if overdue > 0:
        text = counted("{0} late, up to {1} day", "{0} late, up to {1} days", facts.oldest_days)
        yield Reason("late", text.format(_sum(overdue, facts), facts.oldest_days))
    if soon > 0:
        yield Reason("soon", _("{0} due within a week").format(_sum(soon, facts)))


def _steps(facts: Facts, day: date) -> Iterator[Reason]:
    if facts.next_on is None:
        return
    what = facts.next_step or _("next step")
    if facts.next_on <= day:
        yield Reason("next_step_due", _("planned for {0}: {1}").format(facts.next_on, what), "warn")
    else:
        yield Reason("next_step_later", _("agreed for {0}: {1}").format(facts.next_on, what))


def _habit(facts: Facts) -> Iterator[Reason]:
    usual = facts.usual_days
    if usual is None:
        return
    if usual <= 0:
        yield Reason("habit", _("usually pays on time"))
    else:
        text = counted("usually pays {0} day late", "usually pays {0} days late", usual)
        yield Reason("habit", text.format(usual))


def _contacts(facts: Facts, day: date) -> Iterator[Reason]:
    if not (facts.phone or facts.email):
        yield Reason("no_contact", _("neither telephone nor e-mail known"), "warn")
    if facts.contacted_on is None:
        yield Reason("never_contacted", _("never contacted"))
        return
    since = (day - facts.contacted_on).days
    if facts.outcome in SAID:
        yield Reason(facts.outcome, _(SAID[facts.outcome]).format(facts.contacted_on), "warn")
    if since == 0:
        text = _("contacted today") if facts.reached else _("tried today, nobody reached")
    else:
        said = (
            counted("contacted {0} day ago", "contacted {0} days ago", since)
            if facts.reached
            else counted("tried {0} day ago, nobody reached", "tried {0} days ago, nobody reached", since)
        )
        text = said.format(since)
    yield Reason("contacted", text)


def _around(facts: Facts) -> Iterator[Reason]:
    if facts.overrun > 0:
        yield Reason("overrun", _("limit exceeded by {0}").format(_sum(facts.overrun, facts)), "bad")


def _aside(facts: Facts) -> Iterator[Reason]:
    promised = facts.promised_items + min(facts.promised, sum(facts.open, NONE))
    told = (
        ("held", _("{0} on hold"), facts.held),
        ("blocked", _("{0} not to be chased, says the ledger"), facts.blocked),
        ("disputed", _("{0} disputed"), facts.disputed),
        ("promised", _("{0} promised"), promised),
    )
    for code, text, amount in told:
        if amount > 0:
            yield Reason(code, text.format(_sum(amount, facts)))


def _sum(amount: Decimal, facts: Facts) -> str:
    """An amount in whole units of its currency, as the language writes it.

    >>> _sum(Decimal("12345.50"), Facts("FR01", "C1", "EUR")), _sum(Decimal(7), Facts("CH01", "C1", "CHF"))
    ('€12,346', 'CHF 7')
    """
    whole = f"{int(amount.quantize(Decimal(1), ROUND_HALF_UP)):,}"
    if i18n.language() == "fr":
        return f"{whole.replace(',', NARROW)}\u00a0{'€' if facts.currency == 'EUR' else facts.currency}"
    return f"€{whole}" if facts.currency == "EUR" else f"{facts.currency} {whole}"
