"""How much is contested, and how fast contests are settled."""

from __future__ import annotations

from decimal import Decimal

from encours.i18n import mark
from encours.indicators.choices import BY, WINDOW
from encours.indicators.ratio import ratio
from encours.indicators.record import Indicator, Need, Parameter, Parameters, Unit, When
from encours.indicators.sources import PRACTICE


def dispute_rate(disputed: Decimal, gross: Decimal) -> Decimal | None:
    """The share of the open debits that is contested: amounts over amounts, or counts over counts.

    >>> dispute_rate(Decimal(24_000), gross=Decimal(60_000))
    Decimal('0.4')
    """
    return ratio(disputed, gross)


def dispute_resolution_rate(resolved: Decimal, open_at_start: Decimal, opened: Decimal) -> Decimal | None:
    """Of the disputes there were to settle in the period, the share that was settled.

    >>> dispute_resolution_rate(resolved=Decimal(6), open_at_start=Decimal(5), opened=Decimal(3))
    Decimal('0.75')
    """
    return ratio(resolved, open_at_start + opened)


def dispute_days(resolution_days: Decimal, resolved: Decimal) -> Decimal | None:
    """Mean days from opening to settlement of the disputes settled in the period.

    Three disputes settled after 5, 10 and 30 days:

    >>> dispute_days(Decimal(5 + 10 + 30), resolved=Decimal(3))
    Decimal('15')
    """
    return ratio(resolution_days, resolved)


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
        return dispute_days(taken, resolved)
    return taken if resolved > 0 else None


STATISTIC = Parameter("statistic", "mean", mark("Mean, or median of the days"), ("mean", "median"))

DISPUTE_RATE = Indicator(
    name="dispute_rate",
    label=mark("Dispute rate"),
    unit=Unit.RATE,
    definition=mark("The share of the open debits that customers contest; part of an item may be contested."),
    formula=mark("disputed open amount / gross"),
    source=PRACTICE,
    needs=_rate_needs,
    compute=lambda _, *, disputed, gross, **__: dispute_rate(disputed, gross),
    parameters=(BY,),
)

DISPUTE_RESOLUTION_RATE = Indicator(
    name="dispute_resolution_rate",
    label=mark("Dispute resolution rate"),
    unit=Unit.RATE,
    definition=mark("Of the disputes there were to settle in the period, the share that was settled."),
    formula=mark("resolved in the period / (open at its start + opened in the period)"),
    source=PRACTICE,
    needs=lambda _: (
        Need("disputes_resolved", When.WINDOW),
        Need("disputes_open", When.START),
        Need("disputes_opened", When.WINDOW),
    ),
    compute=lambda _, *, disputes_resolved, disputes_open, disputes_opened, **__: dispute_resolution_rate(
        disputes_resolved, disputes_open, disputes_opened
    ),
    parameters=(WINDOW,),
)

DISPUTE_DAYS = Indicator(
    name="dispute_days",
    label=mark("Dispute resolution time"),
    unit=Unit.DAYS,
    definition=mark(
        "Days from opening to settlement of the disputes settled in the period; a dispute opened again "
        "resumes its first clock."
    ),
    formula=mark("Σ days of the disputes resolved / disputes resolved, or their median"),
    source=PRACTICE,
    needs=_days_needs,
    compute=_days,
    parameters=(WINDOW, STATISTIC),
)
