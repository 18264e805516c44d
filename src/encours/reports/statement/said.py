"""Amounts and dates of a letter, in the language of the moment: every cent, and the currency told above them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from encours.i18n import language
from encours.money import decimals_of

NARROW, MINUS = "\u202f", "\u2212"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def amount(value: Decimal, currency: str) -> str:
    """With the decimals of its currency, and more where it has more.

    >>> amount(Decimal("-1234.5"), "EUR"), amount(Decimal("1234"), "JPY")
    ('−1,234.50', '1,234')
    """
    decimals = max(decimals_of(currency), -int(value.normalize().as_tuple().exponent))
    text = f"{abs(value):,.{decimals}f}"
    if language() == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return MINUS + text if value < 0 else text


def day(value: date) -> str:
    """
    >>> day(date(2026, 11, 1))
    '1 Nov 2026'
    """
    if language() == "fr":
        return f"{value:%d/%m/}{value.year:04d}"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
