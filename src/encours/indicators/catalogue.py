"""Every indicator, in the order in which they are shown and documented; and every figure by its name."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from encours.cube.measure import Measure
from encours.cube.measures import BY_NAME as MEASURES
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.ageing import OVERDUE_RATE, UNAPPLIED_AGE, WEIGHTED_AGE
from encours.indicators.concentration import HHI, TOP_SHARE
from encours.indicators.countback import DSO_COUNTBACK
from encours.indicators.disputes import DISPUTE_DAYS, DISPUTE_RATE, DISPUTE_RESOLUTION_RATE
from encours.indicators.dso import DSO, DSO_BEST_POSSIBLE, DSO_DELINQUENT, DSO_DISPUTED
from encours.indicators.effectiveness import BAD_DEBT_RATE, CEI, DILUTION_RATE, RECOVERY_RATE, TURNOVER
from encours.indicators.lateness import DAYS_TO_PAY, DBT, ON_TIME_RATE, RECOVERY_DAYS
from encours.indicators.promises import PROMISE_RATE, PROMISE_VALUE_RATE
from encours.indicators.record import Indicator
from encours.indicators.reminders import REMINDER_DELAY, REMINDER_SUCCESS_RATE
from encours.indicators.team import CASH_PER_ACTION, CONVERSION_RATE
from encours.indicators.work import CUSTOMERS_CHASED

CATALOGUE: tuple[Indicator, ...] = (
    DSO,
    DSO_COUNTBACK,
    DSO_BEST_POSSIBLE,
    DSO_DELINQUENT,
    DSO_DISPUTED,
    WEIGHTED_AGE,
    UNAPPLIED_AGE,
    DAYS_TO_PAY,
    OVERDUE_RATE,
    DBT,
    ON_TIME_RATE,
    CEI,
    RECOVERY_RATE,
    RECOVERY_DAYS,
    TURNOVER,
    BAD_DEBT_RATE,
    DILUTION_RATE,
    TOP_SHARE,
    HHI,
    DISPUTE_RATE,
    DISPUTE_RESOLUTION_RATE,
    DISPUTE_DAYS,
    PROMISE_RATE,
    PROMISE_VALUE_RATE,
    REMINDER_SUCCESS_RATE,
    REMINDER_DELAY,
    CUSTOMERS_CHASED,
    CONVERSION_RATE,
    CASH_PER_ACTION,
)
BY_NAME = {indicator.name: indicator for indicator in CATALOGUE}
Figure = Indicator | Measure
NONE: Mapping[str, Indicator] = {}


def figure(name: str, own: Mapping[str, Indicator] = NONE) -> Figure | None:
    """The indicator, one of one's `own`, or the published measure of a name; `aged` is the gross split by bucket."""
    found = BY_NAME.get(name) or own.get(name)
    summed = MEASURES.get("gross" if name == "aged" else name)
    return found or (summed if summed and summed.published else None)


def indicator(name: str) -> Indicator:
    """The indicator of that name; UsageError naming the nearest ones when there is none.

    >>> indicator("dso").formula
    'balance × days of the period / sales of the period'
    >>> indicator("overdu_rate")
    Traceback (most recent call last):
    ...
    encours.errors.UsageError: ...overdue_rate...
    """
    found = BY_NAME.get(name)
    if found is None:
        raise UsageError(_unknown(name))
    return found


def _unknown(name: str) -> str:
    near = get_close_matches(name.lower(), BY_NAME, n=3, cutoff=0.5)
    if near:
        message = _("No indicator is called {name}. Did you mean: {names}?")
    else:
        message = _("No indicator is called {name}. Choose one of: {names}.")
    return message.format(name=name, names=", ".join(near or BY_NAME))
