"""Days of sales outstanding by the simple method, its parts, and what one day of it is worth."""

from __future__ import annotations

from decimal import Decimal

from encours.i18n import mark
from encours.indicators.choices import BALANCE, DISPUTES, WINDOW
from encours.indicators.ratio import ratio
from encours.indicators.record import (
    Better,
    Cost,
    Family,
    Indicator,
    Need,
    Parameters,
    Side,
    Times,
    Unit,
    When,
    the,
)
from encours.indicators.sources import CRF, PRACTICE


def days_of_sales(amount: Decimal, sales: Decimal, days: int) -> Decimal | None:
    """How many days of sales an amount stands for: amount × days / sales; none without positive sales.

    The amount chooses the figure: the net position gives the DSO, its not-due part the best possible DSO, its
    overdue part the delinquent DSO. The parts add up to the whole because they share sales and days.

    >>> for amount in (15_000, 4_000, 11_000):
    ...     print(days_of_sales(Decimal(amount), sales=Decimal(10_000), days=30))
    45
    12
    33
    """
    return ratio(amount * days, sales)


def one_day(sales_of_year: Decimal) -> Decimal:
    """What one day of DSO is worth in money: the sales of the last 12 months / 365.

    >>> one_day(Decimal(365_000_000))
    Decimal('1000000')
    """
    return sales_of_year / 365


def working_capital_effect(change_days: Decimal, sales_of_year: Decimal) -> Decimal:
    """The cash tied up (positive) or freed (negative) by a change of DSO.

    >>> working_capital_effect(Decimal("-2.5"), sales_of_year=Decimal(73_000_000))
    Decimal('-500000.0')
    """
    return change_days * one_day(sales_of_year)


def balance_needs(parameters: Parameters) -> tuple[Need, ...]:
    """The balance chosen, and the disputed amount when the reader takes it out."""
    balance = Need(parameters["balance"], alias="balance")
    return (balance, Need("disputed")) if parameters["disputes"] == "out" else (balance,)


def _sales() -> Need:
    return Need("sales", When.WINDOW)


DSO = Indicator(
    name="dso",
    label=mark("DSO"),
    family=Family.DSO,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark("How many days of sales the receivables stand for, at the pace of the period."),
    formula=mark("balance × days of the period / sales of the period"),
    source=CRF,
    needs=lambda chosen: (*balance_needs(chosen), _sales()),
    above=Side(lambda _, *, balance, disputed=Decimal(0), **__: balance - disputed, "balance"),
    below=the("sales"),
    times=Times.DAYS,
    parameters=(WINDOW, BALANCE, DISPUTES),
)

DSO_BEST_POSSIBLE = Indicator(
    name="dso_best_possible",
    label=mark("Best possible DSO"),
    family=Family.DSO,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark("The DSO there would be if every customer paid on the due date: terms alone."),
    formula=mark("not due × days of the period / sales of the period"),
    source=CRF,
    needs=lambda _: (Need("not_due"), _sales()),
    above=the("not_due"),
    below=the("sales"),
    times=Times.DAYS,
    parameters=(WINDOW,),
)

DSO_DELINQUENT = Indicator(
    name="dso_delinquent",
    label=mark("Delinquent DSO"),
    family=Family.DSO,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark("The days of DSO that come from late payment."),
    formula=mark("overdue × days of the period / sales of the period"),
    source=CRF,
    needs=lambda _: (Need("overdue"), _sales()),
    above=the("overdue"),
    below=the("sales"),
    times=Times.DAYS,
    parameters=(WINDOW,),
)

DSO_DISPUTED = Indicator(
    name="dso_disputed",
    label=mark("Disputed DSO"),
    family=Family.DSO,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark("The days of DSO that come from invoices the customer contests."),
    formula=mark("disputed open amount × days of the period / sales of the period"),
    source=PRACTICE,
    needs=lambda _: (Need("disputed"), _sales()),
    above=the("disputed"),
    below=the("sales"),
    times=Times.DAYS,
    cost=Cost.ROWS,
    parameters=(WINDOW,),
)
