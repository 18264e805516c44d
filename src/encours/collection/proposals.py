"""What may be done about one customer, what each would bring, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import compress

from encours.collection import model
from encours.collection.facts import NONE, STARTS, Facts, chased
from encours.collection.model import Action

CENT, ONE = Decimal("0.01"), Decimal(1)


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the numbers multiplied: `name` says which, `part` by how much."""

    name: str
    part: Decimal


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action: of `amount` it should bring `gain` that would not have come, in `minutes`. `stake` is the amount
    weighed by lateness; times each of `factors` it is the gain, before this is rounded to the cent."""

    action: Action
    amount: Decimal
    stake: Decimal
    factors: tuple[Factor, ...]
    gain: Decimal
    minutes: int

    @property
    def per_minute(self) -> Decimal:
        """What ranks it."""
        return self.gain / self.minutes


def proposals(facts: Facts, day: date) -> list[Proposal]:
    """Everything worth doing on a day, what brings most a minute first; nothing where all is set aside."""
    found = [one for one in _all(facts, day) if one.gain > 0]
    return sorted(found, key=lambda one: (-one.per_minute, one.minutes, one.action))


def _all(facts: Facts, day: date) -> Iterator[Proposal]:
    if facts.due > 0:
        yield _proposal(Action.CHECK_PROMISE, facts.due, facts.due * model.WORTH_OF_DUE, _overrun(facts))
    amounts = chased(facts)
    total = sum(amounts, NONE)
    if total <= 0:
        return
    if facts.answered > 0:
        answered = min(facts.answered, total)
        yield _proposal(Action.TELL_OUTCOME, answered, answered * model.WORTH_OF_ANSWERED, _overrun(facts))
    if not (facts.phone or facts.email):
        yield _worked(Action.FIND_CONTACT, facts, amounts, total, ())
    around = (*_moment(facts, day), *_broken(facts), *_overrun(facts))
    refused = facts.outcome == "refused"
    words = (*around, *((Factor("refused", model.REFUSED),) if refused else ()))
    if facts.phone:
        yield _worked(Action.CALL, facts, amounts, total, (*_tired("calls", facts), *words))
    if facts.email:
        yield _worked(Action.EMAIL, facts, amounts, total, (*_tired("mails", facts), *words))
    if (refused or facts.contacts >= model.FRUITLESS) and (facts.phone or facts.email):
        yield _worked(Action.ESCALATE, facts, amounts, total, around)


def _worked(
    action: Action, facts: Facts, amounts: tuple[Decimal, ...], total: Decimal, factors: tuple[Factor, ...]
) -> Proposal:
    """An action on what is late, by how late it is and how late this customer usually pays."""
    worth = model.WORTH[action]
    excused = min(facts.usual_days or 0, model.EXCUSED_DAYS)
    stake = NONE
    for amount, start, part in compress(zip(amounts, STARTS, worth, strict=True), amounts):
        stake += amount * part * (model.EXCUSED if 0 < start <= excused else ONE)
    return _proposal(action, total, stake, (_habit(facts), *factors))


def _proposal(action: Action, amount: Decimal, stake: Decimal, factors: tuple[Factor, ...]) -> Proposal:
    gain = stake
    for factor in factors:
        gain *= factor.part
    return Proposal(action, amount, stake, factors, gain.quantize(CENT), model.MINUTES[action])


def _habit(facts: Facts) -> Factor:
    usual = facts.usual_days
    if usual is None:
        return Factor("habit", model.NO_HABIT)
    works = next((one.works for one in model.HABITS if usual <= one.days), model.BAD_HABIT)
    return Factor("habit", works)


def _moment(facts: Facts, day: date) -> Iterator[Factor]:
    """Whether this is the day: what was agreed, else how long ago somebody spoke to them."""
    if facts.next_on is not None:
        yield Factor("next_step", model.NEXT_DUE if facts.next_on <= day else model.NEXT_LATER)
        return
    news = (facts.broken_on if facts.broken > 0 else None, facts.answered_on if facts.answered > 0 else None)
    contacted = facts.contacted_on
    if contacted is None or any(one is not None and one > contacted for one in news):
        return
    since = (day - contacted).days
    if facts.outcome == "paid_already" and since <= model.PAID_ALREADY_DAYS:
        yield Factor("paid_already", model.PAID_ALREADY)
        return
    if not facts.reached:
        if since <= model.UNREACHED_DAYS:
            yield Factor("contacted", model.UNREACHED)
        return
    for days, works in model.RECENT:
        if since <= days:
            yield Factor("contacted", works)
            return


def _tired(which: str, facts: Facts) -> Iterator[Factor]:
    times = min(facts.calls if which == "calls" else facts.mails, model.MOST_TIRED)
    if times:
        weaker = model.TIRED_CALL if which == "calls" else model.TIRED_MAIL
        yield Factor(which, weaker**times)


def _broken(facts: Facts) -> tuple[Factor, ...]:
    return (Factor("broken", model.BROKEN),) if facts.broken > 0 else ()


def _overrun(facts: Facts) -> tuple[Factor, ...]:
    return (Factor("overrun", model.OVERRUN),) if facts.overrun > 0 else ()
