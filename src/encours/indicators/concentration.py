"""How much of the receivables hangs on a few customers.

The two largest of four customers who owe something; one is owed:

>>> shares = [Decimal(amount) for amount in (50, 30, 15, 5, -40)]
>>> TOP_SHARE.compute({"n": "2"}, shares=shares)
Decimal('0.8')
>>> HHI.compute({}, shares=[Decimal(amount) for amount in (300, 300, 200, 200)])
Decimal('0.26')
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from heapq import nlargest

from encours.cube.measure import MONEY_SQUARED
from encours.i18n import mark
from encours.indicators.choices import OVER
from encours.indicators.record import (
    Better,
    Cost,
    Family,
    Indicator,
    Need,
    Parameter,
    Parameters,
    Shape,
    Side,
    Unit,
)


def _positive(positions: Iterable[Decimal]) -> list[Decimal]:
    return [amount for amount in positions if amount > 0]


def _largest(chosen: Parameters, *, shares: Iterable[Decimal], **_: object) -> Decimal:
    return sum(nlargest(int(chosen["n"]), _positive(shares)), Decimal(0))


def _squares(_: Parameters, *, shares: Iterable[Decimal], **__: object) -> Decimal:
    return sum((amount * amount for amount in _positive(shares)), Decimal(0))


def _square(_: Parameters, *, shares: Iterable[Decimal], **__: object) -> Decimal:
    total = sum(_positive(shares), Decimal(0))
    return total * total


def _positions(_: Parameters) -> tuple[Need, ...]:
    return (Need("net", alias="shares"),)


POSITIVE = Side(lambda _, *, shares, **__: sum(_positive(shares), Decimal(0)), "shares")
SQUARES = Side(_squares, kind=MONEY_SQUARED)
N = Parameter("n", "10", mark("How many of the largest"))

TOP_SHARE = Indicator(
    name="top_share",
    label=mark("Share of the largest customers"),
    family=Family.CONCENTRATION,
    unit=Unit.RATE,
    better=Better.DOWN,
    definition=mark("The share of the n largest in the net positions of all customers who owe something."),
    formula=mark("Σ n largest positive net positions / Σ positive net positions"),
    source=mark("Usual practice of credit insurers"),
    needs=_positions,
    above=Side(_largest, "shares"),
    below=POSITIVE,
    parameters=(N, OVER),
    shape=Shape.SHARES,
    cost=Cost.ACCOUNTS,
    main_parameter="n",
)

HHI = Indicator(
    name="hhi",
    label=mark("Concentration index (HHI)"),
    family=Family.CONCENTRATION,
    unit=Unit.INDEX,
    better=Better.DOWN,
    definition=mark(
        "Sum of the squared shares of the customers who owe something: near 0 when the risk is spread, "
        "1 when one customer owes all."
    ),
    formula=mark("Σ positive net position² / (Σ positive net positions)²"),
    source=mark("Herfindahl-Hirschman index"),
    needs=_positions,
    above=SQUARES,
    below=Side(_square, kind=MONEY_SQUARED),
    parameters=(OVER,),
    shape=Shape.SHARES,
    cost=Cost.ACCOUNTS,
)
