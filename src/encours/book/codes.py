"""Currency codes as files write them: those of ISO 4217, of today and of before."""

from __future__ import annotations

from encours.money.currencies import is_currency, nearest
from encours.said import _, listed

LONGEST = 40


def currency_fault(code: str) -> str:
    """Why a code is no currency, with the one probably meant; "" when it is one.

    >>> currency_fault("EUX"), currency_fault("DEM")
    ("found 'EUX', expected an ISO 4217 code such as EUR. Did you mean EUR?", '')
    """
    if is_currency(code):
        return ""
    found = _("found {0!r}, expected an ISO 4217 code such as EUR").format(code[:LONGEST])
    near = nearest(code[:LONGEST])
    return listed([found, _("Did you mean {name}?").format(name=near)], ". ") if near else found
