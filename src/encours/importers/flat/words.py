"""Amounts and lines as the notes of a list say them, in the reader's language."""

from __future__ import annotations

from encours.i18n import language
from encours.money import from_units

_NARROW = "\u202f"


def sum_text(units: int) -> str:
    """An amount with its thousands set apart, without currency: a list may hold several.

    >>> sum_text(120_000_000), sum_text(-4_850_000)
    ('1,200.00', '-48.50')
    """
    text = f"{from_units(int(units)):,f}"
    return text.replace(",", _NARROW).replace(".", ",") if language() == "fr" else text
