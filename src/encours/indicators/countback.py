"""Days of sales outstanding by count-back: the receivables are used up against the latest months of sales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from encours.i18n import mark
from encours.indicators.choices import BALANCE, DISPUTES
from encours.indicators.dso import balance_needs
from encours.indicators.record import Better, Cost, Family, Indicator, Parameter, Shape, Unit


@dataclass(frozen=True, slots=True)
class CountBack:
    """`days` is none where the figure makes no sense; `lower_bound` says the true figure is at least that."""

    days: Decimal | None
    lower_bound: bool = False


def countback(
    balance: Decimal, months: Sequence[tuple[Decimal, int]], empty_months: str = "continue"
) -> CountBack:
    """Walk the months backwards, taking the sales of each off the balance and counting its days.

    `months` holds (sales, days), newest first, no further back than the first month of sales. The month that
    covers what remains counts in proportion. A month of zero or negative sales has its days counted and its
    negative sales added to what remains (`continue`), or ends the walk before it (`stop`).

    * a balance of 0 is 0 days, whatever the sales; a negative balance has no value;
    * a walk that ends before the balance is covered gives the days counted so far, flagged as a lower bound;
    * a walk that met no sales at all has no value: its days would be those of empty months alone.

    >>> countback(Decimal(1500), [(Decimal(1200), 30), (Decimal(800), 31)])
    CountBack(days=Decimal('41.625'), lower_bound=False)
    >>> countback(Decimal(5000), [(Decimal(1200), 30), (Decimal(800), 31)])
    CountBack(days=Decimal('61'), lower_bound=True)
    """
    if balance <= 0:
        return CountBack(Decimal(0) if balance == 0 else None)
    remainder, counted, met_sales = balance, 0, False
    for sales, days in months:
        if sales >= remainder:  # what remains is positive, so these sales are
            return CountBack(counted + remainder * days / sales)
        if sales <= 0 and empty_months == "stop":
            break
        remainder, counted, met_sales = remainder - sales, counted + days, met_sales or sales > 0
    return CountBack(Decimal(counted), lower_bound=True) if met_sales else CountBack(None)


EMPTY_MONTHS = Parameter(
    "empty_months",
    "continue",
    mark("At a month without sales: count its days and go on, or stop there"),
    ("continue", "stop"),
)

DSO_COUNTBACK = Indicator(
    name="dso_countback",
    label=mark("DSO, count-back"),
    family=Family.DSO,
    unit=Unit.DAYS,
    better=Better.DOWN,
    definition=mark(
        "How many of the latest days of sales the receivables stand for: seasons do not distort it. "
        "When the sales known do not cover the receivables, the days counted are a lower bound."
    ),
    formula=mark(
        "from the date backwards, the days of each month whose sales the balance covers, "
        "then what remains / sales × days of the last month"
    ),
    source=mark("Count-back method of credit managers (in French: par épuisement)"),
    needs=balance_needs,
    reckoned=lambda chosen, *, balance, months, disputed=Decimal(0), **_: (
        countback(balance - disputed, months, chosen["empty_months"]).days
    ),
    parameters=(BALANCE, DISPUTES, EMPTY_MONTHS),
    shape=Shape.MONTHS,
    cost=Cost.ROWS,
)
