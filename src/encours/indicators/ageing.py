"""How old and how late what is open is.

300 issued 10 days ago and 100 issued 50 days ago are 20 days old; of 1 000 open, 250 late are a quarter:

>>> from decimal import Decimal
>>> WEIGHTED_AGE.compute({}, open_age=Decimal(300 * 10 + 100 * 50), gross=Decimal(400))
Decimal('20')
>>> OVERDUE_RATE.compute({}, overdue=Decimal(250), base=Decimal(1000))
Decimal('0.25')

A receipt of 300 unapplied for 10 days and one of 100 for 50 days have waited 20 days:

>>> UNAPPLIED_AGE.compute({}, unapplied_age_days=-Decimal(300 * 10 + 100 * 50), unapplied=Decimal(-400))
Decimal('20')
"""

from __future__ import annotations

from encours.i18n import mark
from encours.indicators.record import Better, Family, Indicator, Need, Parameter, Side, Unit, the
from encours.indicators.sources import PRACTICE


def _positive(name: str) -> Side:
    """A side that is a sum of credits, which are negative in the book."""
    return Side(lambda _chosen, **values: -values[name], name)


WEIGHTED_AGE = Indicator(
    name="weighted_age",
    label=mark("Weighted age of open invoices"),
    family=Family.PUNCTUALITY,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark("Mean age of the open invoices since their issue, each weighted by what is still open."),
    formula=mark("Σ open × (date − issue date) / Σ open"),
    source=PRACTICE,
    needs=lambda _: (Need("open_age"), Need("gross")),
    above=the("open_age"),
    below=the("gross"),
)

UNAPPLIED_AGE = Indicator(
    name="unapplied_age",
    label=mark("Age of unapplied credits"),
    family=Family.PUNCTUALITY,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark(
        "Mean number of days for which receipts and other credits have waited to be matched, each weighted by what is "
        "still unapplied."
    ),
    formula=mark("Σ unapplied × (date − date of the credit) / Σ unapplied"),
    source=PRACTICE,
    needs=lambda _: (Need("unapplied_age_days"), Need("unapplied")),
    above=_positive("unapplied_age_days"),
    below=_positive("unapplied"),
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
    family=Family.PUNCTUALITY,
    unit=Unit.RATE,
    better=Better.DOWN,
    definition=mark("The share of the receivables whose due date has passed; due today is not late."),
    formula=mark("overdue / gross"),
    source=PRACTICE,
    needs=lambda chosen: (Need("overdue"), Need(chosen["base"], alias="base")),
    above=the("overdue"),
    below=the("base"),
    parameters=(BASE,),
)
