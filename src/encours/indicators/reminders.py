"""What reminders bring: how often an item is paid once chased, and how long after.

40 items paid of the 100 chased whose days are over; 600 received 5 days after its last reminder, 200 after 13 days:

>>> from decimal import Decimal
>>> REMINDER_SUCCESS_RATE.compute({}, paid=Decimal(40), chased=Decimal(100))
Decimal('0.4')
>>> REMINDER_DELAY.compute({}, days_after=Decimal(600 * 5 + 200 * 13), received=Decimal(800))
Decimal('7')
"""

from __future__ import annotations

from encours.cube.figure import WITHIN
from encours.i18n import mark
from encours.indicators.choices import WINDOW
from encours.indicators.record import Better, Cost, Family, Indicator, Need, Unit, When, the
from encours.indicators.sources import PRACTICE

REMINDER_SUCCESS_RATE = Indicator(
    name="reminder_success_rate",
    label=mark("Reminders that succeed"),
    family=Family.WORK,
    unit=Unit.RATE,
    better=Better.UP,
    definition=mark(
        "Of the items chased at a level whose days ended in the period, the share wholly paid within these days and "
        "before the next level. A reminder on an account chases each of its items late that day. Split it by level."
    ),
    formula=mark("items chased and wholly paid in time / items chased"),
    source=PRACTICE,
    needs=lambda _: (
        Need("chases_paid", When.WINDOW, alias="paid"),
        Need("chases_ended", When.WINDOW, alias="chased"),
    ),
    above=the("paid"),
    below=the("chased"),
    cost=Cost.ROWS,
    parameters=(WINDOW, WITHIN),
)

REMINDER_DELAY = Indicator(
    name="reminder_delay",
    label=mark("Days from reminder to payment"),
    family=Family.WORK,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark(
        "Days from the last reminder, since the item exists, to the value date of what came in after it, weighted by "
        "amount. What came without any reminder is left out."
    ),
    formula=mark("Σ received × days after the last reminder / Σ received after a reminder"),
    source=PRACTICE,
    needs=lambda _: (
        Need("reminded_days", When.WINDOW, alias="days_after"),
        Need("reminded", When.WINDOW, alias="received"),
    ),
    above=the("days_after"),
    below=the("received"),
    cost=Cost.ROWS,
    parameters=(WINDOW,),
)
