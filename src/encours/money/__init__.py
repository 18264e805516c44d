"""Exact money: amounts are held as whole numbers of 1/100 000 of a currency unit.

Five decimals hold every ISO 4217 currency (0 to 4 decimals) and the unit prices of bank and ERP files (5),
and leave a signed 64-bit integer room for 10^13 minor units of any of them.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from encours.i18n import _
from encours.money.currencies import decimals_of

SCALE = 5
UNIT = 10**SCALE
MAX_UNITS = 2**63 - 1

__all__ = [
    "MAX_UNITS",
    "SCALE",
    "UNIT",
    "decimals_of",
    "from_units",
    "plain",
    "rounded",
    "to_units",
    "unsigned",
]


def to_units(amount: Decimal) -> int:
    """Whole units of an amount; ValueError when it has more than five decimals or is out of range.

    >>> to_units(Decimal("12.34"))
    1234000
    >>> to_units(Decimal("0.000001"))
    Traceback (most recent call last):
    ...
    ValueError: more than 5 decimals
    """
    scaled = amount.scaleb(SCALE)
    if scaled != scaled.to_integral_value():
        raise ValueError(_("more than {0} decimals").format(SCALE))
    units = int(scaled)
    if abs(units) > MAX_UNITS:
        raise ValueError(_("an amount is less than {0}").format("92 233 720 368 547"))
    return units


def from_units(units: int, currency: str = "") -> Decimal:
    """The amount with the decimals of its currency, and more only where they are not zero.

    >>> from_units(1234000, "EUR"), from_units(1000500, "EUR"), from_units(500000, "JPY")
    (Decimal('12.34'), Decimal('10.005'), Decimal('5'))
    """
    return plain(Decimal(units).scaleb(-SCALE), decimals_of(currency))


def rounded(amount: Decimal, decimals: int) -> Decimal:
    """A converted amount as it is shown, with the decimals of its currency: half away from zero.

    >>> rounded(Decimal("10.005"), 2), rounded(Decimal("62.3052959501"), 2), rounded(Decimal("7"), 2)
    (Decimal('10.01'), Decimal('62.31'), Decimal('7.00'))
    """
    return unsigned(amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def unsigned(figure: Decimal) -> Decimal:
    """The same figure; nothing has no sign.

    >>> unsigned(Decimal("-0.00")), unsigned(Decimal("-0.01"))
    (Decimal('0.00'), Decimal('-0.01'))
    """
    return figure or abs(figure)


def plain(amount: Decimal, decimals: int) -> Decimal:
    """The same amount written with `decimals` decimals, and more only where they are not zero."""
    shortest = unsigned(amount.normalize())
    exponent = shortest.as_tuple().exponent
    assert isinstance(exponent, int)
    return shortest.quantize(Decimal(1).scaleb(-decimals)) if -exponent <= decimals else shortest
