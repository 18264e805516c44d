"""How far customers pay what they promise."""

from __future__ import annotations

from decimal import Decimal

from encours.i18n import mark
from encours.indicators.choices import WINDOW
from encours.indicators.ratio import ratio
from encours.indicators.record import Indicator, Need, Unit, When
from encours.indicators.sources import PRACTICE


def promise_rate(kept: Decimal, ended: Decimal) -> Decimal | None:
    """The share of the promises that came to their end that were kept, each counting once.

    >>> promise_rate(kept=Decimal(9), ended=Decimal(12))
    Decimal('0.75')
    """
    return ratio(kept, ended)


def promise_value_rate(received: Decimal, promised: Decimal) -> Decimal | None:
    """The share of the money promised that came in time: of each promise what was received, never more than it said.

    1 000 promised and received, 500 promised of which 200 came:

    >>> promise_value_rate(received=Decimal(1_200), promised=Decimal(1_500))
    Decimal('0.8')
    """
    return ratio(received, promised)


PROMISE_RATE = Indicator(
    name="promise_rate",
    label=mark("Promises kept"),
    unit=Unit.RATE,
    definition=mark(
        "Of the promises whose date and three days of grace ended in the period, the share that was kept: what came in "
        "from the day each was made until then is at least what was promised. Cancelled promises are left out."
    ),
    formula=mark("promises kept / promises ended"),
    source=PRACTICE,
    needs=lambda _: (
        Need("promises_kept", When.WINDOW, alias="kept"),
        Need("promises_ended", When.WINDOW, alias="ended"),
    ),
    compute=lambda _, *, kept, ended, **__: promise_rate(kept, ended),
    parameters=(WINDOW,),
)

PROMISE_VALUE_RATE = Indicator(
    name="promise_value_rate",
    label=mark("Promised money received"),
    unit=Unit.RATE,
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
    compute=lambda _, *, received, promised, **__: promise_value_rate(received, promised),
    parameters=(WINDOW,),
)
