"""How well receivables turn into cash, and how much of the sales is lost on the way.

>>> from decimal import Decimal
>>> positions = {"beginning": Decimal(100_000), "ending": Decimal(120_000)}
>>> CEI.compute({}, **positions, sales=Decimal(1_000_000), not_due=Decimal(100_000))
Decimal('98')
>>> TURNOVER.compute({}, **positions, sales=Decimal(660_000))
Decimal('6')

Of 40 000 overdue when the period began 30 000 came; for 100 000 of sales, 500 were written off; for 60 000, 1 200 were
credited:

>>> RECOVERY_RATE.compute({}, recovered_overdue=Decimal(30_000), overdue_at_start=Decimal(40_000))
Decimal('0.75')
>>> BAD_DEBT_RATE.compute({}, write_offs=Decimal(500), sales=Decimal(100_000))
Decimal('0.005')
>>> DILUTION_RATE.compute({}, credit_notes=Decimal(1200), sales=Decimal(60_000))
Decimal('0.02')
"""

from __future__ import annotations

from encours.i18n import mark
from encours.indicators.choices import WINDOW
from encours.indicators.record import Better, Cost, Family, Indicator, Need, Side, Times, Unit, When, the
from encours.indicators.sources import CRF, PRACTICE

CEI = Indicator(
    name="cei",
    label=mark("Collection effectiveness index (CEI)"),
    family=Family.EFFECTIVENESS,
    unit=Unit.PERCENT,
    better=Better.UP,
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
    above=Side(lambda _, *, beginning, sales, ending, **__: beginning + sales - ending, "beginning"),
    below=Side(lambda _, *, beginning, sales, not_due, **__: beginning + sales - not_due, "not_due"),
    times=Times.HUNDRED,
    parameters=(WINDOW,),
)

RECOVERY_RATE = Indicator(
    name="recovery_rate",
    label=mark("Recovery rate"),
    family=Family.EFFECTIVENESS,
    unit=Unit.RATE,
    better=Better.UP,
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
    above=the("recovered_overdue"),
    below=the("overdue_at_start"),
    cost=Cost.ROWS,
    parameters=(WINDOW,),
)

TURNOVER = Indicator(
    name="turnover",
    label=mark("Receivables turnover"),
    family=Family.EFFECTIVENESS,
    unit=Unit.INDEX,
    better=Better.UP,
    definition=mark(
        "How many times the receivables turned over in the period; not annualised: choose twelve months for a year."
    ),
    formula=mark("sales of the period / mean of beginning net and ending net"),
    source=mark("Usual practice of financial analysis"),
    needs=lambda _: (
        Need("sales", When.WINDOW),
        Need("net", When.START, alias="beginning"),
        Need("net", alias="ending"),
    ),
    above=the("sales"),
    below=Side(lambda _, *, beginning, ending, **__: (beginning + ending) / 2, "ending"),
    parameters=(WINDOW,),
)

BAD_DEBT_RATE = Indicator(
    name="bad_debt_rate",
    label=mark("Bad-debt ratio"),
    family=Family.EFFECTIVENESS,
    unit=Unit.RATE,
    better=Better.DOWN,
    definition=mark("What was written off in the period per unit of its sales."),
    formula=mark("write-offs / sales"),
    source=PRACTICE,
    needs=lambda _: (Need("write_offs", When.WINDOW), Need("sales", When.WINDOW)),
    above=the("write_offs"),
    below=the("sales"),
    parameters=(WINDOW,),
)

DILUTION_RATE = Indicator(
    name="dilution_rate",
    label=mark("Dilution"),
    family=Family.EFFECTIVENESS,
    unit=Unit.RATE,
    better=Better.DOWN,
    definition=mark("Credit notes issued in the period per unit of its net sales: invoices that shrink."),
    formula=mark("credit notes / sales net of credit notes"),
    source=mark("Usual practice of factors"),
    needs=lambda _: (Need("credit_notes", When.WINDOW), Need("sales", When.WINDOW)),
    above=the("credit_notes"),
    below=the("sales"),
    parameters=(WINDOW,),
)
