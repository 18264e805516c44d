"""How well receivables turn into cash, and how much of the sales is lost on the way."""

from __future__ import annotations

from decimal import Decimal

from encours.i18n import mark
from encours.indicators.choices import WINDOW
from encours.indicators.ratio import ratio
from encours.indicators.record import Indicator, Need, Unit, When
from encours.indicators.sources import CRF, PRACTICE


def cei(beginning: Decimal, sales: Decimal, ending: Decimal, not_due: Decimal) -> Decimal | None:
    """Collection effectiveness: of what could have been collected in the period, the percentage that was.

    `beginning` and `ending` are net positions, `not_due` what is not due at the end, all over the same
    period.

    >>> cei(*map(Decimal, (100_000, 1_000_000, 120_000, 100_000)))
    Decimal('98.00')
    """
    collectable = beginning + sales
    rate = ratio(collectable - ending, collectable - not_due)
    return None if rate is None else rate * 100


def recovery_rate(recovered: Decimal, overdue_at_start: Decimal) -> Decimal | None:
    """The share of what was overdue when the period began that came in during it, at most 1.

    >>> recovery_rate(Decimal(30_000), overdue_at_start=Decimal(40_000))
    Decimal('0.75')
    """
    return ratio(recovered, overdue_at_start)


def turnover(sales: Decimal, beginning: Decimal, ending: Decimal) -> Decimal | None:
    """How many times the receivables turned over in the period: sales / average net position.

    >>> turnover(Decimal(600_000), beginning=Decimal(90_000), ending=Decimal(110_000))
    Decimal('6')
    """
    return ratio(2 * sales, beginning + ending)


def bad_debt_rate(write_offs: Decimal, sales: Decimal) -> Decimal | None:
    """Write-offs (a positive amount) per unit of sales.

    >>> bad_debt_rate(Decimal(500), sales=Decimal(100_000))
    Decimal('0.005')
    """
    return ratio(write_offs, sales)


def dilution_rate(credit_notes: Decimal, sales: Decimal) -> Decimal | None:
    """Credit notes issued (a positive amount) per unit of net sales.

    >>> dilution_rate(Decimal(1200), sales=Decimal(60_000))
    Decimal('0.02')
    """
    return ratio(credit_notes, sales)


CEI = Indicator(
    name="cei",
    label=mark("Collection effectiveness index (CEI)"),
    unit=Unit.PERCENT,
    definition=mark("Of what could have been collected in the period, the percentage that was."),
    formula=mark(
        "(beginning net + sales − ending net) / (beginning net + sales − ending not due) × 100, "
        "one period for every term"
    ),
    source=CRF,
    needs=lambda _: (
        Need("net", When.START, alias="beginning"),
        Need("sales", When.WINDOW),
        Need("net", alias="ending"),
        Need("not_due"),
    ),
    compute=lambda _, *, beginning, sales, ending, not_due, **__: cei(beginning, sales, ending, not_due),
    parameters=(WINDOW,),
)

RECOVERY_RATE = Indicator(
    name="recovery_rate",
    label=mark("Recovery rate"),
    unit=Unit.RATE,
    definition=mark(
        "The share of what was overdue at the start of the period that was received during it; "
        "what became overdue since is not in it, nor more of an item than was open."
    ),
    formula=mark("receipts on items overdue at the start / overdue at the start"),
    source=PRACTICE,
    needs=lambda _: (
        Need("recovered_overdue", When.WINDOW),
        Need("overdue", When.START, alias="overdue_at_start"),
    ),
    compute=lambda _, *, recovered_overdue, overdue_at_start, **__: recovery_rate(
        recovered_overdue, overdue_at_start
    ),
    parameters=(WINDOW,),
)

TURNOVER = Indicator(
    name="turnover",
    label=mark("Receivables turnover"),
    unit=Unit.INDEX,
    definition=mark(
        "How many times the receivables turned over in the period; not annualised: choose 12m for a year."
    ),
    formula=mark("sales of the period / mean of beginning net and ending net"),
    source=mark("Usual practice of financial analysis"),
    needs=lambda _: (
        Need("sales", When.WINDOW),
        Need("net", When.START, alias="beginning"),
        Need("net", alias="ending"),
    ),
    compute=lambda _, *, sales, beginning, ending, **__: turnover(sales, beginning, ending),
    parameters=(WINDOW,),
)

BAD_DEBT_RATE = Indicator(
    name="bad_debt_rate",
    label=mark("Bad-debt ratio"),
    unit=Unit.RATE,
    definition=mark("What was written off in the period per unit of its sales."),
    formula=mark("write-offs / sales"),
    source=PRACTICE,
    needs=lambda _: (Need("write_offs", When.WINDOW), Need("sales", When.WINDOW)),
    compute=lambda _, *, write_offs, sales, **__: bad_debt_rate(write_offs, sales),
    parameters=(WINDOW,),
)

DILUTION_RATE = Indicator(
    name="dilution_rate",
    label=mark("Dilution"),
    unit=Unit.RATE,
    definition=mark("Credit notes issued in the period per unit of its net sales: invoices that shrink."),
    formula=mark("credit notes / sales net of credit notes"),
    source=mark("Usual practice of factors"),
    needs=lambda _: (Need("credit_notes", When.WINDOW), Need("sales", When.WINDOW)),
    compute=lambda _, *, credit_notes, sales, **__: dilution_rate(credit_notes, sales),
    parameters=(WINDOW,),
)
