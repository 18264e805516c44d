"""How old and how late what is open is."""

from __future__ import annotations

from decimal import Decimal

from encours.i18n import mark
from encours.indicators.ratio import ratio
from encours.indicators.record import Indicator, Need, Parameter, Unit
from encours.indicators.sources import PRACTICE


def weighted_age(open_age: Decimal, gross: Decimal) -> Decimal | None:
    """Mean age of the open invoices, each weighted by its open amount.

    `open_age` is Σ open × (date − issue date). 300 issued 10 days ago and 100 issued 50 days ago:

    >>> weighted_age(Decimal(300 * 10 + 100 * 50), gross=Decimal(400))
    Decimal('20')
    """
    return ratio(open_age, gross)


def overdue_rate(overdue: Decimal, base: Decimal) -> Decimal | None:
    """The share of the receivables that is late.

    >>> overdue_rate(Decimal(250), base=Decimal(1000))
    Decimal('0.25')
    """
    return ratio(overdue, base)


WEIGHTED_AGE = Indicator(
    name="weighted_age",
    label=mark("Weighted age of open invoices"),
    unit=Unit.DAYS,
    definition=mark("Mean age of the open invoices since their issue, each weighted by what is still open."),
    formula=mark("Σ open × (date − issue date) / Σ open"),
    source=PRACTICE,
    needs=lambda _: (Need("open_age"), Need("gross")),
    compute=lambda _, *, open_age, gross, **__: weighted_age(open_age, gross),
)

BASE = Parameter(
    "base",
    "gross",
    mark("Against the open debits, or against the position net of unapplied credits"),
    ("gross", "net"),
)

OVERDUE_RATE = Indicator(
    name="overdue_rate",
    label=mark("Overdue ratio"),
    unit=Unit.RATE,
    definition=mark("The share of the receivables whose due date has passed; due today is not late."),
    formula=mark("overdue / gross"),
    source=PRACTICE,
    needs=lambda chosen: (Need("overdue"), Need(chosen["base"], alias="base")),
    compute=lambda _, *, overdue, base, **__: overdue_rate(overdue, base),
    parameters=(BASE,),
)
