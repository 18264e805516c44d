"""The reminders of each invoice, level by level as it gets later: by the rules, or by whoever collects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from encours.demo.group.clock import END, START, after
from encours.demo.group.debts import Debt
from encours.demo.group.ledgers import REMINDED_AFTER
from encours.demo.group.pieces import Account
from encours.demo.group.team import RULES, Style
from encours.demo.group.work.deed import Deed, by_rule, of_one_letter, taking
from encours.demo.group.work.said import words
from encours.demo.seasons import next_working

_RETRY_DAYS = 6  # what is promised, contested or held is looked at again so often
_CHANNELS = {1: "email", 2: "email", 3: "letter", 4: "letter"}
_MINUTES = {1: 2, 2: 3, 3: 10, 4: 25}
_LEGAL = 4


@dataclass(frozen=True, slots=True)
class Whose:
    """An account as it is worked: by whom, how, whom they speak to; `random` is its own."""

    account: Account
    style: Style
    contact: str
    random: Random

    @property
    def author(self) -> str:
        return self.account.collector


def reminders(whose: Whose, debt: Debt) -> Iterator[Deed]:
    """Those an invoice had by the end."""
    last: date | None = None
    for level, days in enumerate(REMINDED_AFTER, 1):
        beyond = REMINDED_AFTER[level] if level < len(REMINDED_AFTER) else days + 40
        for late in range(days, beyond, _RETRY_DAYS):
            day = next_working(after(debt.due, late))
            if day >= START and (last is None or day > last) and debt.chased(day):
                yield from _reminder(whose, debt, level, day)
                last = day
                break


def _reminder(whose: Whose, debt: Debt, level: int, day: date) -> Iterator[Deed]:
    large = whose.account.category == "Grand compte"
    automatic = level <= whose.style.by_rule and not large
    by_post = level == 2 and whose.style.written > 0.5
    channel = "letter" if by_post else _CHANNELS[level]
    if automatic:
        yield Deed(
            whose.account, "reminder", by_rule(day), RULES, debt.invoice, level, channel, automatic=True,
            contact=whose.contact,
        )  # fmt: skip
        return
    at = of_one_letter(whose.account, day)
    yield Deed(
        whose.account, "reminder", at, whose.author, debt.invoice, level, channel,
        minutes=taking(whose.random, _MINUTES[level]), contact=whose.contact,
    )  # fmt: skip
    if level == _LEGAL and day <= END:
        note = whose.random.choice(words(whose.account)["legal"])
        yield Deed(whose.account, "status", at, whose.author, debt.invoice, minutes=2, note=note)
