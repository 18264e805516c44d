"""The constants of the ranking, each with its reason: docs/worklist.md tells how they work together.

They are judgements, made to be read and discussed; nothing else in the package has a number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal as D
from enum import StrEnum

from encours.i18n import mark


class Action(StrEnum):
    """What may be done about a customer."""

    CALL = "call"
    EMAIL = "email"
    CHECK_PROMISE = "check_promise"
    TELL_OUTCOME = "tell_outcome"
    ESCALATE = "escalate"
    FIND_CONTACT = "find_contact"


LABELS = {
    Action.CALL: mark("Call them"),
    Action.EMAIL: mark("Remind by e-mail"),
    Action.CHECK_PROMISE: mark("Check the promise"),
    Action.TELL_OUTCOME: mark("Tell the outcome of the dispute"),
    Action.ESCALATE: mark("Escalate"),
    Action.FIND_CONTACT: mark("Find whom to contact"),
}

# Minutes of work, preparation and note included: what each takes when it goes as it usually does.
MINUTES = {
    Action.CALL: 8,
    Action.EMAIL: 3,
    Action.CHECK_PROMISE: 4,
    Action.TELL_OUTCOME: 6,
    Action.ESCALATE: 20,
    Action.FIND_CONTACT: 10,
}

# Of what is late since so long, the part the action brings that would not have come by itself: by bucket (soon, 1-7,
# 8-15, 16-30, 31-60, 61-90, 91+ days). What is not due yet, or late by a few days, mostly comes by itself; what is very
# late answers less and less to words. A letter before a claim works on what is old, and on nothing else.
WORTH: dict[Action, tuple[D, ...]] = {
    Action.CALL: (D("0.01"), D("0.07"), D("0.14"), D("0.20"), D("0.24"), D("0.22"), D("0.15")),
    Action.EMAIL: (D("0.01"), D("0.05"), D("0.06"), D("0.06"), D("0.05"), D("0.03"), D("0.02")),
    Action.ESCALATE: (D(0), D(0), D(0), D(0), D(0), D("0.30"), D("0.32")),
    Action.FIND_CONTACT: (D(0), D("0.02"), D("0.04"), D("0.05"), D("0.06"), D("0.05"), D("0.03")),
}
# A promise whose day has come is kept more often when somebody asks for it than when nobody does.
WORTH_OF_DUE = D("0.35")
# A customer whose claim was answered has no reason left not to pay: the sooner he hears it, the better.
WORTH_OF_ANSWERED = D("0.40")


@dataclass(frozen=True, slots=True)
class Usual:
    """Up to so many days of usual delay: the part of an action that works."""

    days: int
    works: D


# Who usually pays on time and does not this time overlooked something: a word is enough. Who always pays late hears
# words every month. Without a habit known, in between.
HABITS = (Usual(2, D("1.00")), Usual(15, D("0.90")), Usual(45, D("0.75")))
BAD_HABIT, NO_HABIT = D("0.60"), D("0.80")
# What is no later than the customer always is comes without us: little is gained by asking. Past two weeks a habit is
# no excuse: changing it is the work.
EXCUSED_DAYS, EXCUSED = 15, D("0.35")

# Somebody spoke to days ago has not had the time to pay; asking again tires. (days since, part that works)
RECENT = ((1, D("0.10")), (3, D("0.35")), (6, D("0.70")))
# Nobody was reached: trying again on the next day is worth it, a little less than a first time.
UNREACHED_DAYS, UNREACHED = 0, D("0.50")
# Each call, each written reminder of the last 30 days that did not bring the money makes the next one weaker.
TIRED_CALL, TIRED_MAIL, MOST_TIRED = D("0.85"), D("0.60"), 6

BROKEN = D("1.25")  # a broken promise is an occasion: the customer owes an explanation
OVERRUN = D("1.10")  # over the limit the next order may be held, which the customer would rather avoid
NEXT_DUE = D("1.20")  # what was agreed is done on its day: it was the right moment, and words are kept
NEXT_LATER = D("0.25")  # another day was agreed with the customer: calling before breaks our own word
# What came of the last contact. Who says it is paid may be right: the bank is given its days. Who refuses has heard the
# words already: another one must speak, without waiting for more calls.
PAID_ALREADY_DAYS, PAID_ALREADY = 7, D("0.25")
REFUSED = D("0.60")
# Escalating is for those whom usual reminders did not move.
FRUITLESS = 3
