"""A quotient that has no value where its denominator says the figure makes no sense."""

from __future__ import annotations

from decimal import Decimal


def ratio(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """The quotient; none when the denominator is zero or negative: neither 0 nor infinity would be true.

    >>> ratio(Decimal(1), Decimal(8))
    Decimal('0.125')
    >>> ratio(Decimal(1), Decimal(0)) is None
    True
    """
    return numerator / denominator if denominator > 0 else None
