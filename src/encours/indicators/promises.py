"""How far customers pay what they promise.

9 promises kept of the 12 that came to their end; 1 000 promised and received, 500 promised of which 200 came:

>>> from decimal import Decimal
>>> PROMISE_RATE.compute({}, kept=Decimal(9), ended=Decimal(12))
Decimal('0.75')
>>> PROMISE_VALUE_RATE.compute({}, received=Decimal(1_000 + 200), promised=Decimal(1_000 + 500))
Decimal('0.8')
"""

from __future__ import annotations

from encours.i18n import mark
from encours.indicators.choices import WINDOW
from encours.indicators.record import Better, Family, Indicator, Need, Unit, When, the
from encours.indicators.sources import PRACTICE

PROMISE_RATE = Indicator(
    name="promise_rate",
    label=mark("Promises kept"),
    family=Family.PROMISES,
    unit=Unit.RATE,
    better=Better.UP,
    definition=mark(
        "Of the promises whose date and days of grace ended in the period, the share that was kept: what came in "
        "from the day each was made until then is at least what was promised. Cancelled promises are left out."
    ),
    formula=mark("promises kept / promises ended"),
    source=PRACTICE,
    needs=lambda _: (
        Need("promises_kept", When.WINDOW, alias="kept"),
        Need("promises_ended", When.WINDOW, alias="ended"),
    ),
    above=the("kept"),
    below=the("ended"),
    parameters=(WINDOW,),
)

PROMISE_VALUE_RATE = Indicator(
    name="promise_value_rate",
    label=mark("Promised money received"),
    family=Family.PROMISES,
    unit=Unit.RATE,
    better=Better.UP,
    definition=mark(
        "Of the money promised for the period, the share that came in time; what was paid beyond a promise does not "
        "make up for another."
    ),
    formula=mark("Σ received in time, at most what was promised / Σ promised"),
    source=PRACTICE,
    needs=lambda _: (
        Need("promised_received", When.WINDOW, alias="received"),
        Need("promised_ended", When.WINDOW, alias="promised"),
    ),
    above=the("received"),
    below=the("promised"),
    parameters=(WINDOW,),
)
