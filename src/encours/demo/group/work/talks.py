"""The calls, messages and visits of an account, the most pressing invoice first, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from encours.demo.group.cast import BAD
from encours.demo.group.clock import END, START, after
from encours.demo.group.debts import NEVER, Debt
from encours.demo.group.work.deed import Deed, at_work, taking
from encours.demo.group.work.reminders import Whose
from encours.demo.group.work.said import words
from encours.demo.seasons import is_working, next_working

_LONGEST = 130  # days late after which others take over
_APART = 3  # days between two contacts with a customer, at least
_SOON, _NOW = 9, 2  # days before a payment in which it is announced, or said to be made
_OPEN_STEPS = 25  # days of the end in which what was planned is still to come
_UNANSWERED = ("no_answer", "no_answer", "no_answer", "message_left", "message_left")
_ANSWERED = ("reached", "reached", "reached", "reached", "call_back", "copy_asked")


def talks(whose: Whose, debts: Sequence[Debt], spoken: set[date]) -> Iterator[Deed]:
    """Those an account had by the end, by day. On the `spoken` days, and close to them, they were spoken to already."""
    days = _days(whose, debts, spoken)
    for place, day in enumerate(days):
        late = [debt for debt in debts if debt.chased(day)]
        if not late:
            continue
        following = days[place + 1] if place + 1 < len(days) else None
        debt = max(late, key=lambda one: (one.owed, one.due))
        yield _with_step(whose, _talk(whose, debt, late, day), following)


def _days(whose: Whose, debts: Sequence[Debt], spoken: set[date]) -> list[date]:
    """The days on which somebody has a reason to get in touch, not too close to one another."""
    wanted = sorted({day for debt in debts for day in _wanted(whose, debt) if START <= day <= END})
    kept: list[date] = []
    for day in wanted:
        near = {day + timedelta(days=n) for n in range(-_APART, _APART + 1)}
        if (kept and (day - kept[-1]).days < max(_APART + 1, whose.style.every * 2 // 3)) or near & spoken:
            continue
        kept.append(day)
    return kept


def _wanted(whose: Whose, debt: Debt) -> Iterator[date]:
    style, random = whose.style, whose.random
    if debt.owed < style.least or debt.invoice.posting > END:
        return
    last = min(debt.settled, END, after(debt.due, _LONGEST))
    day = after(debt.due, style.first + random.randrange(0, 5))
    while day < last:
        yield next_working(day)
        day = after(day, style.every + random.randrange(0, 6))
    if debt.settled <= END and random.random() < style.obtains:
        slow = 2.2 if whose.account.habit.late > 20 else 1.0
        lag = max(1, round(random.gammavariate(2.0, style.lag * slow / 2)))
        yield _working_before(after(debt.settled, -lag))


def _working_before(day: date) -> date:
    while not is_working(day):
        day = after(day, -1)
    return day


def _talk(whose: Whose, debt: Debt, late: Sequence[Debt], day: date) -> Deed:
    random, style, account = whose.random, whose.style, whose.account
    about = debt.invoice if len(late) == 1 or random.random() < 0.25 else None
    at = at_work(random, day)
    deed = Deed(account, "call", at, whose.author, about, channel="phone", contact=whose.contact)
    if account.category == "Grand compte" and random.random() < style.visits:
        note = random.choice(words(account)["visit"])
        return replace(
            deed, kind="visit", channel="meeting", minutes=taking(random, 75), outcome="reached", note=note
        )
    if random.random() < style.written:
        note = _noted(whose, "written")
        return replace(deed, kind="email", channel="email", minutes=taking(random, 5), note=note)
    outcome = _outcome(whose, debt, day)
    answered = outcome not in _UNANSWERED
    minutes = taking(random, style.minutes if answered else 2)
    return replace(deed, minutes=minutes, outcome=outcome, note=_noted(whose, outcome))


def _outcome(whose: Whose, debt: Debt, day: date) -> str:
    """What a call brings agrees with what the customer does next."""
    random = whose.random
    ahead = (debt.settled - day).days if debt.settled != NEVER else 999
    if ahead <= _NOW:
        return random.choice(("paid_already", "paid_already", "reached"))
    if random.random() < (0.25 if ahead <= _SOON else 0.5):
        return random.choice(_UNANSWERED)
    if whose.account.habit is BAD or whose.account.sinking:
        return random.choice(("refused", "call_back", "reached"))
    return random.choice(_ANSWERED)


def _noted(whose: Whose, about: str) -> str:
    if whose.random.random() >= whose.style.notes:
        return ""
    return whose.random.choice(words(whose.account)[about])


def _with_step(whose: Whose, deed: Deed, following: date | None) -> Deed:
    """The next step of somebody who plans: the day they do get in touch again, or one still to come at the end."""
    random = whose.random
    if random.random() >= whose.style.steps:
        return deed
    if (END - deed.day).days <= _OPEN_STEPS and following is None:
        on = max(after(END, random.choice((0, 0, 0, -1, -2, 2, 3, 4, 6, 9))), after(deed.day, 1))
    else:
        on = following or next_working(after(deed.day, random.randrange(4, 12)))
    return replace(deed, next_step=random.choice(words(whose.account)["step"]), next_on=on)
