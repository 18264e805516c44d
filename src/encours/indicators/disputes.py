"""How much is contested, and how fast contests are settled.

24 000 contested of 60 000 open; 6 disputes settled of 5 there were and 3 opened since; 3 settled after 5, 10, 30 days:

>>> DISPUTE_RATE.compute({}, disputed=Decimal(24_000), gross=Decimal(60_000))
Decimal('0.4')
>>> sums = {"disputes_resolved": Decimal(6), "disputes_open": Decimal(5), "disputes_opened": Decimal(3)}
>>> DISPUTE_RESOLUTION_RATE.compute({}, **sums)
Decimal('0.75')
>>> DISPUTE_DAYS.compute({"statistic": "mean"}, taken=Decimal(5 + 10 + 30), resolved=Decimal(3))
Decimal('15')
"""

from __future__ import annotations

from decimal import Decimal

from encours.i18n import mark
from encours.indicators.choices import BY, WINDOW
from encours.indicators.ratio import ratio
from encours.indicators.record import (
    Better,
    Cost,
    Family,
    Indicator,
    Need,
    Parameter,
    Parameters,
    Side,
    Unit,
    When,
    the,
)
from encours.indicators.sources import PRACTICE


def _rate_needs(chosen: Parameters) -> tuple[Need, ...]:
    if chosen["by"] == "count":
        return (Need("disputed_count", alias="disputed"), Need("debit_count", alias="gross"))
    return (Need("disputed"), Need("gross"))


def _days_needs(chosen: Parameters) -> tuple[Need, ...]:
    median = chosen["statistic"] == "median"
    return (
        Need(
            "dispute_resolution_median" if median else "dispute_resolution_days", When.WINDOW, alias="taken"
        ),
        Need("disputes_resolved", When.WINDOW, alias="resolved"),
    )


def _days(chosen: Parameters, *, taken: Decimal, resolved: Decimal, **_: object) -> Decimal | None:
    if chosen["statistic"] == "mean":
        return ratio(taken, resolved)
    return taken if resolved > 0 else None


STATISTIC = Parameter("statistic", "mean", mark("Mean, or median of the days"), ("mean", "median"))

DISPUTE_RATE = Indicator(
    name="dispute_rate",
    label=mark("Dispute rate"),
    family=Family.DISPUTES,
    unit=Unit.RATE,
    better=Better.DOWN,
    definition=mark("The share of the open debits that customers contest; part of an item may be contested."),
    formula=mark("disputed open amount / gross"),
    source=PRACTICE,
    needs=_rate_needs,
    above=the("disputed"),
    below=the("gross"),
    cost=Cost.ROWS,
    parameters=(BY,),
)

DISPUTE_RESOLUTION_RATE = Indicator(
    name="dispute_resolution_rate",
    label=mark("Dispute resolution rate"),
    family=Family.DISPUTES,
    unit=Unit.RATE,
    better=Better.UP,
    definition=mark("Of the disputes there were to settle in the period, the share that was settled."),
    formula=mark("resolved in the period / (open at its start + opened in the period)"),
    source=PRACTICE,
    needs=lambda _: (
        Need("disputes_resolved", When.WINDOW),
        Need("disputes_open", When.START),
        Need("disputes_opened", When.WINDOW),
    ),
    above=the("disputes_resolved"),
    below=Side(
        lambda _, *, disputes_open, disputes_opened, **__: disputes_open + disputes_opened, "disputes_opened"
    ),
    parameters=(WINDOW,),
)

DISPUTE_DAYS = Indicator(
    name="dispute_days",
    label=mark("Dispute resolution time"),
    family=Family.DISPUTES,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark(
        "Days from opening to settlement of the disputes settled in the period; a dispute opened again "
        "resumes its first clock."
    ),
    formula=mark("Σ days of the disputes resolved / disputes resolved, or their median"),
    source=PRACTICE,
    needs=_days_needs,
    above=the("taken"),
    below=the("resolved"),
    reckoned=_days,
    divided=lambda chosen: chosen["statistic"] == "mean",
    parameters=(WINDOW, STATISTIC),
)
