"""What is known of a customer account on a day, as far as it says what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Days late at which each bucket begins; the first holds what falls due within `SOON_DAYS`.
SOON_DAYS = 7
STARTS = (-SOON_DAYS, 1, 8, 16, 31, 61, 91)
BUCKETS = ("soon", "1-7", "8-15", "16-30", "31-60", "61-90", "91+")
NONE = Decimal(0)
NOTHING = (NONE,) * len(BUCKETS)


@dataclass(frozen=True, slots=True)
class Facts:
    """One customer account; money is in `currency`, that of the whole list.

    `open` is by bucket what no hold, no blocking cause, no dispute and no promise of an item sets aside. `promised` is
    what live promises of the whole account still await, and `credits` what is paid or credited and not yet set against
    an item: both are taken off `open`, oldest first. What is late or soon due and set aside stands by why: `held`,
    `blocked`, `disputed`, `promised_items`.

    `due` is what promises whose day has come still await, `broken` what those broken since the last contact did not
    bring, `answered` what is open again of items whose dispute ended since. `usual_days` is the median delay of a
    year's receipts. `outcome` is that of the last contact; `calls` and `mails` are those of the last 30 days,
    `contacts` all of the last 90.
    """

    entity: str
    customer: str
    currency: str
    name: str = ""
    portfolio: str = ""
    collector: str = ""
    open: tuple[Decimal, ...] = NOTHING
    oldest_days: int = 0
    promised: Decimal = NONE
    credits: Decimal = NONE
    held: Decimal = NONE
    blocked: Decimal = NONE
    disputed: Decimal = NONE
    promised_items: Decimal = NONE
    due: Decimal = NONE
    due_on: date | None = None
    broken: Decimal = NONE
    broken_on: date | None = None
    answered: Decimal = NONE
    answered_on: date | None = None
    usual_days: int | None = None
    contacted_on: date | None = None
    reached: bool = True
    outcome: str = ""
    calls: int = 0
    mails: int = 0
    contacts: int = 0
    next_on: date | None = None
    next_step: str = ""
    phone: bool = False
    email: bool = False
    contact: str = ""
    overrun: Decimal = NONE


def chased(facts: Facts) -> tuple[Decimal, ...]:
    """What may be chased, by bucket: the open amounts less what is promised and what is paid already, oldest first.

    >>> from dataclasses import replace
    >>> one = Facts("FR01", "C1", "EUR", open=(*NOTHING[:5], Decimal(30), Decimal(100)), credits=Decimal(120))
    >>> chased(one)[5:], sum(chased(replace(one, promised=Decimal(50))))
    ((Decimal('10'), Decimal('0')), Decimal('0'))
    """
    aside = facts.promised + facts.credits
    if not aside:
        return facts.open
    left: list[Decimal] = []
    for amount in reversed(facts.open):
        taken = min(amount, aside)
        aside -= taken
        left.append(amount - taken)
    return tuple(reversed(left))
