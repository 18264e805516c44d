"""How late the cash came: days beyond terms, days to pay, on-time rate, recovery time."""

from __future__ import annotations

from decimal import Decimal

from encours.i18n import mark
from encours.indicators.choices import BY, WINDOW
from encours.indicators.ratio import ratio
from encours.indicators.record import Indicator, Need, Parameter, Parameters, Unit, When
from encours.indicators.sources import PRACTICE


def dbt(late_days: Decimal, weight: Decimal) -> Decimal | None:
    """Days beyond terms: mean days between due date and value date; early payments count as negative days.

    Weighted by amount, `late_days` is Σ paid × (value date − due date) and `weight` is Σ paid. Five receipts:

    >>> receipts = [(100, -10), (200, -5), (300, 0), (400, 5), (500, 10)]
    >>> paid = Decimal(sum(amount for amount, _ in receipts))
    >>> print(round(dbt(Decimal(sum(amount * days for amount, days in receipts)), paid), 3))
    3.333
    """
    return ratio(late_days, weight)


def days_to_pay(paid_age: Decimal, paid: Decimal) -> Decimal | None:
    """Mean days between issue date and value date, weighted by amount; `paid_age` is Σ paid × those days.

    100 paid after 30 days and 300 after 50 days:

    >>> days_to_pay(Decimal(100 * 30 + 300 * 50), paid=Decimal(400))
    Decimal('45')
    """
    return ratio(paid_age, paid)


def on_time_rate(paid: Decimal, due: Decimal) -> Decimal | None:
    """What was paid at most k days after its due date, over what fell due in the period.

    8 000 fell due, 6 000 of it had come in five days after: the rate at J+5 is

    >>> on_time_rate(Decimal(6000), due=Decimal(8000))
    Decimal('0.75')
    """
    return ratio(paid, due)


def recovery_days(recovered_days: Decimal, recovered: Decimal) -> Decimal | None:
    """Mean days late of the cash that came late; `recovered_days` is Σ recovered × (value date − due date).

    100 recovered 10 days late and 300 recovered 30 days late:

    >>> recovery_days(Decimal(100 * 10 + 300 * 30), recovered=Decimal(400))
    Decimal('25')
    """
    return ratio(recovered_days, recovered)


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
    unit=Unit.DAYS,
    definition=mark("How many days after the due date customers pay; paying early counts as negative days."),
    formula=mark("Σ paid × (value date − due date) / Σ paid"),
    source=mark("Payment habit as credit bureaus report it"),
    needs=_dbt_needs,
    compute=lambda _, *, late_days, weight, **__: dbt(late_days, weight),
    parameters=(WINDOW, FLOORED, MEAN),
)

DAYS_TO_PAY = Indicator(
    name="days_to_pay",
    label=mark("Weighted days to pay"),
    unit=Unit.DAYS,
    definition=mark("How many days after the issue of an invoice its cash comes, weighted by amount paid."),
    formula=mark("Σ paid × (value date − issue date) / Σ paid"),
    source=PRACTICE,
    needs=lambda _: (Need("paid_age_days", When.WINDOW), Need("receipts", When.WINDOW)),
    compute=lambda _, *, paid_age_days, receipts, **__: days_to_pay(paid_age_days, receipts),
    parameters=(WINDOW,),
)

ON_TIME_RATE = Indicator(
    name="on_time_rate",
    label=mark("On-time payment rate"),
    unit=Unit.RATE,
    definition=mark(
        "The share of what fell due in the period that was paid at most k days after its due date. "
        "Invoices whose k days have not passed yet, and those wholly credited, are left out."
    ),
    formula=mark("cash with value date ≤ due date + k / amounts due net of credit notes applied"),
    source=PRACTICE,
    needs=_on_time_needs,
    compute=lambda _, *, paid, due, **__: on_time_rate(paid, due),
    parameters=(K, WINDOW, BY),
    main_parameter="k",
)

RECOVERY_DAYS = Indicator(
    name="recovery_days",
    label=mark("Mean recovery time"),
    unit=Unit.DAYS,
    definition=mark("How many days late the cash that came late was; items still open are not in it."),
    formula=mark("Σ recovered × (value date − due date) / Σ recovered"),
    source=PRACTICE,
    needs=lambda _: (Need("recovered_days", When.WINDOW), Need("recovered", When.WINDOW)),
    compute=lambda _, *, recovered_days, recovered, **__: recovery_days(recovered_days, recovered),
    parameters=(WINDOW,),
)
