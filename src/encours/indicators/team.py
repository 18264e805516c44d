"""What follows what people do: how many of those chased pay, the cash of each action.

30 customers of the 50 chased paid within their days; 12 000 received after 60 actions:

>>> from decimal import Decimal
>>> CONVERSION_RATE.compute({}, converted=Decimal(30), reached=Decimal(50))
Decimal('0.6')
>>> CASH_PER_ACTION.compute({}, attributed=Decimal(12_000), actions=Decimal(60))
Decimal('200')
"""

from __future__ import annotations

from encours.cube.figure import WITHIN
from encours.i18n import mark
from encours.indicators.choices import WINDOW
from encours.indicators.record import Better, Cost, Family, Indicator, Need, Parameter, Unit, When, the
from encours.indicators.sources import PRACTICE

MEASURES = {"last": "attributed", "first": "attributed_first", "linear": "attributed_linear"}
RULE = Parameter(
    "rule",
    "last",
    mark(
        "What is not promised goes to the last action before it, to the first, or to all of them in equal parts"
    ),
    tuple(MEASURES),
)

CONVERSION_RATE = Indicator(
    name="conversion_rate",
    label=mark("Customers who pay once chased"),
    family=Family.WORK,
    unit=Unit.RATE,
    better=Better.UP,
    definition=mark(
        "Of the different customers chased whose days ended in the period, the share from whom something came within "
        "these days: on the item the action is about, if it names one."
    ),
    formula=mark("customers who paid within the days / customers chased"),
    source=PRACTICE,
    needs=lambda _: (
        Need("customers_converted", When.WINDOW, alias="converted"),
        Need("customers_reached", When.WINDOW, alias="reached"),
    ),
    above=the("converted"),
    below=the("reached"),
    cost=Cost.ROWS,
    parameters=(WINDOW, WITHIN),
)

CASH_PER_ACTION = Indicator(
    name="cash_per_action",
    label=mark("Cash per action"),
    family=Family.WORK,
    unit=Unit.MONEY,
    better=Better.UP,
    definition=mark(
        "What came in after work, over the actions that chased somebody in the period. Each unit received is laid "
        "once: to the live promise it keeps, else to an action within the days before it. It is attribution, not "
        "causality."
    ),
    formula=mark("receipts laid to promises and actions / actions"),
    source=PRACTICE,
    needs=lambda chosen: (
        Need(MEASURES[chosen["rule"]], When.WINDOW, alias="attributed"),
        Need("actions_chasing", When.WINDOW, alias="actions"),
    ),
    above=the("attributed"),
    below=the("actions"),
    cost=Cost.ROWS,
    parameters=(WINDOW, WITHIN, RULE),
)
