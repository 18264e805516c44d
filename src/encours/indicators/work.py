"""How many customers are chased.

31 customers reached out to by 40 actions:

>>> CUSTOMERS_CHASED.compute({}, chased=Decimal(31), actions=Decimal(40))
Decimal('31')
"""

from __future__ import annotations

from decimal import Decimal

from encours.i18n import mark
from encours.indicators.choices import WINDOW
from encours.indicators.record import Better, Family, Indicator, Need, Parameters, Unit, When, the
from encours.indicators.sources import PRACTICE


def _chased(_chosen: Parameters, *, chased: Decimal, **_: object) -> Decimal:
    return chased


CUSTOMERS_CHASED = Indicator(
    name="customers_chased",
    label=mark("Customers chased"),
    family=Family.WORK,
    unit=Unit.COUNT,
    better=Better.NEITHER,
    definition=mark(
        "Customer accounts that somebody, or a rule, reached out to in the period: a reminder, a call, a letter, a "
        "visit. Notes and changes of status do not count. One account counts once, whatever was done: parts do not add "
        "up to the whole."
    ),
    formula=mark("number of different customers with an action that chased"),
    source=PRACTICE,
    needs=lambda _: (
        Need("customers_reached_out", When.WINDOW, alias="chased"),
        Need("actions_chasing", When.WINDOW, alias="actions"),
    ),
    above=the("chased"),
    below=the("actions"),
    reckoned=_chased,
    divided=lambda _: False,
    parameters=(WINDOW,),
)
