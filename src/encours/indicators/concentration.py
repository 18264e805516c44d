"""How much of the receivables hangs on a few customers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from heapq import nlargest

from encours.i18n import mark
from encours.indicators.choices import OVER
from encours.indicators.ratio import ratio
from encours.indicators.record import Indicator, Need, Parameter, Parameters, Shape, Unit


def top_share(positions: Iterable[Decimal], n: int = 10) -> Decimal | None:
    """The share of the `n` largest positive net positions in all the positive ones; none when there is none.

    >>> positions = [Decimal(amount) for amount in (50, 30, 15, 5, -40)]
    >>> top_share(positions, n=2)
    Decimal('0.8')
    """
    positive = _positive(positions)
    return ratio(sum(nlargest(n, positive), Decimal(0)), sum(positive, Decimal(0)))


def hhi(positions: Iterable[Decimal]) -> Decimal | None:
    """Herfindahl-Hirschman index: Σ share² over the positive net positions, 1 when one customer owes all.

    >>> hhi([Decimal(amount) for amount in (300, 300, 200, 200)])
    Decimal('0.26')
    """
    positive = _positive(positions)
    total = sum(positive, Decimal(0))
    return ratio(sum((amount * amount for amount in positive), Decimal(0)), total * total)


def _positive(positions: Iterable[Decimal]) -> list[Decimal]:
    return [amount for amount in positions if amount > 0]


def _positions(_: Parameters) -> tuple[Need, ...]:
    return (Need("net", alias="shares"),)


N = Parameter("n", "10", mark("How many of the largest"))

TOP_SHARE = Indicator(
    name="top_share",
    label=mark("Share of the largest customers"),
    unit=Unit.RATE,
    definition=mark("The share of the n largest in the net positions of all customers who owe something."),
    formula=mark("Σ n largest positive net positions / Σ positive net positions"),
    source=mark("Usual practice of credit insurers"),
    needs=_positions,
    compute=lambda chosen, *, shares, **_: top_share(shares, int(chosen["n"])),
    parameters=(N, OVER),
    shape=Shape.SHARES,
    main_parameter="n",
)

HHI = Indicator(
    name="hhi",
    label=mark("Concentration index (HHI)"),
    unit=Unit.INDEX,
    definition=mark(
        "Sum of the squared shares of the customers who owe something: near 0 when the risk is spread, "
        "1 when one customer owes all."
    ),
    formula=mark("Σ (positive net position / Σ positive net positions)²"),
    source=mark("Herfindahl-Hirschman index"),
    needs=_positions,
    compute=lambda _, *, shares, **__: hhi(shares),
    parameters=(OVER,),
    shape=Shape.SHARES,
)
