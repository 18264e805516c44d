"""Figures as people speak of them: their names, and numbers typed in their unit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from encours.cube.measures import BY_NAME as MEASURES
from encours.i18n import _
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.indicators.record import Unit


def read(text: str, unit: Unit) -> str:
    """A number as people write it, in the unit of the figure.

    >>> read("80 %", Unit.RATE), read("0,8", Unit.RATE), read("54 j", Unit.DAYS), read("85 %", Unit.PERCENT)
    ('0.8', '0.8', '54', '85')
    """
    bare = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    percent = bare.endswith("%")
    number = Decimal(bare.rstrip("%jd€"))
    if not number.is_finite():
        raise InvalidOperation
    return format(number / 100 if unit is Unit.RATE and percent else number, "f")


def unit_of(figure: str) -> Unit:
    """The unit of a published measure or an indicator."""
    return (INDICATORS[figure] if figure in INDICATORS else MEASURES[figure]).unit


def label_of(figure: str) -> str:
    """How it is called."""
    return _(INDICATORS[figure].label if figure in INDICATORS else MEASURES[figure].label)
