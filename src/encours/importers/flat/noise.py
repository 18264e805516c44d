"""Amounts with the noise of binary arithmetic (56855.130000000005): the amount meant, where there is no doubt."""

from __future__ import annotations

import re
from decimal import Decimal

from encours.importers.values import amount
from encours.money import SCALE

_FEWEST_DIGITS = 15  # of a binary number printed whole; fewer were typed, and are what somebody meant
_RELATIVE, _ABSOLUTE = Decimal("1e-13"), Decimal("1e-6")
_ZERO = Decimal("1e-9")  # what is left of a sum that should be nothing
_PLACES = (2, 3, 4)
_ALMOST_NOTHING = re.compile(r"[+-]?[0-9]([.,][0-9]+)?[eE]-[0-9]{2}")


def amount_meant(text: str, decimal: str) -> Decimal | None:
    """The amount behind a text that is none as it stands; None when it is not noise."""
    if _ALMOST_NOTHING.fullmatch(text):
        return without_noise(Decimal(text.replace(",", ".")))
    try:
        return without_noise(amount(text, decimal))
    except ValueError:
        return None


def without_noise(value: Decimal) -> Decimal | None:
    """The amount a binary number stands for, of at most four decimals; None when its decimals may be meant.

    >>> without_noise(Decimal("56855.130000000005")), without_noise(Decimal("123.4567891"))
    (Decimal('56855.13'), None)
    >>> without_noise(Decimal("1.1368683772161603e-13")), without_noise(Decimal("0.30000000000000004"))
    (Decimal('0'), Decimal('0.30'))
    """
    digits, exponent = value.as_tuple().digits, value.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= SCALE:
        return None
    if abs(value) < _ZERO:
        return Decimal(0)
    if len(digits) < _FEWEST_DIGITS:
        return None
    noise = min(abs(value) * _RELATIVE, _ABSOLUTE)
    rounded = (round(value, places) for places in _PLACES)
    return next((near for near in rounded if abs(near - value) <= noise), None)
