"""How late the cash came: days beyond terms, days to pay, on-time rate, recovery time.

Five receipts, early ones as negative days, each weighted by what was paid:

>>> from decimal import Decimal
>>> receipts = [(100, -10), (200, -5), (300, 0), (400, 5), (500, 10)]
>>> late_days, paid = (Decimal(sum(one)) for one in ((n * days for n, days in receipts), (n for n, _ in receipts)))
>>> print(round(DBT.compute({}, late_days=late_days, weight=paid), 3))
3.333

100 paid after 30 days and 300 after 50 days; 8 000 fell due and 6 000 of it had come in time; 100 recovered 10 days
late and 300 recovered 30 days late:

>>> DAYS_TO_PAY.compute({}, paid_age_days=Decimal(100 * 30 + 300 * 50), receipts=Decimal(400))
Decimal('45')
>>> ON_TIME_RATE.compute({}, paid=Decimal(6000), due=Decimal(8000))
Decimal('0.75')
>>> RECOVERY_DAYS.compute({}, recovered_days=Decimal(100 * 10 + 300 * 30), recovered=Decimal(400))
Decimal('25')
"""

from __future__ import annotations

from encours.i18n import mark
from encours.indicators.choices import BY, WINDOW
from encours.indicators.record import (
    Better,
    Cost,
    Family,
    Indicator,
    Need,
    Parameter,
    Parameters,
    Unit,
    When,
    the,
)
from encours.indicators.sources import PRACTICE


def _dbt_needs(chosen: Parameters) -> tuple[Need, ...]:
    simple = chosen["mean"] == "simple"
    late_days = "closing_late_days" if simple else "paid_late_days"
    floored = "_floored" if chosen["floored"] == "yes" else ""
    return (
        Need(late_days + floored, When.WINDOW, alias="late_days"),
        Need("closing_count" if simple else "receipts", When.WINDOW, alias="weight"),
    )


def _on_time_needs(chosen: Parameters) -> tuple[Need, ...]:
    count = "_count" if chosen["by"] == "count" else ""
    return (
        Need("on_time_paid" + count, When.WINDOW, alias="paid"),
        Need("on_time_due" + count, When.WINDOW, alias="due"),
    )


FLOORED = Parameter("floored", "no", mark("Whether early payments count as 0 days"), ("no", "yes"))
MEAN = Parameter(
    "mean",
    "weighted",
    mark("Weighted by amount paid, or simple mean over the receipts that closed an invoice"),
    ("weighted", "simple"),
)
K = Parameter("k", "0", mark("Days of grace after the due date: 0, 1, 5 or any whole number"))

DBT = Indicator(
    name="dbt",
    label=mark("Days beyond terms (DBT)"),
    family=Family.PUNCTUALITY,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark("How many days after the due date customers pay; paying early counts as negative days."),
    formula=mark("Σ paid × (value date − due date) / Σ paid"),
    source=mark("Payment habit as credit bureaus report it"),
    needs=_dbt_needs,
    above=the("late_days"),
    below=the("weight"),
    cost=Cost.ROWS,
    parameters=(WINDOW, FLOORED, MEAN),
)

DAYS_TO_PAY = Indicator(
    name="days_to_pay",
    label=mark("Weighted days to pay"),
    family=Family.PUNCTUALITY,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark("How many days after the issue of an invoice its cash comes, weighted by amount paid."),
    formula=mark("Σ paid × (value date − issue date) / Σ paid"),
    source=PRACTICE,
    needs=lambda _: (Need("paid_age_days", When.WINDOW), Need("receipts", When.WINDOW)),
    above=the("paid_age_days"),
    below=the("receipts"),
    cost=Cost.ROWS,
    parameters=(WINDOW,),
)

ON_TIME_RATE = Indicator(
    name="on_time_rate",
    label=mark("On-time payment rate"),
    family=Family.PUNCTUALITY,
    unit=Unit.RATE,
    better=Better.UP,
    definition=mark(
        "The share of what fell due in the period that was paid at most k days after its due date. "
        "Invoices whose k days have not passed yet, and those wholly credited, are left out."
    ),
    formula=mark("cash with value date ≤ due date + k / amounts due net of credit notes applied"),
    source=PRACTICE,
    needs=_on_time_needs,
    above=the("paid"),
    below=the("due"),
    cost=Cost.ROWS,
    parameters=(K, WINDOW, BY),
    main_parameter="k",
)

RECOVERY_DAYS = Indicator(
    name="recovery_days",
    label=mark("Mean recovery time"),
    family=Family.EFFECTIVENESS,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark("How many days late the cash that came late was; items still open are not in it."),
    formula=mark("Σ recovered × (value date − due date) / Σ recovered"),
    source=PRACTICE,
    needs=lambda _: (Need("recovered_days", When.WINDOW), Need("recovered", When.WINDOW)),
    above=the("recovered_days"),
    below=the("recovered"),
    cost=Cost.ROWS,
    parameters=(WINDOW,),
)
